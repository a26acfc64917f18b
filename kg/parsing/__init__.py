"""Bytes and a media type to quads, within limits and without a network."""

from kg.parsing.documents import (
    ParsedDocument,
    ParseLimits,
    Source,
    parse_document,
    parse_path,
    syntax_error,
)
from kg.parsing.files import find_files
from kg.parsing.formats import FORMATS, format_of_media_type, format_of_path
from kg.parsing.packaged import reference_quads

__all__ = [
    "FORMATS",
    "ParseLimits",
    "ParsedDocument",
    "Source",
    "find_files",
    "format_of_media_type",
    "format_of_path",
    "parse_document",
    "parse_path",
    "reference_quads",
    "syntax_error",
]

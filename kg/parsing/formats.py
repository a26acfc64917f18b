"""The syntaxes that are read, and how they are found by file names and media types."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from kg.errors import UnsupportedFormatError

FORMATS: dict[str, ox.RdfFormat] = {
    "ttl": ox.RdfFormat.TURTLE,
    "turtle": ox.RdfFormat.TURTLE,
    "trig": ox.RdfFormat.TRIG,
    "nt": ox.RdfFormat.N_TRIPLES,
    "nq": ox.RdfFormat.N_QUADS,
    "rdf": ox.RdfFormat.RDF_XML,
    "owl": ox.RdfFormat.RDF_XML,
    "xml": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
    "json": ox.RdfFormat.JSON_LD,
}
"""File name endings to the syntaxes that are read."""

READ = ", ".join(f".{ending}" for ending in FORMATS)
"""The endings, for messages."""


def format_of_media_type(media_type: str) -> ox.RdfFormat:
    """Find the parser for a media type; its parameters are ignored.

    Raises:
        UnsupportedFormatError: no parser reads this media type.
    """
    bare = media_type.partition(";")[0].strip().lower()
    found = ox.RdfFormat.from_media_type(bare) if bare else None
    if found is None or found not in FORMATS.values():
        known = ", ".join(sorted({syntax.media_type for syntax in FORMATS.values()}))
        raise UnsupportedFormatError(
            f"There is no parser for the media type {bare or '(none)'}.",
            hint=f"Send one of: {known}.",
        )
    return found


def format_of_path(path: Path) -> ox.RdfFormat:
    """Find the parser for a file by the ending of its name.

    Raises:
        UnsupportedFormatError: no parser reads files with this ending.
    """
    found = FORMATS.get(path.suffix.lower().removeprefix("."))
    if found is None:
        raise UnsupportedFormatError(
            f"{path}: the ending {path.suffix or '(none)'} names no RDF syntax.",
            hint=f"Files are read by their ending: {READ}.",
        )
    return found

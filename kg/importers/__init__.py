"""Importers: one file per source format, each from its files to the triples of one source graph."""

from kg.importers.accounts import Accounts
from kg.importers.formats import Format, find_format, list_formats
from kg.importers.known import Known
from kg.importers.release import Release
from kg.importers.running import Import, Limits, preview_rows, run_import

__all__ = [
    "Accounts",
    "Format",
    "Import",
    "Known",
    "Limits",
    "Release",
    "find_format",
    "list_formats",
    "preview_rows",
    "run_import",
]

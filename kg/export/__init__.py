"""Exports: a version of a dataset in the formats that other programs take as their own."""

from kg.export.formats import CHANGE_FORMATS, FORMATS, ExportFormat, find_format
from kg.export.losses import Losses
from kg.export.opening import open_export
from kg.export.running import ExportReport, export_to
from kg.export.selection import KINDS, Selection
from kg.export.version import ExportedVersion

__all__ = [
    "CHANGE_FORMATS",
    "FORMATS",
    "KINDS",
    "ExportFormat",
    "ExportReport",
    "ExportedVersion",
    "Losses",
    "Selection",
    "export_to",
    "find_format",
    "open_export",
]

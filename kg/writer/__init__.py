"""The process that parses, validates and writes what users send, and its client."""

from kg.writer.client import WriterProcess
from kg.writer.requests import DropGraph, Part, RunUpdate, Validate, WriteGraph, Written

__all__ = [
    "DropGraph",
    "Part",
    "RunUpdate",
    "Validate",
    "WriteGraph",
    "WriterProcess",
    "Written",
]

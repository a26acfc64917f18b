"""How deep a document may be nested: parsers recurse, and some thousand levels end the process."""

from __future__ import annotations

from kg.errors import TooLargeError

MAX_DEPTH = 256
"""How deep the elements of RDF/XML, or the objects and arrays of JSON-LD, may be nested."""


def too_deep(name: str) -> TooLargeError:
    """Build the error of a document that is nested deeper."""
    return TooLargeError(f"{name}: the document is nested deeper than {MAX_DEPTH} levels.")

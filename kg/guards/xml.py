"""What is refused in RDF/XML: entities, deep nesting, and what is not XML."""

from __future__ import annotations

from xml.parsers import expat

from kg.errors import InputError, RdfSyntaxError
from kg.guards.nesting import MAX_DEPTH, too_deep

_CHUNK = 1 << 20


def check_xml(data: bytes, name: str) -> None:
    """Refuse a DOCTYPE anywhere, since entities expand 581 bytes to 100 MB, and deep nesting.

    Raises:
        InputError: there is a DOCTYPE.
        TooLargeError: elements are nested deeper than `MAX_DEPTH`.
        RdfSyntaxError: the XML is not well-formed; RDF parsers let much of that pass.
    """
    depth = 0

    def doctype(*_: object) -> None:
        raise InputError(
            f"{name}: RDF/XML with a DOCTYPE is refused: its entities can grow without limit.",
            hint="Remove the DOCTYPE and write the IRIs out.",
        )

    def start(*_: object) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH:
            raise too_deep(name)

    def end(_: str) -> None:
        nonlocal depth
        depth -= 1

    parser = expat.ParserCreate("utf-8")  # whatever the document declares: no other is read
    parser.StartDoctypeDeclHandler = doctype
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    try:
        for offset in range(0, len(data), _CHUNK):
            parser.Parse(data[offset : offset + _CHUNK], False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise RdfSyntaxError(
            f"{name}:{error.lineno}:{error.offset + 1}: {expat.errors.messages[error.code]}.",
            line=error.lineno,
            column=error.offset + 1,
        ) from error

"""What is refused in a document before a parser sees it: entities and remote contexts."""

from __future__ import annotations

import json
from typing import Any
from xml.parsers import expat

from kg.errors import InputError, RdfSyntaxError, TooLargeError
from kg.resources import CONTEXT_IRI, context_document


class _DoctypeFound(Exception):
    """Stops the scan of a prolog."""


class _PrologRead(Exception):
    """Stops the scan of a prolog at its first element."""


def refuse_doctype(data: bytes, name: str) -> None:
    """Refuse a DOCTYPE: entities expand 581 bytes to 100 MB, and may name files.

    Raises:
        InputError: there is a DOCTYPE.
        RdfSyntaxError: the XML breaks off before its first element.
    """

    def doctype(*_: object) -> None:
        raise _DoctypeFound

    def element(*_: object) -> None:
        raise _PrologRead

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = doctype
    parser.StartElementHandler = element
    try:
        parser.Parse(data, True)
    except _PrologRead:
        return
    except _DoctypeFound:
        raise InputError(
            f"{name}: RDF/XML with a DOCTYPE is refused: its entities can grow without limit.",
            hint="Remove the DOCTYPE and write the IRIs out.",
        ) from None
    except expat.ExpatError as error:
        raise RdfSyntaxError(
            f"{name}:{error.lineno}:{error.offset + 1}: {expat.errors.messages[error.code]}.",
            line=error.lineno,
            column=error.offset + 1,
        ) from error


def with_bundled_contexts(data: bytes, name: str) -> bytes:
    """Put our own JSON-LD context in place of its address; refuse every other address.

    Raises:
        InputError: a context or import elsewhere is named.
        TooLargeError: the JSON is nested beyond what can be read.
    """
    if b'"@context"' not in data and b'"@import"' not in data and b"\\u" not in data:
        return data
    try:
        replaced, changed = _bundle(json.loads(data), name)
    except ValueError:
        return data  # the RDF parser names the line
    except RecursionError:
        raise TooLargeError(f"{name}: the JSON is nested too deep.") from None
    return json.dumps(replaced, ensure_ascii=False).encode() if changed else data


def _bundle(value: Any, name: str) -> tuple[Any, bool]:
    if isinstance(value, list):
        items = [_bundle(item, name) for item in value]
        return [item for item, _ in items], any(changed for _, changed in items)
    if not isinstance(value, dict):
        return value, False
    result: dict[str, Any] = {}
    any_changed = False
    for key, item in value.items():
        if key == "@context":
            new, changed = _local_context(item, name)
        elif key == "@import":
            raise _remote_context(str(item), name)
        else:
            new, changed = _bundle(item, name)
        result[key] = new
        any_changed = any_changed or changed
    return result, any_changed


def _local_context(context: Any, name: str) -> tuple[Any, bool]:
    if isinstance(context, str):
        if context != CONTEXT_IRI:
            raise _remote_context(context, name)
        return json.loads(context_document())["@context"], True
    if isinstance(context, list):
        items = [_local_context(item, name) for item in context]
        return [item for item, _ in items], any(changed for _, changed in items)
    return _bundle(context, name)


def _remote_context(address: str, name: str) -> InputError:
    return InputError(
        f"{name}: the JSON-LD context {address[:200]} is remote; nothing is fetched.",
        hint=f"Write the context into the document, or use {CONTEXT_IRI}, which is built in.",
    )

"""What is refused in a document before a parser sees it: entities, remote contexts, deep nesting.

The parsers recurse: some thousand nested JSON objects or triple terms end the process.
"""

from __future__ import annotations

import json
import re
from itertools import accumulate
from typing import Any
from xml.parsers import expat

from kg.errors import InputError, RdfSyntaxError, TooLargeError
from kg.resources import CONTEXT_IRI, context_document

MAX_DEPTH = 256
"""How deep the elements of RDF/XML, or the objects and arrays of JSON-LD, may be nested."""

_CHUNK = 1 << 20
_MAX_TRIPLE_TERMS = 64  # fewer are left to the parser, which says where the first one stands

_JSON_STRING = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"', re.DOTALL)
_NOT_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))
_OPAQUE = re.compile(
    rb"""
      \\.
    | \"{3} [^"\\]*+ (?: (?: \\. | "{1,2}(?!") ) [^"\\]*+ )*+ "{3}
    | '{3} [^'\\]*+ (?: (?: \\. | '{1,2}(?!') ) [^'\\]*+ )*+ '{3}
    | " [^"\\\r\n]*+ (?: \\. [^"\\\r\n]*+ )*+ "
    | ' [^'\\\r\n]*+ (?: \\. [^'\\\r\n]*+ )*+ '
    | <[^<>"{}|^`\x00-\x20]*+>
    | \#[^\r\n]*+
    """,
    re.VERBOSE | re.DOTALL,
)
"""What may hold `<<` without meaning a triple term: escapes, strings, IRIs and comments."""


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
            raise _too_deep(name)

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


def check_json(data: bytes, name: str) -> None:
    """Refuse deep nesting.

    Raises:
        TooLargeError: objects and arrays are nested deeper than `MAX_DEPTH`.
    """
    brackets = _JSON_STRING.sub(b"", data).translate(None, _NOT_BRACKETS)
    depths = accumulate(1 if bracket in b"[{" else -1 for bracket in brackets)
    if any(depth > MAX_DEPTH for depth in depths):
        raise _too_deep(name)


def check_text(data: bytes, name: str) -> None:
    """Refuse the triple terms of RDF 1.2 in number, since they may be nested.

    Raises:
        InputError: there are many.
    """
    if data.count(b"<<") <= _MAX_TRIPLE_TERMS:
        return
    if _OPAQUE.sub(b"", data).count(b"<<") > _MAX_TRIPLE_TERMS:
        raise InputError(
            f"{name}: the document uses triple terms; RDF 1.2 is not stored.",
            hint="Use a named graph or a node of its own for a statement about a statement.",
        )


def _too_deep(name: str) -> TooLargeError:
    return TooLargeError(f"{name}: the document is nested deeper than {MAX_DEPTH} levels.")


def with_bundled_contexts(data: bytes, name: str) -> bytes:
    """Put our own JSON-LD context in place of its address; refuse every other address.

    Raises:
        InputError: a context or import elsewhere is named.
        TooLargeError: the JSON is nested beyond what can be read.
    """
    if b'"@context"' not in data and b'"@import"' not in data and b"\\u" not in data:
        return data
    try:
        document = json.loads(data, object_pairs_hook=lambda pairs: _object(pairs, name))
        replaced, changed = _bundle(document, name)
    except ValueError:
        return data  # the RDF parser names the line
    except RecursionError:
        raise TooLargeError(f"{name}: the JSON is nested too deep.") from None
    return json.dumps(replaced, ensure_ascii=False).encode() if changed else data


def _object(pairs: list[tuple[str, Any]], name: str) -> dict[str, Any]:
    """Refuse a key that stands twice: parsers differ in which of the two they read."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise InputError(f"{name}: an object of the JSON has a key twice.")
    return found


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

"""What is refused in JSON-LD: remote contexts, deep nesting, keys that stand twice."""

from __future__ import annotations

import json
import re
from itertools import accumulate
from typing import Any

from kg.errors import InputError, TooLargeError
from kg.guards.nesting import MAX_DEPTH, too_deep
from kg.resources import CONTEXT_IRI, context_document

_JSON_STRING = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"', re.DOTALL)
_NOT_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))


def check_json(data: bytes, name: str) -> None:
    """Refuse deep nesting.

    Raises:
        TooLargeError: objects and arrays are nested deeper than `MAX_DEPTH`.
    """
    brackets = _JSON_STRING.sub(b"", data).translate(None, _NOT_BRACKETS)
    depths = accumulate(1 if bracket in b"[{" else -1 for bracket in brackets)
    if any(depth > MAX_DEPTH for depth in depths):
        raise too_deep(name)


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

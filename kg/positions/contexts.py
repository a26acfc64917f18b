"""What the contexts of a JSON-LD document make of its keys and names, all taken together."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urljoin

from kg.resources import CONTEXT_IRI, context_document

TOKEN = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"|[][{},:]|[^][{},:"\x00-\x20]++', re.DOTALL)
"""One token of JSON."""

_CONTEXT = re.compile(rb'"@context"[ \t\r\n]*+:[ \t\r\n]*+')


class Terms:
    """The terms of all contexts in a document, wherever they stand; the first one wins."""

    def __init__(self, data: bytes) -> None:
        self._terms: dict[str, str] = {}
        self._vocabulary = ""
        self._base = ""
        self._known: dict[str, str] = {}
        for match in _CONTEXT.finditer(data):
            self._add(json.loads(_value_at(data, match.end())))

    def key(self, key: str) -> str:
        """Expand a key, or a value of `@type`, to an IRI or a keyword."""
        if key not in self._known:
            self._known[key] = self._expand(key)
        return self._known[key]

    def identifier(self, written: str) -> str:
        """Expand a value of `@id`."""
        prefix, colon, local = written.partition(":")
        if colon and prefix in self._terms and not local.startswith("//"):
            return self.key(prefix) + local
        return urljoin(self._base, written) if self._base else written

    def _expand(self, key: str, seen: frozenset[str] = frozenset()) -> str:
        while key in self._terms and key not in seen and not key.startswith("@"):
            seen |= {key}
            key = self._terms[key]
        prefix, colon, local = key.partition(":")
        if colon and prefix in self._terms and prefix not in seen and not local.startswith("//"):
            return self._expand(prefix, seen) + local
        return key if colon or key.startswith("@") else self._vocabulary + key

    def _add(self, context: Any) -> None:
        if context == CONTEXT_IRI:
            context = json.loads(context_document())["@context"]
        if isinstance(context, list):
            for part in context:
                self._add(part)
        elif isinstance(context, Mapping):
            self._vocabulary = self._vocabulary or str(context.get("@vocab") or "")
            self._base = self._base or str(context.get("@base") or "")
            for term, meaning in context.items():
                iri = meaning.get("@id") if isinstance(meaning, Mapping) else meaning
                if isinstance(iri, str) and not term.startswith("@"):
                    self._terms.setdefault(term, iri)


def _value_at(data: bytes, offset: int) -> bytes:
    """Cut out the JSON value that begins at *offset*."""
    depth, end = 0, offset
    for match in TOKEN.finditer(data, offset):
        depth += (match[0] in (b"{", b"[")) - (match[0] in (b"}", b"]"))
        end = match.end()
        if not depth:
            break
    return data[offset:end]

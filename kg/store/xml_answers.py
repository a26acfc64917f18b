"""Answers in XML that XML can carry: the engine writes what no XML parser would read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import IO

import pyoxigraph as ox
from rdflib import RDF

from kg.errors import InputError
from kg.store.dataset import ResultsFormat

_START = (
    r"A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d"
    r"\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_NAME = re.compile(rf"[{_START}][{_START}.0-9\u00b7\u0300-\u036f\u203f-\u2040-]*\Z")
"""The end of an IRI that can be the name of an element: NCName of Namespaces in XML 1.0 §3."""

_SYNTAX = frozenset(
    f"{RDF}{name}"
    for name in (
        *("RDF", "ID", "about", "parseType", "resource", "nodeID", "datatype", "Description"),
        *("li", "aboutEach", "aboutEachPrefix", "bagID"),
    )
)
"""Words of the syntax, which are no properties: RDF/XML §7.2.5."""

_XMLNS = "http://www.w3.org/2000/xmlns/"
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r"))
_NO_TEXT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NON_CHARACTERS = (b"\xef\xbf\xbe", b"\xef\xbf\xbf")
_ELSEWHERE = "Ask for another format: Turtle or N-Triples for graphs, JSON or CSV for tables."


def is_xml(syntax: ResultsFormat) -> bool:
    """An answer in this syntax is XML."""
    return syntax in (ox.RdfFormat.RDF_XML, ox.QueryResultsFormat.XML)


def xml_text(text: str) -> str:
    """Replace each character that XML 1.0 has no place for by U+FFFD."""
    return _NO_TEXT.sub("\ufffd", text)


def split_name(iri: str) -> tuple[str, str] | None:
    """Cut an IRI into a namespace and a name that an element can have; None when it has none."""
    found = _NAME.search(iri)
    if found is None or iri in _SYNTAX or iri.startswith(_XMLNS):
        return None
    return iri[: found.start()], found[0]


def nameable(triples: Iterable[ox.Triple]) -> Iterator[ox.Triple]:
    """Pass on triples whose predicates can be the names of elements.

    Raises:
        InputError: one cannot, when it is reached.
    """
    known: set[str] = set()
    for triple in triples:
        iri = triple.predicate.value
        if iri not in known:
            if split_name(iri) is None:
                raise InputError(
                    f"RDF/XML has no name for the predicate <{iri[:200]}>.", hint=_ELSEWHERE
                )
            known.add(iri)
        yield triple


class XmlOutput:
    """A file object that passes on what is XML."""

    def __init__(self, output: IO[bytes]) -> None:
        self._output = output
        self._end = b""

    def write(self, data: bytes, /) -> int:
        """Pass on the next bytes.

        Raises:
            InputError: they hold a character that XML cannot carry.
        """
        seen = self._end + data
        if len(data.translate(None, _CONTROLS)) < len(data) or any(
            sign in seen for sign in _NON_CHARACTERS
        ):
            raise InputError(
                "The answer has a text with a character that XML cannot carry.", hint=_ELSEWHERE
            )
        self._end = seen[-2:]
        return self._output.write(data)

    def flush(self) -> None:
        """Pass it on."""
        self._output.flush()

"""The rows of a thing in the listings: its names, its identifiers, and what no column holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

import pyoxigraph as ox
from rdflib import DCTERMS, SKOS

from kg.export.csv import literals
from kg.export.csv.cells import SEPARATOR, defuse
from kg.export.csv.reading import SAME
from kg.export.csv.statements import language_and_datatype
from kg.export.csv.thing import Thing
from kg.terms import plain, term
from kg.vocabulary import GA, PREFIXES

Rows = Iterable[tuple[str, ...]]

_NAMES = {
    term(SKOS.prefLabel): "prefLabel",
    term(SKOS.altLabel): "altLabel",
    term(SKOS.hiddenLabel): "hiddenLabel",
}
_CODES = tuple(
    map(term, (DCTERMS.identifier, GA.actorCode, GA.isoAlpha2, GA.isoAlpha3, GA.isoNumeric))
)
_STRING = f"{PREFIXES['xsd']}string"
_SCHEMES = {"www.wikidata.org": "wikidata"}


def listed(thing: Thing) -> dict[str, Rows]:
    """The rows of a thing by the table that they belong to, in order; asked for last of all."""
    return {
        "names": _numbered(thing, sorted(_names(thing))),
        "identifiers": _numbered(thing, _identifiers(thing)),
        "statements": _numbered(thing, _rest(thing)),
    }


def _numbered(thing: Thing, rows: Rows) -> Rows:
    return [(thing.iri, str(number), *cells) for number, cells in enumerate(rows, 1)]


def _names(thing: Thing) -> Iterator[tuple[str, ...]]:
    for predicate, kind in _NAMES.items():
        for name in filter(literals.is_text, thing.literals(predicate)):
            thing.take(predicate, name)
            yield kind, defuse(name.value), name.language or ""


def _identifiers(thing: Thing) -> Iterator[tuple[str, ...]]:
    for iri in thing.iris(SAME):
        thing.take(SAME, iri)
        host = urlsplit(iri.value).netloc
        yield SAME.value, _SCHEMES.get(host, host), "", iri.value
    for predicate in _CODES:
        for code in thing.literals(predicate):
            if code.datatype.value == _STRING:
                thing.take(predicate, code)
                scheme = predicate.value.rpartition("#")[2].rpartition("/")[2]
                yield predicate.value, scheme, defuse(code.value), ""


def _rest(thing: Thing) -> Iterator[tuple[str, ...]]:
    for predicate, value in thing.left():
        graphs = SEPARATOR.join(sorted(filter(None, thing.facts[predicate, value])))
        text = plain(value)
        literal = isinstance(value, ox.Literal)
        cells = ("", defuse(text)) if literal else (text, "")
        yield predicate.value, *cells, *language_and_datatype(value), graphs

"""Triples of Wikibase RDF by subject, and the values that they hold."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from urllib.parse import unquote

import pyoxigraph as ox

from kg.importers.wikidata.entities import UNKNOWN, Text, Value, number_of

_WIKIDATA = "http://www.wikidata.org/"
WD = f"{_WIKIDATA}entity/"
PROP = f"{_WIKIDATA}prop/"
WIKIBASE = "http://wikiba.se/ontology#"
SCHEMA = "http://schema.org/"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
PARTS = (f"{_WIKIDATA}value/", f"{_WIKIDATA}reference/")
"""How the IRIs of value nodes and references begin."""
CLAIM = re.compile(re.escape(PROP) + r"P\d+")
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_TIME = re.compile(r"(-?)(\d{4,16})(-\d\d-\d\dT.*)")
_GENERATED = "/.well-known/genid/"
_FILE = "http://commons.wikimedia.org/wiki/Special:FilePath/"
_DATE_TIME = "http://www.w3.org/2001/XMLSchema#dateTime"
_JULIAN = f"{WD}Q1985786"

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Index = dict[str, list[tuple[str, Term]]]
"""What is said of each IRI: predicate and object."""


class Graph:
    """The triples of one document, by subject."""

    def __init__(self, triples: Iterable[ox.Triple | ox.Quad]) -> None:
        self._index: Index = defaultdict(list)
        for triple in triples:
            if isinstance(triple.subject, ox.NamedNode):
                self._index[triple.subject.value].append((triple.predicate.value, triple.object))

    def of(self, subject: str) -> list[tuple[str, Term]]:
        """What is said of an IRI."""
        return self._index.get(subject, [])

    def entities(self) -> list[str]:
        """The ids of the entities that the document is about, by their numbers."""
        found = set()
        for subject, said in self._index.items():
            if subject.startswith(WD) and any(CLAIM.fullmatch(name) for name, _ in said):
                found.add(subject.removeprefix(WD))
            elif any(name == _TYPE and iri_of(o) == f"{SCHEMA}Dataset" for name, o in said):
                found |= {
                    iri_of(o).removeprefix(WD)
                    for name, o in said
                    if name == f"{SCHEMA}about" and iri_of(o).startswith(WD)
                }
        return sorted(found, key=number_of)

    def names(self) -> dict[str, list[Text]]:
        """The labels of all items."""
        return {
            subject.removeprefix(WD): labels
            for subject, said in self._index.items()
            if subject.startswith(WD) and (labels := texts_of(said, LABEL))
        }

    def written(self, *subjects: str) -> str:
        """What is said of IRIs, as lines of N-Triples; value nodes and references with it."""
        lines = [
            f"<{subject}> <{name}> {value} .\n"
            for subject in subjects
            for name, value in self.of(subject)
        ]
        return "".join(lines)


def without_value(said: list[tuple[str, Term]]) -> set[str]:
    """The properties that are said to have no value."""
    start = f"{PROP}novalue/"
    found = (iri_of(value) for name, value in said if name == _TYPE)
    return {iri.removeprefix(start) for iri in found if iri.startswith(start)}


def values_of(graph: Graph, said: list[tuple[str, Term]], part: str) -> dict[str, list[Value]]:
    """The values of a statement, of its qualifiers or of a reference, by property; the full value
    node where there is one for a time."""
    simple: dict[str, list[Value]] = defaultdict(list)
    full: dict[str, list[Value]] = defaultdict(list)
    start = f"{PROP}{part}/"
    for predicate, value in said:
        if not predicate.startswith(start):
            continue
        name = predicate.removeprefix(start)
        if name.startswith("value/"):
            if time := _time(graph.of(iri_of(value))):
                full[name.removeprefix("value/")].append(time)
        elif name[:1] == "P":
            simple[name].append(_value(value))
    for name, times in full.items():
        simple[name] = [value for value in simple[name] if value.kind != "time"] + times
    return dict(simple)


def _time(said: list[tuple[str, Term]]) -> Value | None:
    """A time with its precision. Days of the Julian calendar stand in the Gregorian one here."""
    held = {name.removeprefix(WIKIBASE): value for name, value in said}
    text, precision = held.get("timeValue"), held.get("timePrecision")
    if not isinstance(text, ox.Literal) or not isinstance(precision, ox.Literal):
        return None
    number = int(precision.value) if precision.value.isdecimal() else 0
    julian = iri_of(held.get("timeCalendarModel")) == _JULIAN and number < 11
    return Value("time", _era(text.value), "", number, julian)


def _era(text: str) -> str:
    """A time of XSD 1.1, whose year -0043 is 44 BC, as Wikidata's JSON writes it."""
    if not (match := _TIME.fullmatch(text)):
        return text
    year = int(match[2])
    if not match[1] and year:
        return f"+{match[2]}{match[3]}"
    return f"-{year + 1:04}{match[3]}"


def _value(term: Term) -> Value:
    if isinstance(term, ox.BlankNode):
        return UNKNOWN
    if isinstance(term, ox.NamedNode):
        return _ofiri_of(term.value)
    assert isinstance(term, ox.Literal)
    if term.language:
        return Value("text", term.value, term.language)
    if term.datatype.value == _DATE_TIME:
        return Value("time", _era(term.value))
    plain = term.datatype.value.endswith("#string")
    return Value("string" if plain else "other", term.value)


def _ofiri_of(iri: str) -> Value:
    if iri.startswith(WD):
        return Value("item", iri.removeprefix(WD))
    if _GENERATED in iri:
        return UNKNOWN
    if iri.startswith(_FILE):
        return Value("string", unquote(iri.removeprefix(_FILE)))
    return Value("string", iri)


def texts_of(said: list[tuple[str, Term]], predicate: str) -> list[Text]:
    """Literals with a language, in an order that no document decides."""
    found = (o for name, o in said if name == predicate and isinstance(o, ox.Literal))
    return sorted((text.language, text.value) for text in found if text.language)


def iri_of(term: object) -> str:
    """The text of an IRI; empty for any other term."""
    return term.value if isinstance(term, ox.NamedNode) else ""

"""How the parts of a description are named, and the vocabularies that it speaks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256

import pyoxigraph as ox
from rdflib import DCAT as _DCAT
from rdflib import VOID as _VOID
from rdflib import XSD, Namespace

from kg.report import Term
from kg.store.graphs import TYPE
from kg.terms import shorten, term
from kg.vocabulary import PREFIXES

VOID = Namespace(str(_VOID))
DCAT = Namespace(str(_DCAT))  # rdflib's own list has not all terms of version 3
SPDX = Namespace("http://spdx.org/rdf/terms#")

DESCRIPTION_PREFIXES = {
    "dcat": str(DCAT),
    "dcterms": PREFIXES["dcterms"],
    "foaf": PREFIXES["foaf"],
    "formats": "http://www.w3.org/ns/formats/",
    "owl": PREFIXES["owl"],
    "prov": PREFIXES["prov"],
    "rdfs": PREFIXES["rdfs"],
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "spdx": str(SPDX),
    "void": str(VOID),
    "xsd": PREFIXES["xsd"],
    "ga": PREFIXES["ga"],
    "gc": PREFIXES["gc"],
}

Value = ox.NamedNode | ox.Literal


def document_of(base: str) -> str:
    """The IRI of the description that stands under a base IRI."""
    return f"{base}void"


def part(document: str, name: str) -> ox.NamedNode:
    """A part of a description, by its fragment."""
    return ox.NamedNode(f"{document}#{name}")


def part_of(document: str, kind: str, iri: str) -> ox.NamedNode:
    """The part of a description that is about an IRI; the same at any place."""
    short = shorten(iri)
    name = sha256(iri.encode()).hexdigest()[:16] if short.startswith("<") else short
    return part(document, f"{kind}-{name.replace(':', '-')}")


def number(value: int) -> ox.Literal:
    """A count."""
    return ox.Literal(str(value), datatype=term(XSD.integer))


def described(
    subject: ox.NamedNode, kinds: tuple[object, ...], *said: tuple[object, Value | None]
) -> Iterator[ox.Triple]:
    """What is said of a subject: its classes, and what there is of its properties."""
    for kind in kinds:
        yield ox.Triple(subject, TYPE, term(kind))
    for predicate, value in said:
        if value is not None:
            yield ox.Triple(subject, term(predicate), value)


def optional(text: str, datatype: object = XSD.string) -> ox.Literal | None:
    """A literal, where there is a text."""
    return ox.Literal(text, datatype=term(datatype)) if text else None


def moved(triples: Iterable[ox.Triple], base: str, root: str) -> Iterator[ox.Triple]:
    """A description that stands under *base*, as it stands under *root*: only its own parts."""
    before, after = document_of(base), document_of(root)

    def place(value: Term) -> Term:
        if isinstance(value, ox.NamedNode):
            name, mark, fragment = value.value.partition("#")
            if name == before:
                return ox.NamedNode(f"{after}{mark}{fragment}")
        return value

    for triple in triples:
        subject, value = place(triple.subject), place(triple.object)
        assert isinstance(subject, ox.NamedNode)
        yield ox.Triple(subject, triple.predicate, value)


def in_order(triples: Iterable[ox.Triple], document: str) -> list[ox.Triple]:
    """The dataset, its catalogue and the document first; the others by their texts."""
    first = (part(document, "dataset"), part(document, "catalogue"), ox.NamedNode(document))
    places = {subject: place for place, subject in enumerate(first)}

    def place(triple: ox.Triple) -> tuple[int, str, str, str]:
        subject = triple.subject
        rank = places.get(subject, len(first)) if isinstance(subject, ox.NamedNode) else len(first)
        return rank, str(subject), str(triple.predicate), str(triple.object)

    return sorted(triples, key=place)

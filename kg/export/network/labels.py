"""What a node of a network is called, of what kind it is, and which item of Wikidata it is."""

from __future__ import annotations

import re

import pyoxigraph as ox
from rdflib import DCTERMS, SKOS

from kg.export.losses import Losses
from kg.export.version import ExportedVersion
from kg.export.wikidata import item_of
from kg.report import Term
from kg.store.graphs import TYPE
from kg.store.xml_answers import xml_text
from kg.terms import plain, term
from kg.vocabulary import GA, PREFIXES

_LABEL, _TITLE = term(SKOS.prefLabel), term(DCTERMS.title)
_EVENT_TYPE, _EDTF = term(GA.eventType), term(GA.edtf)
_TYPES = tuple(map(term, (GA.eventType, GA.postType, GA.organisationType, GA.placeType)))
_SAME = ox.NamedNode(f"{PREFIXES['schema']}sameAs")

_KINDS: dict[ox.NamedNode, str] = {
    term(cls): kind
    for cls, kind in (
        (GA.Person, "person"),
        (GA.State, "state"),
        (GA.Polity, "polity"),
        (GA.Government, "government"),
        (GA.PublicBody, "public body"),
        (GA.InternationalOrganisation, "international organisation"),
        (GA.Organisation, "organisation"),
        (GA.Collective, "collective"),
        (GA.Post, "post"),
        (GA.Communication, "communication"),
        (GA.Event, "event"),
        (GA.EventSeries, "event series"),
        (GA.Place, "place"),
        (GA.Claim, "claim"),
        (GA.Agent, "agent"),
    )
}
"""The classes of nodes, the narrower ones first: a thing is of the first that it has."""

NODE_CLASSES = tuple(_KINDS)
"""The classes whose things are the nodes of a network."""


def kind_of(version: ExportedVersion, thing: ox.NamedNode) -> tuple[ox.NamedNode, str]:
    """The class of a thing, and its name."""
    types = set(version.values(thing, TYPE))
    return next(((cls, kind) for cls, kind in _KINDS.items() if cls in types), (TYPE, "thing"))


def label_of(version: ExportedVersion, thing: ox.NamedNode, losses: Losses) -> str:
    """The English name of a thing, else any, else what tells it from others."""
    names = version.values(thing, _LABEL) or version.values(thing, _TITLE)
    texts = [name for name in names if isinstance(name, ox.Literal) and name.value.strip()]
    if not texts:
        return clean(_described(version, thing), losses, thing.value)
    if len(texts) > 1:
        losses.note(
            "Things with names in other languages",
            "A node has one label: the English one, else the first by its text.",
            thing.value,
        )
    best = min(texts, key=lambda text: (text.language != "en", str(text)))
    return clean(best.value, losses, thing.value)


def types_of(version: ExportedVersion, thing: ox.NamedNode) -> str:
    """The type of an event, a post, an organisation or a place, as its code calls it."""
    found = (value for predicate in _TYPES for value in version.values(thing, predicate))
    return ", ".join(map(word, found))


def wikidata_of(version: ExportedVersion, thing: ox.NamedNode) -> str:
    """The items of Wikidata that a thing is, mostly one."""
    found = (item_of(value) for value in version.values(thing, _SAME))
    return " ".join(sorted(set(filter(None, found))))


def word(value: Term) -> str:
    """What a code is called: the end of its IRI, without hyphens."""
    return re.split(r"[/#]", plain(value))[-1].replace("-", " ")


def clean(text: str, losses: Losses, iri: str) -> str:
    """Write a text in one line, without what XML has no place for."""
    found = xml_text(text)
    if found != text:
        losses.note(
            "Texts with control characters",
            "XML has no place for them: each is replaced by U+FFFD.",
            iri,
        )
    return " ".join(found.split())


def _described(version: ExportedVersion, thing: ox.NamedNode) -> str:
    """What a thing without a name is: an event by its type and date, others by their IRIs."""
    types = [word(value) for value in version.values(thing, _EVENT_TYPE)]
    if types:
        return ", ".join([*types, *map(plain, version.values(thing, _EDTF)[:1])])
    return thing.value.removeprefix(f"{version.base_iri}id/")

"""Looks things of a version up for formats that know entities and not triples."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

import pyoxigraph as ox
from rdflib import PROV, RDFS, SKOS

from kg.export.selection import subclasses
from kg.export.version import ExportedVersion
from kg.packaged_terms import labels
from kg.parsing import reference_quads
from kg.report import Term
from kg.store.graphs import TYPE
from kg.terms import plain, term
from kg.vocabulary import GA, PREFIXES

WIKIDATA = "http://www.wikidata.org/entity/"
SAME_AS = ox.NamedNode(PREFIXES["schema"] + "sameAs")
PREFERRED = term(SKOS.prefLabel)
ALTERNATIVE = term(SKOS.altLabel)
HIDDEN = term(SKOS.hiddenLabel)
COMMENT = term(RDFS.comment)
SEE_ALSO = term(RDFS.seeAlso)
EVIDENCE = term(GA.evidence)
DERIVED = term(PROV.wasDerivedFrom)

_QID = re.compile(r"Q[1-9][0-9]{0,17}", re.ASCII)

_HELD = 1 << 12
"""Of how many things the facts are held, since a thing is asked for several of its facts."""

Name = tuple[str, str]
"""A language tag, which may be empty, and a text."""


class Lookups:
    """Bounded questions about single things; everything comes in a fixed order."""

    def __init__(self, version: ExportedVersion) -> None:
        self.version = version
        self._values = lru_cache(maxsize=_HELD)(self._described)

    def _described(self, thing: ox.NamedNode) -> dict[ox.NamedNode, list[Term]]:
        """What is said of a thing: it keeps its id and class where only others were selected."""
        found: dict[ox.NamedNode, list[Term]] = {}
        for quad in self.version.quads_about(thing, None):
            found.setdefault(quad.predicate, []).append(quad.object)
        return found

    def nodes(self, thing: ox.NamedNode, *predicates: object) -> list[ox.NamedNode]:
        """The IRIs that predicates lead to, each once."""
        found = {
            value
            for predicate in predicates
            for value in self._values(thing).get(_term(predicate), ())
            if isinstance(value, ox.NamedNode)
        }
        return sorted(found, key=str)

    def node(self, thing: ox.NamedNode, predicate: object) -> ox.NamedNode | None:
        """The first IRI that a predicate leads to."""
        return next(iter(self.nodes(thing, predicate)), None)

    def texts(self, thing: ox.NamedNode, predicate: object) -> list[str]:
        """The texts of a predicate in order, each once, in whatever languages."""
        return sorted({text for _, text in self.names(thing, predicate)})

    def names(self, thing: ox.NamedNode, predicate: object) -> list[Name]:
        """The texts of a predicate with their languages: English first, then by tag and text."""
        found = {
            (value.language or "", value.value.strip())
            for value in self._values(thing).get(_term(predicate), ())
            if isinstance(value, ox.Literal)
        }
        return sorted(
            (name for name in found if name[1]), key=lambda name: (name[0] != "en", *name)
        )

    def label(self, thing: ox.NamedNode) -> str:
        """The name by which a thing is shown; empty where it has none."""
        names = self.names(thing, PREFERRED) or self.names(thing, ALTERNATIVE)
        return names[0][1] if names else ""

    def codes(self, thing: ox.NamedNode, predicate: object) -> list[str]:
        """The slugs of the codes of ours that a predicate leads to."""
        prefix = PREFIXES["gc"]
        values = self.nodes(thing, predicate)
        return [v.value.removeprefix(prefix) for v in values if v.value.startswith(prefix)]

    def is_a(self, thing: ox.NamedNode, *classes: object) -> bool:
        """Whether a thing is of a class or of one below it."""
        types = set(self.nodes(thing, TYPE))
        return any(not types.isdisjoint(_below(str(cls))) for cls in classes)

    def statuses(self, event: ox.NamedNode) -> list[str]:
        """How far an event came, as its sources report: English names, without their order."""
        reports = self.subjects(GA.reportsOn, event)
        codes = {code for report in reports for code in self.codes(report, GA.status)}
        return [code_label(code) for code in sorted(codes)]

    def subjects(self, predicate: object, value: ox.NamedNode | ox.Literal) -> list[ox.NamedNode]:
        """The things that have a value, in the order of their IRIs."""
        found = {
            triple.subject
            for triple in self.version.matching(None, _term(predicate), value)
            if isinstance(triple.subject, ox.NamedNode)
        }
        return sorted(found, key=str)

    def wikidata(self, thing: ox.NamedNode) -> list[str]:
        """The Wikidata ids of a thing."""
        found = (node.value.removeprefix(WIKIDATA) for node in self.nodes(thing, SAME_AS))
        return [qid for qid in found if _QID.fullmatch(qid)]

    def pages(self, thing: ox.NamedNode) -> list[str]:
        """The addresses of the web pages about a thing; not the things it points to."""
        base = self.version.base_iri
        found = [node.value for node in self.nodes(thing, SEE_ALSO)]
        return [
            iri for iri in found if iri.startswith(("http:", "https:")) and base not in iri[:99]
        ]

    def path(self, thing: ox.NamedNode) -> str:
        """What stands behind `id/` in an IRI of the store; empty for others and for fragments."""
        prefix = f"{self.version.base_iri}id/"
        found = thing.value.removeprefix(prefix)
        return "" if found == thing.value or "#" in found else found


def _term(predicate: object) -> ox.NamedNode:
    return predicate if isinstance(predicate, ox.NamedNode) else term(predicate)


@cache
def code_label(code: str) -> str:
    """The English name of a code of ours; its slug where it has none."""
    return _code_labels().get(code, code.replace("-", " "))


@cache
def reference_values(predicate: ox.NamedNode) -> dict[ox.NamedNode, str]:
    """What the packaged reference data gives for a predicate, by thing; English of texts."""
    return _plain_values(reference_quads(), predicate)


@cache
def _code_labels() -> dict[str, str]:
    prefix = PREFIXES["gc"]
    found = {iri: text for iri, text in labels().items() if iri.startswith(prefix)}
    return {iri.removeprefix(prefix): text for iri, text in found.items()}


def _plain_values(quads: Iterable[ox.Quad], predicate: ox.NamedNode) -> dict[ox.NamedNode, str]:
    found: dict[ox.NamedNode, str] = {}
    for quad in quads:
        value = quad.object
        if quad.predicate != predicate or not isinstance(quad.subject, ox.NamedNode):
            continue
        if not isinstance(value, ox.Literal) or value.language in (None, "en"):
            found[quad.subject] = plain(value)
    return found


@cache
def _below(cls: str) -> frozenset[ox.NamedNode]:
    return frozenset(subclasses(ox.NamedNode(cls)))

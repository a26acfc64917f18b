"""The packaged shapes: what each looks at, what it asks, and which terms it is about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox
from rdflib import RDFS, SH

from kg.ontology.constraints import Constraint, constraints, path_terms, path_words
from kg.ontology.index import Index
from kg.vocabulary import GS, PREFIXES

_PLACE = re.compile(r"\{[?$](\w+)\}")
_NAME = re.compile(r"\b([a-z]+):([A-Za-z][\w-]*)")
_SCOPES = {str(GS["graph"]): "each source for itself", str(GS["dataset"]): "all sources together"}
_TARGETS = {
    "every": SH.targetClass,
    "whatever has": SH.targetSubjectsOf,
    "whatever is pointed to by": SH.targetObjectsOf,
    "the thing": SH.targetNode,
    "what a query finds:": SH.target,
}


@dataclass(frozen=True, slots=True)
class Shape:
    """A node shape or a property shape."""

    iri: str
    name: str
    label: str
    is_property: bool
    scope: str
    severity: str
    message: str
    notes: tuple[str, ...]
    targets: tuple[tuple[str, str], ...]
    path: str
    constraints: tuple[Constraint, ...]
    queries: tuple[tuple[str, str], ...]
    """The IRI and the text of each constraint in SPARQL."""
    parts: tuple[str, ...]
    whole: str
    """The node shape that a property shape is part of; or ""."""
    terms: dict[str, str]
    """The terms that it is about, each with how."""

    @property
    def page(self) -> str:
        """The name of the page about it, which its node shape has."""
        return self.name.partition("-")[0]

    def taken(self, how: str) -> list[str]:
        """The terms that it is about in one way."""
        return [iri for iri, found in self.terms.items() if found == how]


@dataclass(frozen=True, slots=True)
class SmallPart:
    """What shapes are made of besides: a target in SPARQL, a scope, a prefix."""

    iri: str
    name: str
    words: str
    query: str
    used_by: tuple[str, ...]


def read_shapes(index: Index) -> dict[str, Shape]:
    """Read all shapes with a name of ours, by IRI."""
    found = index.of_type(SH.NodeShape, SH.PropertyShape)
    return {iri: _shape(index, iri) for iri in found if iri.startswith(str(GS))}


def read_parts(index: Index, shapes: dict[str, Shape]) -> list[SmallPart]:
    """Read what else has a name of ours, other than queries of shapes, which stand with them."""
    shown = {*shapes, *(iri for shape in shapes.values() for iri, _ in shape.queries)}
    named = {
        node.value
        for triple in index.triples
        for node in (triple.subject, triple.predicate, triple.object)
        if isinstance(node, ox.NamedNode) and node.value.startswith(str(GS))
    }
    return [_part(index, iri) for iri in sorted(named - shown)]


def _part(index: Index, iri: str) -> SmallPart:
    words = (
        index.text(iri, RDFS.label)
        or index.text(iri, RDFS.comment)
        or index.text(iri, SH.prefix)
        or _SCOPES.get(iri, "")
    )
    used = (*index.pointing(SH.target, iri),)
    return SmallPart(iri, _local(iri), words, _query(index, iri), used)


def _shape(index: Index, iri: str) -> Shape:
    path = next((t.object for t in index.about(iri) if t.predicate.value == str(SH.path)), None)
    targets = tuple((words, to) for words, link in _TARGETS.items() for to in index.iris(iri, link))
    whole = next(iter(index.pointing(SH.property, iri)), "")
    queries = tuple((to, _query(index, to)) for to in index.iris(iri, SH.sparql))
    asked = constraints(index, iri)
    return Shape(
        iri,
        _local(iri),
        index.text(iri, RDFS.label),
        path is not None,
        next((_SCOPES[s] for s in index.iris(iri, GS["scope"]) if s in _SCOPES), ""),
        next((_local(s) for s in index.iris(iri, SH.severity)), "Violation").lower(),
        _PLACE.sub(r"⟨\1⟩", index.text(iri, SH.message)),
        tuple(text.value for text in index.texts(iri, RDFS.comment)),
        targets,
        path_words(index, path) if path is not None else "",
        asked,
        queries,
        index.iris(iri, SH.property),
        whole,
        dict(_terms(index, targets, path, asked, [text for _, text in queries])),
    )


def _terms(
    index: Index,
    targets: tuple[tuple[str, str], ...],
    path: object,
    asked: tuple[Constraint, ...],
    queries: list[str],
) -> Iterator[tuple[str, str]]:
    """The terms that a shape is about; a later pair of one term counts more than an earlier."""
    finding = [_query(index, to) for words, to in targets if words.endswith(":")]
    for text in (*finding, *queries):
        for prefix, local in _NAME.findall(text):
            if prefix in PREFIXES and prefix != "xsd":
                yield PREFIXES[prefix] + local, "in its query"
    for constraint in asked:
        for iri in constraint.iris:
            if not iri.startswith(str(SH)):
                yield iri, "asks for it"
    for words, to in targets:
        if not words.endswith(":"):
            yield to, "looks at it"
    for iri in path_terms(index, path):
        yield iri, "about its values"


def _query(index: Index, iri: str) -> str:
    text = index.text(iri, SH.select) or index.text(iri, SH.ask)
    lines = text.strip("\n").splitlines()
    margin = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
    return "\n".join(line[margin:].rstrip() for line in lines)


def _local(iri: str) -> str:
    return iri.rpartition("#")[2]

"""Decisions on identity as a graph of inferences: written, read, and what follows from them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256

import pyoxigraph as ox
from rdflib import DCTERMS, PROV, RDF

from kg.bounds import Day
from kg.dates import parse_day
from kg.ingest.editors import editor_node
from kg.store.identity import CANONICAL, IDENTIFIES, PREFERRED
from kg.store.view import DatasetView
from kg.vocabulary import GA, PREFIXES

RULES = "rules"
"""Who accepts pairs by their score alone."""
_DATE = ox.NamedNode(PREFIXES["xsd"] + "date")
_DECIMAL = ox.NamedNode(PREFIXES["xsd"] + "decimal")
_TYPE, _USED, _ASSOCIATED, _DATED, _CONFIDENCE, _RATIONALE, _DISTINGUISHES = (
    ox.NamedNode(str(term))
    for term in (
        *(RDF.type, PROV.used, PROV.wasAssociatedWith, DCTERMS.created),
        *(GA.confidence, GA.rationale, GA.distinguishes),
    )
)
_INFERENCE, _AGENT = (ox.NamedNode(str(term)) for term in (GA.Inference, GA.Agent))
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Decision:
    """That two IRIs mean one thing, or (not *same*) two: who says so, why, how surely, since when.

    The *pair* is in order. *canonical* is the IRI by which both are written, of one that holds.
    """

    pair: Pair
    same: bool
    reason: str
    editor: str
    confidence: str = "1.0"
    day: Day | None = None
    canonical: str = ""


def pair_of(first: str, second: str) -> Pair:
    """Two IRIs in order."""
    return (first, second) if first < second else (second, first)


def read_decisions(view: DatasetView) -> dict[Pair, Decision]:
    """The decisions that a dataset holds, by their pairs."""
    graph = view.names.identity
    said: defaultdict[object, dict[ox.NamedNode, list[ox.NamedNode | ox.Literal]]]
    said = defaultdict(lambda: defaultdict(list))
    for triple in view.matching(graph, None, None, None):
        assert isinstance(triple.object, ox.NamedNode | ox.Literal)
        said[triple.subject][triple.predicate].append(triple.object)
    editors = {node: words[PREFERRED] for node, words in said.items() if PREFERRED in words}
    found = [_read(words, editors) for words in said.values() if _INFERENCE in words[_TYPE]]
    return {decision.pair: decision for decision in sorted(found, key=lambda d: d.pair)}


def _read(
    said: Mapping[ox.NamedNode, list[ox.NamedNode | ox.Literal]],
    editors: Mapping[object, list[ox.NamedNode | ox.Literal]],
) -> Decision:
    def text(predicate: ox.NamedNode) -> str:
        return said[predicate][0].value if said.get(predicate) else ""

    same = IDENTIFIES in said
    first, second = sorted(node.value for node in said[IDENTIFIES if same else _DISTINGUISHES])
    [editor] = said[_ASSOCIATED]
    day = text(_DATED)
    return Decision(
        (first, second),
        same,
        text(_RATIONALE),
        editors[editor][0].value,
        text(_CONFIDENCE),
        parse_day(day) if day else None,
        text(CANONICAL),
    )


def written(decisions: Iterable[Decision], base: str) -> set[ox.Triple]:
    """The graph of decisions: an inference for each."""
    return {triple for decision in decisions for triple in _written(decision, base)}


def _written(decision: Decision, base: str) -> Iterator[ox.Triple]:
    key = sha256("\n".join(decision.pair).encode()).hexdigest()[:16]
    node = ox.NamedNode(f"{base}id/doc/identity#decision-{key}")
    yield ox.Triple(node, _TYPE, _INFERENCE)
    for iri in decision.pair:
        meaning = IDENTIFIES if decision.same else _DISTINGUISHES
        yield ox.Triple(node, meaning, ox.NamedNode(iri))
    if decision.same:
        yield ox.Triple(node, CANONICAL, ox.NamedNode(decision.canonical))
    yield ox.Triple(node, _RATIONALE, ox.Literal(decision.reason, language="en"))
    yield ox.Triple(node, _CONFIDENCE, ox.Literal(decision.confidence, datatype=_DECIMAL))
    if decision.day is not None:
        yield ox.Triple(node, _DATED, ox.Literal(str(decision.day), datatype=_DATE))
    editor = editor_node(base, decision.editor)
    yield ox.Triple(node, _ASSOCIATED, editor)
    yield ox.Triple(editor, _TYPE, _AGENT)
    yield ox.Triple(editor, PREFERRED, ox.Literal(decision.editor, language="en"))


def classes_of(decisions: Iterable[Decision]) -> list[frozenset[str]]:
    """The sets of IRIs that mean one thing by the decisions together."""
    parent: dict[str, str] = {}

    def root(iri: str) -> str:
        while (above := parent.setdefault(iri, iri)) != iri:
            parent[iri] = iri = parent.setdefault(above, above)
        return iri

    for decision in decisions:
        if decision.same:
            first, second = map(root, decision.pair)
            parent[second] = first
    classes: defaultdict[str, set[str]] = defaultdict(set)
    for iri in sorted(parent):
        classes[root(iri)].add(iri)
    return [frozenset(members) for members in classes.values()]

"""Whether nodes are targets, told by looking at each once."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

import pyoxigraph as ox
from rdflib import RDF

from kg.report import Term
from kg.validation.evaluation.forms import Forms, decode, stored
from kg.validation.evaluation.hierarchy import Facts, Hierarchy
from kg.validation.queries import asks_for_every_subject
from kg.validation.targets import Targets
from kg.validation.terms import to_oxigraph

_TYPE = ox.NamedNode(str(RDF.type))


class _Aims(NamedTuple):
    """Targets in the terms of the data; *every* stands for whatever has a triple."""

    nodes: frozenset[Term]
    stored: frozenset[Term]
    classes: frozenset[str]
    subjects_of: frozenset[ox.NamedNode]
    objects_of: frozenset[ox.NamedNode]
    every: bool


class _Portrait(NamedTuple):
    """The predicates of a node, and the classes that it is said to be of."""

    predicates: frozenset[ox.NamedNode]
    classes: frozenset[Term]


class Targeting:
    """Tells of many nodes whether they are targets; what it looked up it remembers."""

    def __init__(self, facts: Facts, hierarchy: Hierarchy, forms: Forms | None = None) -> None:
        self._stored = forms is not None and forms.stored
        self._facts = facts
        self._hierarchy = hierarchy
        self._portraits: dict[Term, _Portrait] = {}
        self._below: dict[frozenset[str], frozenset[Term]] = {}

    def among(self, nodes: Iterable[Term], targets: Targets) -> set[Term]:
        """Those of *nodes* that *targets* declare; what their queries say is left aside."""
        aims = _aims(targets)
        classes = self._with_all_below(aims.classes)
        return {node for node in nodes if self._is_target(node, aims, classes)}

    def _is_target(self, node: Term, aims: _Aims, classes: frozenset[Term]) -> bool:
        portrait = self._portraits.get(node) or self._portrait(node)
        return (
            not portrait.classes.isdisjoint(classes)
            or not portrait.predicates.isdisjoint(aims.subjects_of)
            or (aims.every and bool(portrait.predicates))
            # a blank node of the shapes is none of the data
            or (
                bool(aims.nodes)
                and not isinstance(node, ox.BlankNode)
                and (decode(node) in aims.nodes or (self._stored and node in aims.stored))
            )
            or any(self._is_object(node, predicate) for predicate in aims.objects_of)
        )

    def _with_all_below(self, classes: frozenset[str]) -> frozenset[Term]:
        found = self._below.get(classes)
        if found is None:
            found = frozenset(b for kind in classes for b in self._hierarchy.below(kind))
            self._below[classes] = found
        return found

    def _portrait(self, node: Term) -> _Portrait:
        triples = list(self._facts.matching(node, None, None))
        portrait = self._portraits[node] = _Portrait(
            frozenset(triple.predicate for triple in triples),
            frozenset(triple.object for triple in triples if triple.predicate == _TYPE),
        )
        return portrait

    def _is_object(self, node: Term, predicate: ox.NamedNode) -> bool:
        return next(iter(self._facts.matching(None, predicate, node)), None) is not None


def queries_of(targets: Targets) -> list[str]:
    """The queries of targets that have to be run."""
    return [query for query in targets.queries if not asks_for_every_subject(query)]


@lru_cache(maxsize=4096)
def _aims(targets: Targets) -> _Aims:
    nodes = frozenset(to_oxigraph(node) for node in targets.nodes)
    return _Aims(
        nodes,
        frozenset(map(stored, nodes)),
        frozenset(map(str, targets.classes)),
        frozenset(ox.NamedNode(str(iri)) for iri in targets.subjects_of),
        frozenset(ox.NamedNode(str(iri)) for iri in targets.objects_of),
        any(map(asks_for_every_subject, targets.queries)),
    )

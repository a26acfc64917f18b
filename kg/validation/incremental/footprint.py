"""Which focus nodes of which shapes a change can affect."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from typing import NamedTuple

import pyoxigraph as ox
from rdflib import RDFS
from rdflib.term import Node

from kg.report import Term
from kg.validation.evaluation.hierarchy import Facts
from kg.validation.evaluation.lookup import walk
from kg.validation.incremental.dependencies import Dependencies
from kg.validation.incremental.steps import steps_of
from kg.validation.property_paths import Path, Predicate, inverted, joined
from kg.validation.query_patterns import Pattern

_SUBCLASS = str(RDFS.subClassOf)


class _Trigger(NamedTuple):
    """A changed triple concerns the nodes from which *route* leads to its subject.

    With *backward* it is its object.
    """

    backward: bool
    route: Path | None


@dataclass(slots=True)
class Affected:
    """The nodes to look at by shape, and the shapes that have to run in full, with the reason."""

    nodes: dict[Node, set[Term]] = field(default_factory=lambda: defaultdict(set))
    whole: dict[Node, str] = field(default_factory=dict)

    def add(self, other: Affected) -> None:
        """Look at what *other* affects too."""
        self.whole.update(other.whole)
        for shape, nodes in other.nodes.items():
            if shape not in self.whole:
                self.nodes[shape] = self.nodes.get(shape, set()) | nodes

    def count(self) -> int:
        """How many pairs of a shape and a node there are."""
        return sum(len(nodes) for nodes in self.nodes.values())


class Footprint:
    """The footprints of some shapes, by predicate."""

    def __init__(self, dependencies: Mapping[Node, Dependencies]) -> None:
        self._shapes = tuple(dependencies)
        self._unknown = {s: d.unknown for s, d in dependencies.items() if d.unknown}
        self._by_class = [s for s, d in dependencies.items() if d.by_class]
        self._triggers: dict[str | None, dict[_Trigger, set[Node]]] = defaultdict(
            lambda: defaultdict(set)
        )
        self._vocabulary: dict[str, set[tuple[Node, Pattern]]] = defaultdict(set)
        for shape, found in dependencies.items():
            for path in found.paths:
                self._index(shape, path)
            for pattern in found.vocabulary:
                for step in steps_of(pattern.path):
                    self._vocabulary[step.predicate or ""].add((shape, pattern))

    def _index(self, shape: Node, path: Path) -> None:
        for step in steps_of(path):
            route = None
            if step.before:
                route = inverted(joined(step.before))
            self._triggers[step.predicate][_Trigger(step.backward, route)].add(shape)

    def affected(self, changed: Iterable[ox.Triple], data: Facts) -> Affected:
        """Find what *changed* triples, that came or went, can affect; *data* is what there is now.

        The first changed triple on a path from a focus node is reached over triples that
        are there now, so that what is gone need not be walked.
        """
        found = Affected(whole=dict(self._unknown))
        by_predicate: dict[str, list[ox.Triple]] = defaultdict(list)
        for triple in changed:
            by_predicate[triple.predicate.value].append(triple)
        for predicate, triples in by_predicate.items():
            found.whole.update(self._in_full(predicate, triples))
            for key in (predicate, None):
                for trigger, shapes in self._triggers.get(key, {}).items():
                    nodes = _concerned(trigger, triples, data)
                    for shape in shapes:
                        found.nodes[shape] |= nodes
        for shape in found.whole:
            found.nodes.pop(shape, None)
        return found

    def all_about(self, nodes: Set[Term]) -> Affected:
        """What *nodes* can affect that are all that a data graph describes."""
        found = {shape: set(nodes) for shape in self._shapes if shape not in self._unknown}
        return Affected(found, dict(self._unknown))

    def _in_full(self, predicate: str, triples: Iterable[ox.Triple]) -> Iterator[tuple[Node, str]]:
        """The shapes that changed triples of one predicate make run in full, with the reason."""
        if predicate == _SUBCLASS:
            yield from ((shape, "the hierarchy of classes changed") for shape in self._by_class)
        for shape, pattern in self._vocabulary.get(predicate, ()):
            if any(_fits(triple, pattern) for triple in triples):
                yield shape, "what is said of a property changed"


def _concerned(trigger: _Trigger, triples: Iterable[ox.Triple], data: Facts) -> Set[Term]:
    starts = {triple.object if trigger.backward else triple.subject for triple in triples}
    return starts if trigger.route is None else walk(trigger.route, starts, data)


def _fits(triple: ox.Triple, pattern: Pattern) -> bool:
    """Whether a triple can be one that *pattern* looks for, as far as its constants tell."""
    if not isinstance(pattern.path, Predicate):
        return True
    return pattern.value.startswith(("?", '"')) or pattern.value == str(triple.object)

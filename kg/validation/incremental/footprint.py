"""Which focus nodes of which shapes a change can affect."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from typing import NamedTuple

import pyoxigraph as ox
from rdflib import RDFS
from rdflib.term import Node

from kg.report import Term
from kg.validation.evaluation.hierarchy import Facts
from kg.validation.incremental.dependencies import Dependencies
from kg.validation.incremental.lookup import walk
from kg.validation.incremental.patterns import Pattern
from kg.validation.incremental.steps import inverted, steps_of
from kg.validation.property_paths import Path, Predicate, Sequence

_SUBCLASS = str(RDFS.subClassOf)


class _Trigger(NamedTuple):
    """A changed triple concerns the nodes from which *route* leads to its subject.

    With *backward* it is its object.
    """

    shape: Node
    backward: bool
    route: Path | None


@dataclass(slots=True)
class Affected:
    """The nodes to look at by shape, and the shapes that have to run in full, with the reason."""

    nodes: dict[Node, set[Term]] = field(default_factory=lambda: defaultdict(set))
    whole: dict[Node, str] = field(default_factory=dict)

    def count(self) -> int:
        """How many pairs of a shape and a node there are."""
        return sum(len(nodes) for nodes in self.nodes.values())


class Footprint:
    """The footprints of some shapes, by predicate."""

    def __init__(self, dependencies: Mapping[Node, Dependencies]) -> None:
        self._unknown = {s: d.unknown for s, d in dependencies.items() if d.unknown}
        self._by_class = [s for s, d in dependencies.items() if d.by_class]
        self._triggers: dict[str | None, set[_Trigger]] = defaultdict(set)
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
                walked = step.before[0] if len(step.before) == 1 else Sequence(step.before)
                route = inverted(walked)
            self._triggers[step.predicate].add(_Trigger(shape, step.backward, route))

    def affected(self, changed: Iterable[ox.Triple], data: Facts) -> Affected:
        """Find what *changed* triples, that came or went, can affect; *data* is what there is now.

        The first changed triple on a path from a focus node is reached over triples that
        are there now, so that what is gone need not be walked.
        """
        found = Affected(whole=dict(self._unknown))
        starts: dict[tuple[Node, Path | None], set[Term]] = defaultdict(set)
        for triple in changed:
            predicate = triple.predicate.value
            if predicate == _SUBCLASS:
                found.whole.update((s, "the hierarchy of classes changed") for s in self._by_class)
            for shape, pattern in self._vocabulary.get(predicate, ()):
                if _fits(triple, pattern):
                    found.whole[shape] = "what is said of a property changed"
            for key in (predicate, None):
                for trigger in self._triggers.get(key, ()):
                    start = triple.object if trigger.backward else triple.subject
                    starts[trigger.shape, trigger.route].add(start)
        for (shape, route), nodes in starts.items():
            found.nodes[shape] |= nodes if route is None else walk(route, nodes, data)
        for shape in found.whole:
            found.nodes.pop(shape, None)
        return found


def _fits(triple: ox.Triple, pattern: Pattern) -> bool:
    """Whether a triple can be one that *pattern* looks for, as far as its constants tell."""
    if not isinstance(pattern.path, Predicate):
        return True
    return pattern.value.startswith(("?", '"')) or pattern.value == str(triple.object)


def reachable(paths: Mapping[Path, Set[Term]], data: Facts) -> set[ox.Triple]:
    """All triples on *paths*, each walked from its nodes."""
    found: set[ox.Triple] = set()
    for path, nodes in paths.items():
        walk(path, nodes, data, found.add)
    return found

"""A validation of few nodes: each is looked up, and only the doubtful ones are queried."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set

from rdflib.term import Node

from kg.report import Term, ValidationResult
from kg.store.memory import MemoryDataset
from kg.validation.evaluation.forms import Forms
from kg.validation.evaluation.hierarchy import Hierarchy
from kg.validation.evaluation.passing import Passing
from kg.validation.evaluation.remembering import Remembering
from kg.validation.evaluation.selected import Selected
from kg.validation.evaluation.targeting import Targeting
from kg.validation.shapes import ShapeSet


class Wanted:
    """Validates the *nodes* that are targets of *shapes*; *targets* has them by shape."""

    def __init__(
        self, shapes: ShapeSet, data: MemoryDataset, nodes: Set[Term], forms: Forms
    ) -> None:
        facts, hierarchy = Remembering(data), Hierarchy(data)
        self._shapes = shapes
        self._selected = Selected(shapes, data, hierarchy, forms)
        self._passing = Passing(facts, hierarchy, forms)
        self.targets = self._targets(nodes, Targeting(facts, hierarchy, forms))

    def _targets(self, nodes: Set[Term], targeting: Targeting) -> Mapping[Node, Set[Term]]:
        targets = self._shapes.targets
        queried = self._selected.targets(
            {shape: self._passing.possible(nodes, declared) for shape, declared in targets.items()}
        )
        return {
            shape: targeting.among(nodes, declared) | queried[shape]
            for shape, declared in targets.items()
        }

    def results(self) -> Iterator[ValidationResult]:
        """What the targets break."""
        return self._selected.results(
            {
                shape: {n for n in nodes if not self._passing.passes(self._shapes.shapes[shape], n)}
                for shape, nodes in self.targets.items()
            }
        )

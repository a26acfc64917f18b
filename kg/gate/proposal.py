"""What a gate judges: a dataset as a write would make it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from typing import Protocol, TypeAlias

import pyoxigraph as ox

from kg.report import Term, ValidationReport
from kg.store.passed import ShapeDigests
from kg.store.view import DatasetView
from kg.terms import in_graph

Triples = Collection[ox.Triple] | Collection[ox.Quad]
"""Of one graph: its triples, or quads without a graph, as a store gives them."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a write would make of a dataset.

    *graphs* are the changed graphs as they would stand, *claims* the IRIs of
    those among all graphs that hold the content of claims, *reference* the
    triples that the graphs may refer to, *merged* the default graph, *focus* the
    nodes of it to look at (None: all). *stored* says that all of it comes out of a store.
    """

    graphs: Mapping[str, Triples]
    claims: frozenset[str]
    reference: Iterable[ox.Triple]
    merged: Iterable[ox.Triple] | Iterable[ox.Quad]
    focus: Collection[Term] | None = None
    stored: bool = False


Before: TypeAlias = Callable[[], Proposal]
"""Reads what a dataset was like before a write, when that matters."""


@dataclass(frozen=True, slots=True)
class Change:
    """A write to a store: the dataset before and after it, and the triples that came or went.

    *changed* has them by graph, as a store holds them; of a graph that began or ceased to be
    hidden it has all.
    """

    before: DatasetView
    after: DatasetView
    changed: Mapping[str, Set[ox.Triple]]


class Gate(Protocol):
    """Judges a proposal before it is published."""

    @property
    def digests(self) -> ShapeDigests | None:
        """The digests of its shapes; None when it has none."""

    def __call__(self, proposal: Proposal, before: Before | None = None) -> ValidationReport:
        """Judge all of a proposal; what was broken *before* is reported as accepted."""

    def judge(self, change: Change) -> ValidationReport | None:
        """Judge a change by what it affects: what it breaks, and what was broken before.

        None when that would cost more than to judge everything, or is not known.
        """


def as_quads(triples: Iterable[ox.Triple] | Iterable[ox.Quad]) -> Iterator[ox.Quad]:
    """Triples as quads of the default graph; quads stay as they are."""
    return (part if isinstance(part, ox.Quad) else in_graph(part) for part in triples)

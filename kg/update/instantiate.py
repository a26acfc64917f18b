"""Fills the templates of an operation with the solutions of its pattern; runs in a worker."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TypeAlias

import pyoxigraph as ox

from kg.errors import InputError, TooLargeError
from kg.guards import unfit_character
from kg.report import Term
from kg.update.delta import Delta
from kg.update.operations import Modify, TemplateQuad, TemplateTerm

MAX_QUADS = 1_000_000
"""Most triples that one operation with a pattern changes."""


class Solution(Protocol):
    """What a pattern found: a term, or None, for each variable that was asked for."""

    def __getitem__(self, variable: ox.Variable, /) -> Term | None:
        """The term of *variable*."""


Solve: TypeAlias = Callable[
    [str, tuple[str, ...] | None, tuple[str, ...] | None], Iterable[Solution]
]
"""Runs a SELECT query on default graphs, merged, and named graphs; None: those of the dataset."""

_Blanks: TypeAlias = defaultdict[ox.BlankNode, ox.BlankNode]


def instantiate(modify: Modify, solve: Solve, *, limit: int = MAX_QUADS) -> Delta:
    """Run the pattern of an operation once, and fill both templates with what it finds.

    A quad with an unbound variable, or that is no RDF, is left out (SPARQL 1.1
    Update §3.1.3). What is to be removed and added stays: removal comes first.

    Raises:
        TooLargeError: more than *limit* quads.
        InputError: a triple term, a text with a direction, or one with a character that XML
            cannot carry would be added.
    """
    removed: set[ox.Quad] = set()
    added: set[ox.Quad] = set()
    for solution in solve(modify.where, modify.default_graphs, modify.named_graphs):
        removed.update(_fill(modify.delete, solution))
        added.update(_storable(_fill(modify.insert, solution)))
        if len(removed) + len(added) > limit:
            raise TooLargeError(
                f"An operation of the update changes more than {limit:,} triples.",
                hint="Split it: let each WHERE find less.",
                limit="update-changes",
            )
    return Delta(frozenset(removed - added), frozenset(added))


def _fill(template: Iterable[TemplateQuad], solution: Solution) -> Iterator[ox.Quad]:
    blanks: _Blanks = defaultdict(ox.BlankNode)
    for quad in template:
        subject = _term(quad.subject, solution, blanks)
        predicate = _term(quad.predicate, solution, blanks)
        found = _term(quad.object, solution, blanks)
        graph = solution[quad.graph] if isinstance(quad.graph, ox.Variable) else quad.graph
        if (
            isinstance(subject, ox.NamedNode | ox.BlankNode)
            and isinstance(predicate, ox.NamedNode)
            and found is not None
            and isinstance(graph, ox.NamedNode | ox.DefaultGraph)
        ):
            yield ox.Quad(subject, predicate, found, graph)


def _term(term: TemplateTerm, solution: Solution, blanks: _Blanks) -> Term | None:
    if isinstance(term, ox.Variable):
        return solution[term]
    return blanks[term] if isinstance(term, ox.BlankNode) else term


def _storable(quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
    for quad in quads:
        value = quad.object
        if isinstance(value, ox.Triple) or (isinstance(value, ox.Literal) and value.direction):
            kind = "triple term" if isinstance(value, ox.Triple) else "text with a direction"
            raise InputError(
                f"The update gives {quad.subject} a {kind} as object; RDF 1.2 is not stored.",
                hint="Use RDF 1.1: a named graph, a node of its own, a plain language tag.",
            )
        if isinstance(value, ox.Literal) and (character := unfit_character(value.value)):
            raise InputError(
                f"The update gives {quad.subject} a text with the character {character}, which XML"
                " cannot carry."
            )
        yield quad

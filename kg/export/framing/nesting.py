"""Where in the document of a thing each object stands: nested, reversed, or on its own."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import pyoxigraph as ox
from rdflib import RDF

from kg.export.framing.context import TYPE_IRI, Compactor
from kg.report import Term

_FIRST, _REST, _NIL = str(RDF.first), str(RDF.rest), str(RDF.nil)
_DEEPEST = 20
"""How deep objects are nested: readers of JSON have limits, some of 64 levels."""

Values = dict[str, Term]
"""Terms by their texts in N-Triples, so that each comes once."""


def node_name(value: Term) -> str:
    """The IRI of a node, or its name as a blank node; empty for a literal."""
    if isinstance(value, ox.NamedNode):
        return value.value
    return str(value) if isinstance(value, ox.BlankNode) else ""


class Statements:
    """Statements by the names of their subjects and the IRIs of their predicates.

    *lists* has the items of lists by the blank nodes at their heads. The cells of a list are
    no subjects any more; those that are *shared* with other graphs stay.
    """

    def __init__(self, quads: Iterable[ox.Quad], shared: frozenset[str] = frozenset()) -> None:
        self._shared = shared
        self.of: dict[str, dict[str, Values]] = {}
        self.lists: dict[str, list[Term]] = {}
        blank = False
        for quad in quads:
            value = quad.object
            said = self.of.setdefault(node_name(quad.subject), {})
            said.setdefault(quad.predicate.value, {})[str(value)] = value
            blank = blank or isinstance(value, ox.BlankNode)
        if blank:
            self._take_lists()

    def nodes(self, subject: str, predicate: str) -> Iterator[str]:
        """The nodes that a subject refers to by a predicate, in the order of their texts."""
        values = self.of[subject][predicate]
        for text in sorted(values):
            if name := node_name(values[text]):
                yield name

    def _take_lists(self) -> None:
        """Read the lists whose cells nothing else refers to, and take the cells away."""
        uses = Counter(
            text
            for said in self.of.values()
            for values in said.values()
            for text in values
            if text.startswith("_:")
        )
        heads = [
            text
            for said in self.of.values()
            for predicate, values in said.items()
            if predicate not in (_FIRST, _REST, TYPE_IRI)
            for text in values
            if text.startswith("_:")
        ]
        for head in heads:
            if cells := self._cells(head, uses):
                items = [next(iter(self.of.pop(cell)[_FIRST].values())) for cell in cells]
                self.lists[head] = items

    def _cells(self, head: str, uses: Counter[str]) -> list[str]:
        cells: list[str] = []
        cell = head
        while cell != _NIL:
            said = self.of.get(cell, {})
            is_cell = uses[cell] == 1 and said.keys() == {_FIRST, _REST}
            if not is_cell or any(len(values) > 1 for values in said.values()):
                return []
            if cell in self._shared:
                return []
            cells.append(cell)
            cell = node_name(next(iter(said[_REST].values())))
        return cells


@dataclass(slots=True)
class Nesting:
    """Which objects stand on their own, in order, and which inside another.

    *nested* has the subject and predicate under which an object stands, *reversed_* the
    predicate by which a subject refers to the first root, and stands with it.
    """

    roots: list[str] = field(default_factory=list)
    nested: dict[str, tuple[str, str]] = field(default_factory=dict)
    reversed_: dict[str, str] = field(default_factory=dict)


def nest(start: str, statements: Statements, compact: Compactor) -> Nesting:
    """Place every subject once: nearest to the start, in the order of keys and texts."""
    found = Nesting([start])
    depths = {start: 0}
    _descend(start, statements, compact, found, depths)
    for subject, predicate in sorted(_referring(start, statements, depths)):
        if subject not in depths:
            found.reversed_[subject] = predicate
            depths[subject] = 1
    for subject in found.reversed_:
        _descend(subject, statements, compact, found, depths)
    for subject in sorted(statements.of):
        if subject not in depths:
            found.roots.append(subject)
            depths[subject] = 1
            _descend(subject, statements, compact, found, depths)
    return found


def _descend(
    start: str,
    statements: Statements,
    compact: Compactor,
    found: Nesting,
    depths: dict[str, int],
) -> None:
    waiting = deque([start])
    while waiting:
        subject = waiting.popleft()
        said, depth = statements.of.get(subject, {}), depths[subject] + 1
        if depth > _DEEPEST:
            continue
        for predicate in sorted(said, key=lambda iri: compact.definition(iri).name):
            if predicate == TYPE_IRI:
                continue
            for name in statements.nodes(subject, predicate):
                if name in statements.of and name not in depths:
                    found.nested[name] = (subject, predicate)
                    depths[name] = depth
                    waiting.append(name)


def _referring(
    thing: str, statements: Statements, placed: dict[str, int]
) -> Iterator[tuple[str, str]]:
    text = thing if thing.startswith("_:") else f"<{thing}>"
    for subject, said in statements.of.items():
        if subject not in placed:
            for predicate, values in said.items():
                if predicate != TYPE_IRI and text in values:
                    yield subject, predicate

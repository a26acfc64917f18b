"""Gathers what a version says of one thing: its statements, its parts, and what hangs on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

import pyoxigraph as ox

from kg.answers import Answer, answer_on
from kg.dates import Day, parse_day
from kg.errors import DateError
from kg.store.entity_reading import CountingStatements, Node
from kg.store.entity_relations import (
    BOUNDS,
    DATED,
    EVIDENCE,
    IN_DOCUMENT,
    LABELS,
    MOST,
    NAMED,
    PARTICIPANT,
    PARTICIPATION,
    PARTS,
    TOLD,
)
from kg.store.graphs import TYPE
from kg.vocabulary import BASE_IRI

_WITHOUT_NAMES = tuple(f"{BASE_IRI}{place}" for place in ("ns#", "code/", "shapes#"))


@dataclass(slots=True)
class Gathered:
    """What is said of a thing, each quad once; *content* is that of a claim, and no fact.

    *own* are the statements with the thing as subject. *left_out* names the relations that
    lead to more than `MOST` things: nothing of them is here.
    """

    own: list[ox.Quad] = field(default_factory=list)
    quads: dict[ox.Quad, None] = field(default_factory=dict)
    content: list[ox.Quad] = field(default_factory=list)
    left_out: set[str] = field(default_factory=set)

    @property
    def is_empty(self) -> bool:
        """Whether nothing that counts says anything of the thing."""
        return not (self.own or self.quads or self.content)


def gather(
    statements: CountingStatements, thing: ox.NamedNode, at: Day | None, most: int = MOST
) -> Gathered:
    """Gather what is said of a thing; with *at* without what certainly was not on that day.

    Its own statements are complete. A relation by which more than *most* things lead to it is
    left out as a whole, never in part.
    """
    gathering = _Gathering(statements, thing, at, most)
    gathering.run()
    return gathering.found


class _Gathering:
    def __init__(
        self, statements: CountingStatements, thing: ox.NamedNode, at: Day | None, most: int
    ) -> None:
        self._statements = statements
        self._thing = thing
        self._fragment = f"{thing.value}#"
        self._at = at
        self._most = most
        self._told: set[object] = set()
        self.found = Gathered()

    def run(self) -> None:
        found = self.found
        found.own = self._statements.matching(self._thing, None)
        self._tell(self._thing)
        self._evidence()
        content = list(islice(self._statements.content(self._thing), self._most + 1))
        if not (found.own or found.quads or content):
            return
        for predicate in TOLD:
            for quad in self._leading(predicate, self._thing):
                self._tell(quad.subject)
                if predicate == PARTICIPANT and isinstance(quad.subject, ox.NamedNode):
                    self._add(self._statements.matching(None, PARTICIPATION, quad.subject))
        for predicate in NAMED:
            self._add(self._leading(predicate, self._thing))
        if len(content) > self._most:
            found.left_out.add(self._thing.value)
        else:
            found.content = content
        self._name()
        self._describe_graphs()
        self._name()  # what the catalogue speaks of

    def _add(self, quads: Iterable[ox.Quad]) -> None:
        self.found.quads.update(dict.fromkeys(quads))

    def _tell(self, node: Node | ox.Triple) -> None:
        """Take what is said of a node and of its parts."""
        waiting = [node]
        while waiting:
            subject = waiting.pop()
            if subject in self._told or not isinstance(subject, ox.NamedNode | ox.BlankNode):
                continue
            self._told.add(subject)
            quads = self._statements.matching(subject, None)
            self._add(quads)
            waiting.extend(self._parts(quads))

    def _parts(self, quads: list[ox.Quad]) -> Iterator[Node]:
        parts: dict[ox.NamedNode, set[Node]] = {}
        for quad in quads:
            value = quad.object
            if isinstance(value, ox.BlankNode) or (
                isinstance(value, ox.NamedNode)
                and (quad.predicate in PARTS or value.value.startswith(self._fragment))
            ):
                parts.setdefault(quad.predicate, set()).add(value)
        for predicate, values in parts.items():
            if len(values) > self._most:
                self.found.left_out.add(predicate.value)
            else:
                yield from values

    def _leading(self, predicate: ox.NamedNode, node: Node) -> list[ox.Quad]:
        """The statements that lead to a node by a predicate; none when there are too many."""
        quads, subjects = [], set()
        for quad in self._statements.each(None, predicate, node):
            subjects.add(quad.subject)
            if len(subjects) > self._most:
                self.found.left_out.add(predicate.value)
                return []
            quads.append(quad)
        return [quad for quad in quads if not self._is_past(quad)] if self._at else quads

    def _evidence(self) -> None:
        """Take the passages of a document, and what has its evidence or a part there."""
        for passage in self._leading(IN_DOCUMENT, self._thing):
            self._tell(passage.subject)
            assert not isinstance(passage.subject, ox.Triple)
            for shown in self._leading(EVIDENCE, passage.subject):
                self._follow(shown.subject)

    def _follow(self, subject: Node | ox.Triple) -> None:
        """Take what is said within the document of what it is the evidence for."""
        if not isinstance(subject, ox.NamedNode) or subject in self._told:
            return
        if subject.value.startswith(self._fragment):
            self._tell(subject)
            return
        for quad in self._statements.matching(subject, None):
            value = quad.object
            if isinstance(value, ox.NamedNode) and value.value.startswith(self._fragment):
                self._add([quad])
                self._tell(value)

    def _is_past(self, quad: ox.Quad) -> bool:
        """Whether a statement tells of what certainly was not on the day."""
        subject = quad.subject
        if isinstance(subject, ox.Triple):
            return False
        if quad.predicate == PARTICIPANT:
            events = self._statements.matching(None, PARTICIPATION, subject)
            return any(self._ended(event.subject) for event in events)
        return self._ended(subject)

    def _ended(self, node: Node | ox.Triple) -> bool:
        if self._at is None or isinstance(node, ox.Triple):
            return False
        said = self._statements.matching(node, None)
        if not any(q.predicate == TYPE and q.object in DATED for q in said):
            return False
        bounds = (_days(said, bound) for bound in BOUNDS)
        return answer_on(self._at, *bounds) is Answer.FALSE

    def _describe_graphs(self) -> None:
        """Take what the catalogue says of the graphs that state something."""
        for graph in {quad.graph_name for quad in (*self.found.quads, *self.found.content)}:
            if isinstance(graph, ox.NamedNode):
                self._add(self._statements.catalogue(graph))

    def _name(self) -> None:
        """Take a name of each thing that is spoken of and not told of."""
        for node in self._spoken_of() - self._told:
            assert isinstance(node, ox.NamedNode)
            self._told.add(node)
            self._add(self._name_of(node))

    def _spoken_of(self) -> set[object]:
        nodes: set[object] = set()
        for quad in (*self.found.quads, *self.found.content):
            nodes.add(quad.subject)
            if quad.predicate != TYPE:
                nodes.add(quad.object)
        return {
            node
            for node in nodes
            if isinstance(node, ox.NamedNode) and not node.value.startswith(_WITHOUT_NAMES)
        }

    def _name_of(self, node: ox.NamedNode) -> list[ox.Quad]:
        """The English name of a thing, else any, in all graphs that give it."""
        own = node.value.startswith(self._statements.names.base_iri)
        for predicate in LABELS if own else LABELS[:1]:
            quads = [
                quad
                for quad in self._statements.matching(node, predicate)
                if isinstance(quad.object, ox.Literal)
            ]
            if quads:
                best = min((quad.object for quad in quads), key=_rank)
                return [quad for quad in quads if quad.object == best]
        return []


def _rank(text: object) -> tuple[bool, str]:
    return getattr(text, "language", None) != "en", str(text)


def _days(said: Iterable[ox.Quad], bound: ox.NamedNode) -> Iterator[Day]:
    for quad in said:
        if quad.predicate == bound:
            try:
                yield parse_day(getattr(quad.object, "value", ""))
            except DateError:
                continue  # a store without shapes holds what it was given

"""Gathers what a version says of one thing: its statements, its parts, and what hangs on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

import pyoxigraph as ox

from kg.answers import Answer, answer_on
from kg.dates import Day
from kg.store.entity_names import NameFinder, spoken_of
from kg.store.entity_reading import CountingStatements, Node
from kg.store.entity_relations import (
    BRIEF,
    DATED,
    EVIDENCE,
    IN_DOCUMENT,
    MOST,
    NAMED,
    PAGED,
    PARTICIPANT,
    PARTICIPATION,
    PARTS,
    TOLD,
)
from kg.store.graphs import TYPE
from kg.terms import BOUNDS, days_in


@dataclass(slots=True)
class Gathered:
    """What is said of a thing, some of it twice; *content* is that of a claim, and no fact.

    *own* are the statements with the thing as subject. *left_out* names the relations that
    lead to more than `MOST` things, or in brief to more than `BRIEF` events: nothing of them is
    here but how many there are, 0 where they were not counted to the end.
    """

    own: list[ox.Quad] = field(default_factory=list)
    quads: list[ox.Quad] = field(default_factory=list)
    content: list[ox.Quad] = field(default_factory=list)
    left_out: dict[str, int] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether nothing that counts says anything of the thing."""
        return not (self.own or self.quads or self.content)


def gather(
    statements: CountingStatements,
    thing: ox.NamedNode,
    at: Day | None,
    most: int = MOST,
    *,
    brief: bool = False,
) -> Gathered:
    """Gather what is said of a thing; with *at* without what certainly was not on that day.

    Its own statements are complete. A relation by which more than *most* things lead to it is
    left out as a whole, never in part; *brief* leaves out relations to many events.
    """
    gathering = _Gathering(statements, thing, at, most, brief=brief)
    gathering.run()
    return gathering.found


class _Gathering:
    def __init__(
        self,
        statements: CountingStatements,
        thing: ox.NamedNode,
        at: Day | None,
        most: int,
        *,
        brief: bool,
    ) -> None:
        self._statements = statements
        self._thing = thing
        self._fragment = f"{thing.value}#"
        self._at = at
        self._most = most
        self._brief = min(most, BRIEF) if brief else most
        self._told: set[object] = set()
        self._followed: set[Node] = set()
        self._finder = NameFinder(statements)
        self.found = Gathered()

    def run(self) -> None:
        found = self.found
        self._tell(self._thing)
        found.own = [quad for quad in found.quads if quad.subject == self._thing]
        self._evidence()
        content = list(islice(self._statements.content(self._thing), self._most + 1))
        if not (found.quads or content):
            return
        for predicate in TOLD:
            for subject in self._leading(predicate, self._thing):
                self._tell(subject)
                if predicate == PARTICIPANT and isinstance(subject, ox.NamedNode):
                    self._add(self._statements.each(None, PARTICIPATION, subject))
        for predicate in NAMED:
            for subject in self._leading(predicate, self._thing):
                if subject not in self._told:
                    self._add(self._statements.each(subject, predicate, self._thing))
        if len(content) > self._most:
            found.left_out[self._thing.value] = 0
        else:
            found.content = content
        self._name((*found.quads, *found.content))
        described = self._describe_graphs()
        self._add(described)
        self._name(described)

    def _add(self, quads: Iterable[ox.Quad]) -> None:
        self.found.quads.extend(quads)

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
                self.found.left_out[predicate.value] = len(values)
            else:
                yield from values

    def _leading(self, predicate: ox.NamedNode, node: Node) -> list[Node]:
        """The things that lead to a node by a predicate; none when there are too many."""
        most = self._brief if predicate in PAGED else self._most
        found: dict[Node, None] = {}
        for quad in self._statements.facts(None, predicate, node):
            assert not isinstance(quad.subject, ox.Triple)
            found[quad.subject] = None
            if len(found) > most:
                self.found.left_out[predicate.value] = (
                    self._statements.number(predicate, node, self._most) if most < self._most else 0
                )
                return []
        return [thing for thing in found if not self._is_past(thing, predicate)]

    def _evidence(self) -> None:
        """Take the passages of a document, and what has its evidence or a part there."""
        for passage in self._leading(IN_DOCUMENT, self._thing):
            self._tell(passage)
            for shown in self._leading(EVIDENCE, passage):
                self._follow(shown)

    def _follow(self, subject: Node) -> None:
        """Take what is said within the document of what it is the evidence for."""
        if not isinstance(subject, ox.NamedNode) or subject in self._told:
            return
        if subject.value.startswith(self._fragment):
            self._tell(subject)
            return
        if subject in self._followed:
            return
        self._followed.add(subject)
        for quad in self._statements.facts(subject, None):
            value = quad.object
            if isinstance(value, ox.NamedNode) and value.value.startswith(self._fragment):
                self._add(self._statements.each(subject, quad.predicate, value))
                self._tell(value)

    def _is_past(self, thing: Node, predicate: ox.NamedNode) -> bool:
        """Whether what leads somewhere certainly was not on the day, or is of what was not."""
        if self._at is None:
            return False
        if predicate == PARTICIPANT:
            events = self._statements.facts(None, PARTICIPATION, thing)
            return any(self._ended(self._at, event.subject) for event in events)
        return self._ended(self._at, thing)

    def _ended(self, at: Day, node: Node | ox.Triple) -> bool:
        if isinstance(node, ox.Triple):
            return False
        said = list(self._statements.facts(node, None))
        if not any(q.predicate == TYPE and q.object in DATED for q in said):
            return False
        bounds = ([q.object for q in said if q.predicate == bound] for bound in BOUNDS)
        return answer_on(at, *map(days_in, bounds)) is Answer.FALSE

    def _describe_graphs(self) -> list[ox.Quad]:
        """What the catalogue says of the graphs that state something."""
        graphs = {quad.graph_name for quad in (*self.found.quads, *self.found.content)}
        named = (graph for graph in graphs if isinstance(graph, ox.NamedNode))
        return [quad for graph in named for quad in self._statements.catalogue(graph)]

    def _name(self, quads: Iterable[ox.Quad]) -> None:
        """Take a name of each thing that is spoken of and not told of."""
        for node, graph in spoken_of(quads).items():
            if node not in self._told:
                self._told.add(node)
                if name := self._finder.name(node, graph):
                    self.found.quads.append(name)

"""Reads the neighbours of a thing out of its description: nothing else is asked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from kg.report import Term
from kg.web.neighbours.relations import (
    EVENTS,
    FROM_IT,
    PARTICIPANT,
    PARTICIPATION,
    SKIPPED,
    THROUGH,
    TO_IT,
)
from kg.web.things.description import Description
from kg.web.words import word


@dataclass(frozen=True, slots=True)
class Group:
    """The things that one relation leads to, in their order; *name* stands in addresses.

    *number* is how many they are: where the description only counts them, none is here.
    """

    name: str
    title: str
    things: list[ox.NamedNode]
    number: int


def groups_of(
    said: Description, base_iri: str, counted: Mapping[str, int] | None = None
) -> list[Group]:
    """The neighbours of a thing by relation, the relations with few of them first.

    Things are what has an IRI of the store, under *base_iri*. *counted* are relations by which
    so many things lead to it that the description only counts them.
    """
    groups = [*_Reader(said, f"{base_iri}id/").groups(), *_counted(counted or {})]
    return sorted(groups, key=lambda group: (group.number, group.name))


def _counted(numbers: Mapping[str, int]) -> list[Group]:
    found: dict[tuple[str, str], int] = {}
    for iri, number in numbers.items():
        key = TO_IT.get(ox.NamedNode(iri), EVENTS)
        found[key] = max(number, found.get(key, 0))
    return [Group(name, title, [], number) for (name, title), number in found.items()]


class _Reader:
    def __init__(self, said: Description, things: str) -> None:
        self._said = said
        self._things = things
        self._leading: defaultdict[Term, list[tuple[Term, ox.NamedNode]]] = defaultdict(list)
        for subject in said.subjects:
            for quad in said.about(subject):
                if isinstance(quad.object, ox.NamedNode):
                    self._leading[quad.object].append((subject, quad.predicate))

    def groups(self) -> list[Group]:
        found: defaultdict[tuple[str, str], dict[ox.NamedNode, None]] = defaultdict(dict)
        for key, other in (*self._by_links(), *self._said_of_it(), *self._said_of_others()):
            if isinstance(other, ox.NamedNode) and self._is_thing(other.value):
                found[key][other] = None
        return [
            Group(name, title, sorted(things, key=self._place), len(things))
            for (name, title), things in found.items()
        ]

    def _by_links(self) -> Iterator[tuple[tuple[str, str], Term]]:
        thing, said = self._said.thing, self._said
        for subject, predicate in self._leading[thing]:
            for one in THROUGH:
                if predicate == one.here:
                    for other in said.values(subject, one.there):
                        yield (one.name, one.title), other
            if predicate == PARTICIPANT:
                for event, how in self._leading[subject]:
                    if how == PARTICIPATION:
                        yield EVENTS, event
        for part in said.values(thing, PARTICIPATION):
            for other in said.values(part, PARTICIPANT):
                yield ("participants", "participants"), other

    def _said_of_it(self) -> Iterator[tuple[tuple[str, str], Term]]:
        for quad in self._said.own:
            if quad.predicate not in SKIPPED and quad.predicate != PARTICIPATION:
                name = quad.predicate.value.replace("#", "/").rpartition("/")[2]
                title = FROM_IT.get(quad.predicate) or word(quad.predicate.value)
                yield (name, title), quad.object

    def _said_of_others(self) -> Iterator[tuple[tuple[str, str], Term]]:
        for subject, predicate in self._leading[self._said.thing]:
            if predicate in TO_IT:
                yield TO_IT[predicate], subject

    def _is_thing(self, iri: str) -> bool:
        """It has a page of its own, as passages and participations have not."""
        own = self._said.thing.value
        return iri.startswith(self._things) and "#" not in iri and iri != own

    def _place(self, other: ox.NamedNode) -> tuple[str, str]:
        name = self._said.name(other)
        return name.value.casefold() if name else "~", other.value


def shares(numbers: Iterable[int], most: int) -> list[int]:
    """How many of each group are drawn, *most* in all: small groups are drawn whole."""
    wanted = list(numbers)
    given = [0] * len(wanted)
    while most > 0:
        open_groups = [place for place, number in enumerate(wanted) if given[place] < number]
        if not open_groups:
            break
        for place in open_groups[:most]:
            given[place] += 1
        most -= min(most, len(open_groups))
    return given

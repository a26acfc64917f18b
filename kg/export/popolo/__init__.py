"""Popolo: one JSON document of persons, organisations, posts, memberships, areas and events."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import IO

import pyoxigraph as ox

from kg.export.losses import Losses
from kg.export.popolo.carried import CLASSES, carried
from kg.export.popolo.items import Items
from kg.export.popolo.things import Item, Things
from kg.export.uncarried import note_uncarried
from kg.export.version import ExportedVersion
from kg.vocabulary import GA

__all__ = ["write"]

Made = Callable[[ox.NamedNode], Item | None]

_UNTOLD = (
    (GA.Claim, "Claims"),
    (GA.Stance, "Stances"),
    (GA.StatusReport, "Reports of the status of events"),
    (GA.Inference, "Inferences"),
    (GA.EventSeries, "Series of events"),
    (GA.Evidence, "Passages of documents"),
    (GA.Document, "Documents, but for the addresses and titles of sources"),
)


def write(version: ExportedVersion, output: IO[bytes], losses: Losses) -> None:
    """Write the document an item a line, each array in the order of ids.

    The areas come last, since others tell which territories of states they need.
    """
    things = Things(version, losses)
    items = Items(things)
    separator = b"{\n"
    for name, array in _arrays(things, items):
        output.write(separator + json.dumps(name).encode() + b": [")
        _write_items(output, array)
        output.write(b"]")
        separator = b",\n"
    output.write(b"\n}\n")
    for cls, what in _UNTOLD:
        for node in version.things(ox.NamedNode(str(cls))):
            things.leave_out(what, "Popolo has nothing for them.", node)
    note_uncarried(version, losses, lambda node: carried(things, node), CLASSES, "Popolo")


def _arrays(things: Things, items: Items) -> Iterator[tuple[str, Iterable[Item]]]:
    yield "persons", _made(_ordered(things, "person", GA.Person), items.person)
    organisations = (n for n in _ordered(things, "organization", GA.Agent) if _is_body(things, n))
    yield "organizations", _made(organisations, items.organisation)
    yield "posts", _made(_ordered(things, "post", GA.Post), items.post)
    yield "events", _made(_ordered(things, "event", GA.Event), items.event)
    yield "memberships", _made(_ordered(things, "membership", GA.Membership), items.membership)
    yield "areas", _areas(things, items)


def _areas(things: Things, items: Items) -> Iterator[Item]:
    places = _ordered(things, "area", GA.Place)
    items.states.difference_update(filter(None, map(things.state_of, places)))
    yield from _made(places, items.area)
    yield from map(items.territory, sorted(items.states, key=str))


def _ordered(things: Things, kind: str, cls: object) -> list[ox.NamedNode]:
    """The things of a class in the order of their ids, which another store has, too."""
    nodes = things.version.things(ox.NamedNode(str(cls)))
    return sorted(nodes, key=lambda node: things.id(kind, node))


def _is_body(things: Things, agent: ox.NamedNode) -> bool:
    return not things.is_a(agent, GA.Person)


def _made(nodes: Iterable[ox.NamedNode], make: Made) -> Iterator[Item]:
    return filter(None, map(make, nodes))


def _write_items(output: IO[bytes], items: Iterable[Item]) -> None:
    separator = b"\n"
    for item in items:
        output.write(separator + json.dumps(item, ensure_ascii=False).encode())
        separator = b",\n"

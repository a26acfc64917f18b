"""FollowTheMoney 4: entities as JSON Lines, as its tools and OpenSanctions write them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import IO

import pyoxigraph as ox

from kg.export.ftm import tables
from kg.export.ftm.actors import Actors
from kg.export.ftm.entity import Entity
from kg.export.ftm.events import Events
from kg.export.ftm.links import Links
from kg.export.ftm.relations import Relations
from kg.export.ftm.things import Things
from kg.export.losses import Losses
from kg.export.version import ExportedVersion
from kg.vocabulary import GA

__all__ = ["write"]

Made = Callable[[ox.NamedNode], Entity | None]


def write(version: ExportedVersion, output: IO[bytes], losses: Losses) -> None:
    """Write all entities, a class after the other, each in the order of their ids."""
    things = Things(version, losses)
    for entity in _entities(things):
        output.write(entity.line())
    _note_untold(things)


def _entities(things: Things) -> Iterator[Entity]:
    actors, relations = Actors(things), Relations(things)
    events, links = Events(things), Links(things)
    for cls, make in (
        (GA.Agent, actors.agent),
        (GA.Post, actors.post),
        (GA.Place, actors.place),
        (GA.Document, actors.article),
        (GA.Tenure, relations.tenure),
    ):
        yield from _made(_ordered(things, cls), make)
    yield from _made(_plain_memberships(things), relations.membership)
    for agent in _ordered(things, GA.Organisation):
        yield from relations.successions(agent)
    yield from _made(_ordered(things, GA.Event), events.event)
    yield from _made(_ordered(things, GA.Claim), links.link)


def _made(nodes: Iterable[ox.NamedNode], make: Made) -> Iterator[Entity]:
    return filter(None, map(make, nodes))


def _ordered(things: Things, cls: object) -> list[ox.NamedNode]:
    """The things of a class in the order of their ids, which another store has, too."""
    return sorted(things.version.things(ox.NamedNode(str(cls))), key=things.id)


def _plain_memberships(things: Things) -> Iterator[ox.NamedNode]:
    return (m for m in _ordered(things, GA.Membership) if not things.is_a(m, GA.Tenure))


def _note_untold(things: Things) -> None:
    """Note what FollowTheMoney has nothing for, by classes."""
    for cls, what in tables.UNTOLD:
        for node in things.version.things(ox.NamedNode(str(cls))):
            things.note(what, "FollowTheMoney has nothing for them.", node)
    for node in things.version.things(ox.NamedNode(str(GA.Stance))):
        things.note(
            "Stances", "FollowTheMoney has facts, and not who asserts or denies them.", node
        )
    for node in things.version.things(ox.NamedNode(str(GA.Evidence))):
        things.note("Passages of documents", "Their quotes and places have no property.", node)

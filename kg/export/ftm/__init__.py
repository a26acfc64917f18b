"""FollowTheMoney 4: entities as JSON Lines, as its tools and OpenSanctions write them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import IO

import pyoxigraph as ox

from kg.export.ftm import tables
from kg.export.ftm.actors import Actors
from kg.export.ftm.carried import CLASSES, carried
from kg.export.ftm.entity import Entity
from kg.export.ftm.events import Events
from kg.export.ftm.links import Links
from kg.export.ftm.relations import Relations
from kg.export.ftm.things import Things
from kg.export.ftm.ties import Ties
from kg.export.losses import Losses
from kg.export.uncarried import note_uncarried
from kg.export.version import ExportedVersion
from kg.vocabulary import GA

__all__ = ["write"]

Made = Callable[[ox.NamedNode], Entity | None]
_NAME = "FollowTheMoney"


def write(version: ExportedVersion, output: IO[bytes], losses: Losses) -> None:
    """Write all entities, a class after the other, each in the order of their ids."""
    things = Things(version, losses)
    for entity in _entities(things):
        output.write(entity.line())
    for cls, what, why in tables.UNTOLD:
        for node in version.things(ox.NamedNode(str(cls))):
            if node not in things.told:
                things.leave_out(what, why, node)
    note_uncarried(version, losses, lambda node: carried(things, node), CLASSES, _NAME)


def _entities(things: Things) -> Iterator[Entity]:
    actors, relations = Actors(things), Relations(things)
    events, links, ties = Events(things), Links(things), Ties(things)
    ids: set[str] = set()
    for cls, make in (
        (GA.Agent, actors.agent),
        (GA.Post, actors.post),
        (GA.Place, actors.place),
        (GA.Document, actors.article),
        (GA.Tenure, relations.tenure),
        (GA.Membership, relations.membership),
        (GA.Event, events.event),
        (GA.Claim, links.link),
    ):
        yield from _of_class(things, cls, make, ids)
        if cls == GA.Membership:
            for agent in _ordered(things, GA.Organisation):
                yield from relations.successions(agent)
    for node, schema in things.told.items():
        yield from ties.links(node, schema)


def _of_class(things: Things, cls: object, make: Made, ids: set[str]) -> Iterator[Entity]:
    """The entities of a class; those of things that another class has already are left out."""
    for node in _ordered(things, cls):
        if cls == GA.Membership and things.is_a(node, GA.Tenure):
            continue
        if node in things.told:
            things.note("Further classes of things", "An entity has one schema.", node)
            continue
        entity = make(node)
        if entity is None:
            continue
        if entity.id in ids:
            things.leave_out("Things under an id of others", "An id is of one entity.", node)
            continue
        ids.add(entity.id)
        things.told[node] = entity.schema
        yield entity


def _ordered(things: Things, cls: object) -> list[ox.NamedNode]:
    """The things of a class in the order of their ids, which another store has, too."""
    return sorted(things.version.things(ox.NamedNode(str(cls))), key=things.id)

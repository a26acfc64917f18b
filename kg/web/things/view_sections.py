"""The sections that every page has: facts as they are said, what refers to it, and its sources."""

from __future__ import annotations

from kg.web.things.shown import Fact, Passage, Role, Source
from kg.web.things.thing import Thing


def roles(thing: Thing) -> list[Role] | None:
    """The tenures and memberships of the thing, or in it."""
    return thing.view.roles or None


def facts(thing: Thing) -> list[Fact] | None:
    """The statements about the thing itself."""
    return thing.view.facts or None


def references(thing: Thing) -> list[Fact] | None:
    """What names the thing, by property."""
    return thing.view.references or None


def passages(thing: Thing) -> list[Passage] | None:
    """The quotes that bear out what is said."""
    return thing.view.passages or None


def sources(thing: Thing) -> list[Source] | None:
    """The graphs that state something of the thing."""
    return thing.view.sources or None

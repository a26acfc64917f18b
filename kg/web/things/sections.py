"""The sections of the page of a thing, in the order of the page: one entry for each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kg.web.things.thing import Thing
from kg.web.things.view_sections import facts, passages, references, roles, sources


@dataclass(frozen=True, slots=True)
class Section:
    """A section: its anchor, which names its template `things/NAME.html`, its title and its reader.

    It stands on the pages of things of its *kinds*, all where there are none. *read* gives what
    the template shows as `view`, or None where there is nothing to show.
    """

    name: str
    title: str
    kinds: frozenset[str]
    read: Callable[[Thing], object | None]


@dataclass(frozen=True, slots=True)
class ReadSection:
    """A section with what it shows."""

    name: str
    title: str
    view: object


SECTIONS = (
    Section("roles", "Roles", frozenset(), roles),
    Section("facts", "What is said", frozenset(), facts),
    Section("references", "What refers to it, and as what", frozenset(), references),
    Section("passages", "In the words of the sources", frozenset(), passages),
    Section("sources", "Sources", frozenset(), sources),
)
"""All of them, in the order of the page."""


def sections_of(thing: Thing) -> list[ReadSection]:
    """The sections that have something to show of a thing."""
    read = (
        ReadSection(section.name, section.title, view)
        for section in SECTIONS
        if not section.kinds or section.kinds & thing.kinds
        if (view := section.read(thing)) is not None
    )
    return list(read)

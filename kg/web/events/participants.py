"""The section of who takes part in an event, as what, and for whom."""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph as ox

from kg.terms import plain, term
from kg.vocabulary import GA
from kg.web.events.described import values_of
from kg.web.events.parts import Part, read_parts
from kg.web.things.evidence.chips import Chip
from kg.web.things.evidence.inferences import Inference
from kg.web.things.panels import Panel
from kg.web.things.shown import Shown
from kg.web.things.thing import Thing

_PARTS = term(GA.hasParticipation)
_MOST = 300


@dataclass(frozen=True, slots=True)
class Participant:
    """A part in the event, with what bears it out or from what it was worked out."""

    part: Part
    sources: list[Chip]
    inferences: list[Inference]


@dataclass(frozen=True, slots=True)
class Participants:
    """Who takes part; *involved* are agents of whom only that is said. *more* are not shown."""

    parts: list[Participant]
    involved: list[Shown]
    panel: Panel | None
    more: int


def participants(thing: Thing) -> Participants | None:
    """Who takes part in an event, in which role and capacity."""
    said = thing.description
    parts = [plain(one) for one in said.values(said.thing, _PARTS)]
    panel = None
    if parts:
        panel = thing.queries.ask_each("parts-in-events", "part", parts[:_MOST])
    read = read_parts(panel, panel.rows) if panel else []
    named = {one.participant.iri for one in read if one.participant}
    involved = [one for one in values_of(thing, said.thing, GA.involves) if one.iri not in named]
    if not read and not involved and not (panel and panel.trouble):
        return None
    shown = [_participant(thing, part) for part in sorted(read, key=_order)]
    return Participants(shown, involved, panel, max(0, len(parts) - _MOST))


def _participant(thing: Thing, part: Part) -> Participant:
    term = ox.NamedNode(part.iri)
    return Participant(part, thing.evidence.of(term), thing.evidence.inferences(term))


def _order(part: Part) -> tuple[str, tuple[str, str]]:
    return part.role, part.participant.place if part.participant else ("", "")

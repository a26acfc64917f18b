"""The section of a claim: its words, who takes which stance on it, and what it says as a graph."""

from __future__ import annotations

from dataclasses import dataclass

from kg.terms import term
from kg.vocabulary import GA
from kg.web.things.claims.content import Claimed, content_of
from kg.web.things.claims.stances import ClaimCard, cards_of
from kg.web.things.evidence.chips import Chip
from kg.web.things.evidence.naming import shown_in
from kg.web.things.panels import Panel
from kg.web.things.shown import Shown
from kg.web.things.thing import Thing

_LISTS = {
    "Only if": GA.condition,
    "Put as": GA.modality,
    "Contradicts": GA.contradicts,
    "Concerns": GA.concerns,
    "How it was read": GA.rationale,
}


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim: its words, what is said of it in lists, stances on it, and its content."""

    words: list[Shown]
    card: ClaimCard
    lists: list[tuple[str, list[Shown]]]
    chips: list[Chip]
    content: list[Claimed]
    panel: Panel


def claim(thing: Thing) -> ClaimView:
    """Read a claim, the stances on it by query."""
    said, days = thing.description, thing.days.parameters
    panel = thing.ask("stances-on", 150)
    cards = cards_of(panel, thing)
    empty = ClaimCard(Shown(thing.view.label, "", "", thing.iri), thing.view.language)
    lists = [
        (name, [shown_in(said, one, days) for one in values])
        for name, predicate in _LISTS.items()
        if (values := said.values(said.thing, term(predicate)))
    ]
    return ClaimView(
        [shown_in(said, one, days) for one in said.values(said.thing, term(GA.proposition))],
        next(iter(cards.values()), empty),
        lists,
        thing.evidence.of(said.thing) if said.values(said.thing, term(GA.evidence)) else [],
        content_of(thing),
        panel,
    )

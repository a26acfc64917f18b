"""The section of a claim: its words, who takes which stance on it, and what it says as a graph."""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph as ox

from kg.report import Term
from kg.terms import plain, term
from kg.vocabulary import GA
from kg.web.addresses import link
from kg.web.things.claims.content import Claimed, content_of
from kg.web.things.claims.stances import ClaimCard, cards_of
from kg.web.things.evidence import Chip
from kg.web.things.panels import Panel
from kg.web.things.shown import Shown
from kg.web.things.sources.naming import readable_name
from kg.web.things.thing import Thing
from kg.web.things.words import word

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
    said = thing.description
    panel = thing.ask("stances-on", 150)
    cards = cards_of(panel, thing)
    empty = ClaimCard(Shown(thing.view.label, "", "", thing.iri), thing.view.language)
    lists = [
        (name, [_shown(one, thing) for one in values])
        for name, predicate in _LISTS.items()
        if (values := said.values(said.thing, term(predicate)))
    ]
    return ClaimView(
        [_shown(one, thing) for one in said.values(said.thing, term(GA.proposition))],
        next(iter(cards.values()), empty),
        lists,
        thing.evidence.of(said.thing) if said.values(said.thing, term(GA.evidence)) else [],
        content_of(thing),
        panel,
    )


def _shown(value: Term, thing: Thing) -> Shown:
    if isinstance(value, ox.NamedNode):
        text = readable_name(thing.description, value) or word(value.value)
        return Shown(text, "", link(value.value, thing.days.parameters), value.value)
    return Shown(plain(value), getattr(value, "language", None) or "")

"""The section of claims: what a thing and those who speak for it say, and what is claimed of it."""

from __future__ import annotations

from dataclasses import dataclass

from kg.vocabulary import PREFIXES
from kg.web.things.claims.stances import ClaimCard, by_type, cards_of
from kg.web.things.panels import Panel, PanelQueries, values_about
from kg.web.things.thing import Thing
from kg.web.words import word

_ROWS = 60
_SPEAKING = "Agent"


@dataclass(frozen=True, slots=True)
class ClaimsView:
    """Claims by the thing, grouped by what it does with them, and all others about it.

    A claim of both kinds stands among the first, with all stances on it.
    """

    groups: list[tuple[str, list[ClaimCard]]]
    about: list[ClaimCard]
    by_panel: Panel | None
    about_panel: Panel
    speaks_through_others: bool


def claims(thing: Thing) -> ClaimsView | None:
    """Read the claims by a thing and about it; None where there are none."""
    about_panel = thing.ask("claims-about", _ROWS)
    about = cards_of(about_panel, thing)
    by_panel = thing.ask("claims-by", _ROWS) if _SPEAKING in thing.kinds else None
    own = _with_stances(cards_of(by_panel, thing)) if by_panel else {}
    stances = frozenset(iri for card in own.values() for iri in card.stances)
    speakers = {stance.who.iri for card in own.values() for stance in card.stances.values()}
    for iri, card in own.items():
        if others := about.pop(iri, None):
            card.stances.update(others.stances)
    if not own and not about and not about_panel.trouble:
        return None
    groups = [
        (word(PREFIXES["gc"] + code), cards) for code, cards in by_type(own.values(), stances)
    ]
    through_others = bool(speakers - {thing.iri})
    return ClaimsView(groups, list(about.values()), by_panel, about_panel, through_others)


def claims_ahead(queries: PanelQueries, iri: str, kinds: frozenset[str]) -> None:
    """Begin what `claims` will ask."""
    queries.begin("claims-about", values_about(iri), _ROWS)
    if _SPEAKING in kinds:
        queries.begin("claims-by", values_about(iri), _ROWS)


def _with_stances(cards: dict[str, ClaimCard]) -> dict[str, ClaimCard]:
    return {iri: card for iri, card in cards.items() if card.stances}

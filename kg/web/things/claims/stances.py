"""Claims with the stances on them, read from the rows of a query."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import pyoxigraph as ox

from kg.report import Term
from kg.terms import days_in, plain
from kg.vocabulary import PREFIXES
from kg.web.addresses import link
from kg.web.dates_in_words import day_in_words
from kg.web.things.evidence.chips import Chip
from kg.web.things.panels import Panel
from kg.web.things.shown import Shown
from kg.web.things.thing import Thing
from kg.web.words import word

_SIDES = {
    "says": ("asserts", "accuses", "portrays", "vows", "demands", "supports"),
    "denies": ("denies", "opposes", "retracts"),
    "questions": ("questions",),
}
_NAMES = {"says": "Say so", "denies": "Deny it", "questions": "Question it"}
_STRENGTH = {"strong": "strong ", "weak": "weak "}
_NOUNS = {
    "asserts": "assertion",
    "denies": "denial",
    "accuses": "accusation",
    "vows": "vow",
    "demands": "demand",
    "portrays": "portrayal",
    "questions": "question",
    "supports": "support",
    "opposes": "opposition",
    "retracts": "retraction",
}

ORDER = ("denies", "accuses", "asserts", "portrays", "vows", "demands", "opposes", "retracts")
"""Types of stances as pages list them: what somebody denies is the first that readers ask."""


@dataclass(slots=True)
class Stance:
    """A stance: its type as a code and a noun, who takes it, in which posts, by when, and where."""

    iri: str
    link: str
    code: str
    how: str
    who: Shown
    held: str = ""
    posts: list[Shown] = field(default_factory=list)
    targets: list[Shown] = field(default_factory=list)
    chips: list[Chip] = field(default_factory=list)

    @property
    def side(self) -> str:
        """Whether it says so, denies or questions; what is none of them says so."""
        return next((name for name, codes in _SIDES.items() if self.code in codes), "says")


@dataclass(slots=True)
class ClaimCard:
    """A claim with the stances on it, by the order of their rows."""

    claim: Shown
    language: str
    stances: dict[str, Stance] = field(default_factory=dict)

    @property
    def sides(self) -> list[tuple[str, str, list[Stance]]]:
        """The sides that somebody takes: code, name and stances of each."""
        taken = list(self.stances.values())
        found = [
            (side, name, [s for s in taken if s.side == side]) for side, name in _NAMES.items()
        ]
        return [one for one in found if one[2]]

    @property
    def is_contested(self) -> bool:
        """Whether somebody says so and somebody denies it."""
        return {"says", "denies"} <= {stance.side for stance in self.stances.values()}


def cards_of(panel: Panel, thing: Thing) -> dict[str, ClaimCard]:
    """Read the claims of a panel, by IRI in the order of the rows."""
    cards: dict[str, ClaimCard] = {}
    for row in panel.rows:
        iri = plain(row["claim"])
        if iri not in cards:
            words = row["proposition"]
            place = link(iri, thing.days.parameters)
            cards[iri] = ClaimCard(
                Shown(plain(words), "", place, iri), getattr(words, "language", None) or ""
            )
        if "stance" in row and "who" in row:
            _add(cards[iri], row, panel, thing)
    if panel.more and len(cards) > 1:
        cards.popitem()  # it may be cut
    return cards


def by_type(
    cards: Iterable[ClaimCard], stances: frozenset[str]
) -> list[tuple[str, list[ClaimCard]]]:
    """Group claims by the types of some stances on them, as "denies", in the order of a page."""
    groups: dict[str, list[ClaimCard]] = {}
    for card in cards:
        for code in dict.fromkeys(s.code for s in card.stances.values() if s.iri in stances):
            groups.setdefault(code, []).append(card)
    return sorted(groups.items(), key=lambda group: _place(group[0]))


def _add(card: ClaimCard, row: dict[str, Term], panel: Panel, thing: Thing) -> None:
    iri = plain(row["stance"])
    who = panel.shown(row["who"])
    assert who is not None
    stance = card.stances.get(iri)
    if stance is None:
        if "post" in row:  # a stance that counts has a row without, which comes before
            return
        code, strength = _code(row.get("type")), _code(row.get("intensity"))
        noun = _NOUNS.get(code) or word(plain(row["type"]))
        how = f"{_STRENGTH.get(strength, '')}{noun}"
        place = link(iri, thing.days.parameters)
        stance = card.stances[iri] = Stance(iri, place, code, how, who, _held(row))
    for name, shown in (("post", stance.posts), ("target", stance.targets)):
        found = panel.shown(row.get(name))
        if found and found not in shown:
            shown.append(found)
    for chip in _chips(row, thing):
        if chip not in stance.chips:
            stance.chips.append(chip)


def _chips(row: dict[str, Term], thing: Thing) -> Iterator[Chip]:
    if "evidence" in row and "document" in row:
        title = row.get("title")
        name = title.value if isinstance(title, ox.Literal) else ""
        yield thing.evidence.passage(row["evidence"], row["document"], row.get("quote"), name)


def _code(value: Term | None) -> str:
    return plain(value).removeprefix(PREFIXES["gc"]) if value else ""


def _held(row: dict[str, Term]) -> str:
    days = list(days_in([row["heldBy"]])) if "heldBy" in row else []
    return day_in_words(days[0]) if days else ""


def _place(code: str) -> tuple[int, str]:
    return (ORDER.index(code) if code in ORDER else len(ORDER)), code

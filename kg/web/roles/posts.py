"""Reads rows of posts on a day: who has each, how certain, and which documents say so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import inf

from kg.answers import Answer
from kg.dates import Day
from kg.report import Term
from kg.terms import days_in, plain
from kg.web.roles.scale import ordinal
from kg.web.things.dates_in_words import day_in_words
from kg.web.things.evidence import Chip
from kg.web.things.panels import Panel
from kg.web.things.shown import Shown

_ORDER = (Answer.TRUE, Answer.DISPUTED, Answer.UNKNOWN)
_MOST_POSSIBLE = 3
Row = Mapping[str, Term]
Sources = Mapping[str, list[Chip]]


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has a post, or may; *told* is what is certain of other days, in words."""

    holder: Shown
    place: str
    answer: Answer
    acting: bool
    told: str
    chips: list[Chip]


@dataclass(frozen=True, slots=True)
class PostOnDay:
    """A post with its holders, the surest first.

    *others* counts those that are only possible and not shown. *kinds* are the codes of its types.
    """

    post: Shown
    kinds: tuple[str, ...]
    holders: list[Holder] = field(default_factory=list)
    others: int = 0


def posts_in(panel: Panel, day: Day, sources: Sources | None = None) -> list[PostOnDay]:
    """The posts of a panel, by name; of one that was cut, the last post may lack holders.

    *sources* are the chips of tenures, by their IRI.
    """
    rows: dict[str, list[Row]] = {}
    for row in panel.rows:
        rows.setdefault(plain(row["post"]), []).append(row)
    found = [_Reader(panel, day, sources or {}).post(said) for said in rows.values()]
    return sorted(found, key=lambda one: one.post.place)


class _Reader:
    """Reads the rows of one post."""

    def __init__(self, panel: Panel, day: Day, sources: Sources) -> None:
        self._panel = panel
        self._day = day
        self._sources = sources

    def post(self, rows: Sequence[Row]) -> PostOnDay:
        by_holder: dict[str, list[Row]] = {}
        for row in rows:
            if "holder" in row:
                by_holder.setdefault(plain(row["holder"]), []).append(row)
        ranked = sorted(by_holder.values(), key=lambda said: min(map(self._rank, said)))
        sure = [said for said in ranked if any(_answer(row) is not Answer.UNKNOWN for row in said)]
        shown = sure or ranked[:_MOST_POSSIBLE]
        kinds = dict.fromkeys(plain(row["type"]) for row in rows if "type" in row)
        return PostOnDay(
            self._panel.shown(rows[0]["post"]) or Shown(""),
            tuple(kinds),
            [self._holder(said) for said in shown],
            len(ranked) - len(shown),
        )

    def _holder(self, rows: Sequence[Row]) -> Holder:
        best = min(rows, key=self._rank)
        tenure = self._panel.shown(best["tenure"])
        return Holder(
            self._panel.shown(best["holder"]) or Shown(""),
            tenure.link if tenure else "",
            _answer(best),
            plain(best["acting"]) == "true" if "acting" in best else False,
            _told(best, self._day) if _answer(best) is Answer.UNKNOWN else "",
            self._sources.get(plain(best["tenure"]), []),
        )

    def _rank(self, row: Row) -> tuple[int, float, str]:
        told = _nearest(row, self._day)
        distance = abs(ordinal(told) - ordinal(self._day)) if told else inf
        return _ORDER.index(_answer(row)), distance, plain(row["tenure"])


def _answer(row: Row) -> Answer:
    return Answer(plain(row["answer"]))


def _nearest(row: Row, day: Day) -> Day | None:
    """Of the days by which it had begun and until which it was not over, the nearer."""
    told = days_in(row[name] for name in ("begun", "held") if name in row)
    return min(told, key=lambda one: abs(ordinal(one) - ordinal(day)), default=None)


def _told(row: Row, day: Day) -> str:
    """What is told of days near by: a day in between is certain where both ends are told."""
    begun = next(days_in([row["begun"]] if "begun" in row else []), None)
    held = next(days_in([row["held"]] if "held" in row else []), None)
    if begun and held and begun <= held:
        return f"known in it on {day_in_words(begun if day < begun else held)}"
    if begun:
        return f"had begun by {day_in_words(begun)}"
    return f"not over before {day_in_words(held)}" if held else ""

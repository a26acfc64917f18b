"""Reads rows of posts on a day: who has each, how certain, and which documents say so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from kg.answers import Answer
from kg.dates import Day
from kg.report import Term
from kg.terms import days_in, plain
from kg.web.dates_in_words import day_in_words, in_words
from kg.web.roles.ranking import Rank, distance, rank
from kg.web.roles.reach import Life, Lives, is_out_of_reach, lives_of
from kg.web.roles.reasons import ended_within, within
from kg.web.things.evidence.chips import Chip
from kg.web.things.panels import Panel, PanelQueries
from kg.web.things.shown import Shown
from kg.web.words import word

_MOST_POSSIBLE, _MOST_FAR = 3, 5
_FAR = 2 * 366
"""Days: who is only possible, and of whom nothing nearer is told, is folded away."""
_TOLD = ("begun", "held", "notBefore", "notAfter")
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

    *far* are those who cannot be ruled out, but are known of other years only; *others* counts
    those who are only possible and not shown. *kinds* are the codes of its types. *registers* are
    the graphs that tell of it, where another post here has its name.
    """

    post: Shown
    kinds: tuple[str, ...]
    holders: list[Holder] = field(default_factory=list)
    others: int = 0
    far: list[Holder] = field(default_factory=list)
    registers: list[Chip] = field(default_factory=list)

    @property
    def certain(self) -> int:
        """How many holders are certain."""
        return sum(one.answer is Answer.TRUE for one in self.holders)


def posts_in(
    panel: Panel, day: Day, lives: Lives, sources: Sources | None = None
) -> list[PostOnDay]:
    """The posts of a panel, by name; of one that was cut, the last post may lack holders.

    *lives* are of those who may have a post, *sources* the chips of tenures, by their IRIs.
    """
    rows: dict[str, list[Row]] = {}
    for row in panel.rows:
        rows.setdefault(plain(row["post"]), []).append(row)
    found = [_Reader(panel, day, lives, sources or {}).post(said) for said in rows.values()]
    return sorted(found, key=lambda one: one.post.place)


def lives_in(queries: PanelQueries, panel: Panel) -> Lives:
    """The lives of those who may have a post of a panel.

    Raises:
        UnavailableError: no worker is free, or there is none.
    """
    rows = [row for row in panel.rows if "holder" in row and _answer(row) is Answer.UNKNOWN]
    return lives_of(queries, (plain(row["holder"]) for row in rows))


class _Reader:
    """Reads the rows of one post."""

    def __init__(self, panel: Panel, day: Day, lives: Lives, sources: Sources) -> None:
        self._panel = panel
        self._day = day
        self._lives = lives
        self._sources = sources

    def post(self, rows: Sequence[Row]) -> PostOnDay:
        by_holder: dict[str, list[Row]] = {}
        for row in rows:
            if "holder" in row and not self._is_absurd(row):
                by_holder.setdefault(plain(row["holder"]), []).append(row)
        ranked = sorted(by_holder.values(), key=lambda said: min(map(self._rank, said)))
        sure = [said for said in ranked if any(_answer(row) is not Answer.UNKNOWN for row in said)]
        lone = len(ranked) == 1 and _is_open(ranked[0][0], self._day)
        far = [] if sure or lone else [said for said in ranked if self._is_far(said)]
        shown = sure or [said for said in ranked if said not in far][:_MOST_POSSIBLE]
        folded = far[:_MOST_FAR]
        kinds = dict.fromkeys(plain(row["type"]) for row in rows if "type" in row)
        return PostOnDay(
            self._panel.shown(rows[0]["post"]) or Shown(""),
            tuple(kinds),
            [self._holder(said) for said in shown],
            len(ranked) - len(shown) - len(folded),
            [self._holder(said) for said in folded],
        )

    def _holder(self, rows: Sequence[Row]) -> Holder:
        best = min(rows, key=self._rank)
        tenure = self._panel.shown(best["tenure"])
        return Holder(
            self._panel.shown(best["holder"]) or Shown(""),
            tenure.link if tenure else "",
            _answer(best),
            plain(best["acting"]) == "true" if "acting" in best else False,
            self._told(best) if _answer(best) is Answer.UNKNOWN else "",
            self._sources.get(plain(best["tenure"]), []),
        )

    def _is_absurd(self, row: Row) -> bool:
        life = self._lives.get(plain(row["holder"]), Life())
        return _answer(row) is Answer.UNKNOWN and is_out_of_reach(self._day, _days(row), life)

    def _is_far(self, rows: Sequence[Row]) -> bool:
        """Whether days in office are told, and all that is told is of other years."""
        traced = any("begun" in row or "held" in row for row in rows)
        return traced and distance(chain.from_iterable(map(_days, rows)), self._day) > _FAR

    def _rank(self, row: Row) -> Rank:
        return rank(_answer(row), _days(row), self._day, plain(row["tenure"]))

    def _told(self, row: Row) -> str:
        if _is_open(row, self._day):
            return _since(row)
        if self._is_far([row]):
            return _known_last(row, self._day)
        return _turn(row, self._day) or _told(row, self._day)


def _answer(row: Row) -> Answer:
    return Answer(plain(row["answer"]))


def _days(row: Row) -> list[Day]:
    return [day for name in _TOLD for day in _day_in(row, name)]


def _day_in(row: Row, name: str) -> list[Day]:
    return list(days_in([row[name]])) if name in row else []


def _is_open(row: Row, day: Day) -> bool:
    """Whether its start is told, before the day, and nothing bounds its end."""
    begun = _day_in(row, "begun")
    return "notBefore" in row and "notAfter" not in row and bool(begun) and begun[0] <= day


def _since(row: Row) -> str:
    """Of a tenure of which no end is told, as its own page has it."""
    bounds = [_day_in(row, name) for name in ("notBefore", "begun", "held", "notAfter")]
    return in_words([], bounds)


def _known_last(row: Row, day: Day) -> str:
    """The nearest day of which somebody is known in a post: years before the day, or behind."""
    known = sorted((*_day_in(row, "begun"), *_day_in(row, "held")))
    before = [one for one in known if one < day]
    return (
        f"last known {day_in_words(before[-1])}"
        if before
        else (f"first known {day_in_words(known[0])}")
    )


def _turn(row: Row, day: Day) -> str:
    """How and when it ended or started, where the day lies between the bounds of that."""
    first, begun, held, over = (
        _day_in(row, name) for name in ("notBefore", "begun", "held", "notAfter")
    )
    if held and over and held[0] < day <= over[0]:
        text = ended_within(word(plain(row["cause"])) if "cause" in row else "", held, over)
        return text[:1].lower() + text[1:]
    if first and begun and first[0] <= day < begun[0]:
        return f"started {within(first[0], begun[0])}"
    return ""


def _told(row: Row, day: Day) -> str:
    """What is told of days near by: a day in between is certain where both ends are told."""
    first, begun, held, over = (
        _day_in(row, name) for name in ("notBefore", "begun", "held", "notAfter")
    )
    if begun and held and begun[0] <= held[0]:
        return f"known in it on {day_in_words(begun[0] if day < begun[0] else held[0])}"
    if begun:
        return f"had begun by {day_in_words(begun[0])}"
    if held:
        return f"not over before {day_in_words(held[0])}"
    if over:
        return f"over by {day_in_words(over[0])}"
    return f"not before {day_in_words(first[0])}" if first else ""

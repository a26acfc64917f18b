"""Dates of a thing as years, months and days alone, for formats that have no others."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from kg.bounds import Bounds, Day, month_length
from kg.edtf import parse_edtf
from kg.errors import DateError
from kg.export.lookups import Lookups
from kg.export.losses import Losses
from kg.terms import term
from kg.vocabulary import GA

_EXACT = re.compile(r"[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-[0-9]{2})?)?", re.ASCII)
_RANGE = re.compile(r"\[([^.]+)\.\.([^.]+)\]")
_BOUNDS = {
    "start_earliest": GA.startEarliest,
    "start_latest": GA.startLatest,
    "end_earliest": GA.endEarliest,
    "end_latest": GA.endLatest,
}
_WITHOUT_SIGNS = "They are written as the date that they qualify, without ?, ~ or X."
_NO_FORM = "The format has days, months and years alone, from the year {first} to {last}."


@dataclass(frozen=True, slots=True)
class Period:
    """The start and the end of a thing: dates between which each lies, usually one.

    *is_open* tells that a source knows of no end; *has_ended* that it ended on whatever day.
    *by* is the last day by which it has ended, *asserted* a day on which it was so where no date
    says when it began or ended.
    """

    starts: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    is_open: bool = False
    is_instant: bool = False
    has_ended: bool = False
    by: Day | None = None
    asserted: tuple[str, ...] = ()


class PrefixDates:
    """Reads the dates of things for a format with years from *first* to *last*.

    What it cannot write so is noted once for each thing. A format of *single* dates has none
    for what lies between two.
    """

    def __init__(
        self,
        lookups: Lookups,
        losses: Losses,
        first: int = 1,
        last: int = 9998,
        *,
        single: bool = False,
    ) -> None:
        self._lookups = lookups
        self._losses = losses
        self._years = range(first, last + 1)
        self._single = single

    def period(self, thing: ox.NamedNode) -> Period:
        """When a thing began and ended, as all sources together have it."""
        dates = self._read(thing)
        days = {name: self._bounds(thing, term(iri)) for name, iri in _BOUNDS.items()}
        self._note_bounds(thing, dates, days)
        instant = bool(dates) and all("/" not in bounds.edtf for bounds in dates)
        ends = () if instant else self._sides(thing, dates, 1)
        by = min(days["end_latest"], default=None)
        return Period(
            starts=self._sides(thing, dates, 0),
            ends=ends,
            is_open=any(bounds.open_end for bounds in dates) and not ends,
            is_instant=instant,
            has_ended=by is not None and not instant,
            by=by,
            asserted=() if dates else _asserted(days),
        )

    def date(self, text: str) -> tuple[str, ...]:
        """The years, months or days that a date in EDTF is written as; none for what has none."""
        return self._written(text)

    def _read(self, thing: ox.NamedNode) -> list[Bounds]:
        found = []
        for text in self._lookups.texts(thing, GA.edtf):
            try:
                found.append(parse_edtf(text))
            except DateError:  # a store without shapes holds what it was given
                self._note("Dates that cannot be read", "They are not in EDTF.", thing)
        return found

    def _bounds(self, thing: ox.NamedNode, predicate: ox.NamedNode) -> set[Day]:
        days: set[Day] = set()
        for text in self._lookups.texts(thing, predicate):
            try:
                days.update(filter(None, (parse_edtf(text).start_earliest,)))
            except DateError:
                continue
        return days

    def _sides(self, thing: ox.NamedNode, dates: Iterable[Bounds], side: int) -> tuple[str, ...]:
        texts = {_side(bounds.edtf, side) for bounds in dates} - {"", ".."}
        found = sorted({date for text in texts for date in self._side(thing, text)})
        finest = [
            date for date in found if not any(o != date and o.startswith(date) for o in found)
        ]
        if len(finest) < 2:
            return tuple(finest)
        why = "There is room for one date." if self._single else "The first and last are written."
        disagreed = len(texts) > 1
        what = "Dates on which sources disagree" if disagreed else "Dates known as a range"
        self._note(what, why, thing)
        return () if self._single else (finest[0], finest[-1])

    def _side(self, thing: ox.NamedNode, text: str) -> tuple[str, ...]:
        found = self._written(text)
        if not found:
            reason = _NO_FORM.format(first=self._years.start, last=self._years.stop - 1)
            self._note("Dates left out", reason, thing)
        elif len(found) == 1 and text != found[0]:
            self._note("Uncertain and approximate dates", _WITHOUT_SIGNS, thing)
        return found

    def _written(self, text: str) -> tuple[str, ...]:
        text = text.rstrip("?~%")
        if match := _RANGE.fullmatch(text):
            sides = [self._written(side) for side in match.groups()]
            return (sides[0][0], sides[1][-1]) if all(sides) else ()
        try:
            bounds = parse_edtf(text)
        except DateError:
            return ()
        first, last = bounds.start_earliest, bounds.end_latest
        if first is None or last is None:
            return ()
        if first.year not in self._years or last.year not in self._years:
            return ()
        if _EXACT.fullmatch(text):
            return (text,)
        return _prefixes(first, last)

    def _note_bounds(
        self, thing: ox.NamedNode, dates: list[Bounds], days: dict[str, set[Day]]
    ) -> None:
        told = {name: {getattr(bounds, name) for bounds in dates} for name in days}
        if any(days[name] - told[name] for name in days):
            self._note(
                "Days by which something had begun, lasted or ended",
                "The format has dates of a start and of an end alone.",
                thing,
            )

    def _note(self, what: str, why: str, thing: ox.NamedNode) -> None:
        self._losses.note(what, why, thing.value)


def _side(edtf: str, side: int) -> str:
    start, slash, end = edtf.partition("/")
    return (start, end)[side] if slash else edtf


def _prefixes(first: Day, last: Day) -> tuple[str, ...]:
    """The shortest prefix that stands for just these days, else a first and a last one."""
    one, other = str(first), str(last)
    whole_months = first.day == 1 and last.day == month_length(last.year, last.month)
    if whole_months and first.month == 1 and last.month == 12:
        one, other = one[:4], other[:4]
    elif whole_months:
        one, other = one[:7], other[:7]
    return (one,) if one == other else (one, other)


def _asserted(days: dict[str, set[Day]]) -> tuple[str, ...]:
    """The days on which something was so, where it is only known to have begun and not ended."""
    since, until = min(days["start_latest"], default=None), max(days["end_earliest"], default=None)
    return tuple(sorted({str(since), str(until)})) if since and until and since <= until else ()

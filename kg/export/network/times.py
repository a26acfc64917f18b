"""When a node or an edge of a network was: the bounds of all sources, and a span on a time line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from kg.dates import Day
from kg.export.version import ExportedVersion, Subject
from kg.terms import BOUNDS, days_in

_STARTS, _ENDS = BOUNDS[:2], BOUNDS[2:]

_LAST = 9999
"""The last year that xsd:date of XML Schema 1.0 readers and time lines take with four digits."""


@dataclass(frozen=True, slots=True)
class Times:
    """The four bounds, as all sources together leave them.

    Bounds that contradict each other are disputed: then they are the widest that any source
    gives, so that the span covers what each of them says.
    """

    start_earliest: Day | None = None
    start_latest: Day | None = None
    end_earliest: Day | None = None
    end_latest: Day | None = None
    disputed: bool = False

    @property
    def certain(self) -> tuple[Day, Day] | None:
        """The days on which it certainly was: from the latest start to the earliest end."""
        first, last = self.start_latest, self.end_earliest
        if self.disputed or first is None or last is None or first > last:
            return None
        return first, last

    @property
    def possible(self) -> tuple[Day | None, Day | None]:
        """The days on which it may have been; None is a side that is open."""
        first, last = self.start_earliest, self.end_latest
        if first is not None and last is not None and first > last:
            return None, None
        return first, last

    @property
    def on_line(self) -> tuple[str, str]:
        """The possible span as a time line takes it: years 1 to 9999, empty where it is open."""
        first, last = self.possible
        return (
            str(first) if first and _fits(first) else "",
            str(last) if last and _fits(last) else "",
        )

    @property
    def beyond_line(self) -> bool:
        """Whether a side of the possible span lies in a year that a time line cannot hold."""
        return any(day is not None and not _fits(day) for day in self.possible)


def read_times(
    version: ExportedVersion, starts: Iterable[Subject], ends: Iterable[Subject]
) -> Times:
    """Read when something was: from the start of some things to the end of others."""
    begun, ended = list(starts), list(ends)
    earliest, latest = (_days(version, begun, bound) for bound in _STARTS)
    first_end, last_end = (_days(version, ended, bound) for bound in _ENDS)
    times = Times(
        _pick(max, earliest), _pick(min, latest), _pick(max, first_end), _pick(min, last_end)
    )
    if not _contradicts(times):
        return times
    return Times(
        _pick(min, earliest),
        _pick(max, latest),
        _pick(min, first_end),
        _pick(max, last_end),
        disputed=True,
    )


def _contradicts(times: Times) -> bool:
    pairs = (
        (times.start_earliest, times.start_latest),
        (times.end_earliest, times.end_latest),
        (times.start_earliest, times.end_latest),
    )
    return any(low is not None and high is not None and low > high for low, high in pairs)


def _pick(choose: Callable[[Iterable[Day]], Day], days: Sequence[Day]) -> Day | None:
    return choose(days) if days else None


def _days(version: ExportedVersion, things: list[Subject], bound: ox.NamedNode) -> list[Day]:
    return [day for thing in things for day in days_in(version.values(thing, bound))]


def _fits(day: Day) -> bool:
    return 1 <= day.year <= _LAST

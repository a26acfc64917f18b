"""Until when the holders of a table of current holders are certain to have held their posts."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.bounds import Bounds, Day
from kg.importers.facts import Facts, Node, term
from kg.importers.periods import read_date
from kg.vocabulary import GA


@dataclass(slots=True)
class _Table:
    tenures: list[tuple[Node, str]] = field(default_factory=list)
    last_start: Day | None = None


class CurrentHolders:
    """Tables of holders who are current together, and the day by which the last of them came.

    Such a table has no date, and may be fetched long after it was made. But none of its holders
    had left before the last of them came: until that day, all are certain. Where it is known
    when the release came out, that day counts instead.
    """

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._tables: dict[str, _Table] = {}

    def add(self, table: str, tenure: Node, start: str) -> None:
        """Take the tenure of a row.

        Raises:
            RowError: its start is no date.
        """
        bounds = read_date(self._facts, "start", start)
        if self._facts.release.published:
            self._facts.dates(tenure, self._facts.interval(start, "present"))
            return
        found = self._tables.setdefault(table, _Table())
        found.tenures.append((tenure, start))
        found.last_start = _later(found.last_start, bounds)

    def finish(self) -> None:
        """Date the tenures of all tables."""
        for name, table in self._tables.items():
            if table.last_start is None:
                continue  # nothing is known but that they were in office at some time
            reason = (
                "The table lists those who hold posts at one time, which it does not tell. The"
                f" last of them came on {table.last_start} or later: until then none had left."
            )
            fragment = f"{name}:current"
            inference = self._facts.inference(fragment, reason, self._facts.release.document)
            for tenure, start in table.tenures:
                bounds = self._facts.interval(start, "present")
                self._facts.dates(tenure, bounds, table.last_start)
                self._facts.add(tenure, term(GA.inferredBy), inference)


def _later(day: Day | None, bounds: Bounds) -> Day | None:
    if day is None or bounds.start_earliest is None:
        return day or bounds.start_earliest
    return max(day, bounds.start_earliest)

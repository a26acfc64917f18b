"""Starts of current holders: days that another table of the set gives as a month or a year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from kg.dates import parse_date
from kg.errors import DateError
from kg.importers.wikidata_cabinets_tables import Cells, Table

_DAY = len("2021-07-01")


class Starts:
    """The starts in the tables of holders that have no end, by set, person and title.

    A table of current holders writes each start as a day: what Wikidata knows by its month is the
    first of it there. The table of holders keeps the precision, and calls posts by their titles.
    """

    def __init__(self, tables: Iterable[Table]) -> None:
        self._titles: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        self._starts: defaultdict[tuple[str, str, str], set[str]] = defaultdict(set)
        for table in tables:
            if table.kind != "bio":
                for row in table.read():
                    if not row.problem:
                        self._read(table, row.value)

    def of(self, table: Table, cells: Cells) -> str:
        """The start of a current holder, as the holders of the same set have it."""
        start = cells["start"]
        found = {
            other
            for title in self._titles[table.place, cells["position"]]
            for other in self._starts.get((table.place, cells["item"], title), ())
        }
        if start in found or len(start) != _DAY:
            return start
        coarser = [other for other in found if len(other) < _DAY and _contains(other, start)]
        return max(coarser, key=len, default=start)

    def _read(self, table: Table, cells: Cells) -> None:
        if table.kind != "holders":
            title = cells["positionLabel" if table.kind == "current" else "title"]
            self._titles[table.place, cells["position"]].add(title)
        elif cells["personID"] and cells["start"] and not cells["end"]:
            self._starts[table.place, cells["personID"], cells["position"]].add(cells["start"])


def _contains(coarse: str, day: str) -> bool:
    try:
        return parse_date(coarse).contains(parse_date(day))
    except DateError:
        return False

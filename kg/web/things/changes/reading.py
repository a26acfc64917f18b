"""Reads from the journal what a store was told of a thing, and what it was told to forget."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain

import pyoxigraph as ox

from kg.dates import Day, parse_day
from kg.store.journal import Journal
from kg.store.log import Entry
from kg.store.patch import END, PatchLine, read_lines

MOST_BYTES = 24_000_000
"""Bytes of patches that are looked through: about a fifth of a second."""

_MOST_VERSIONS = 500
_STATED = (b"A ", b"D ")


@dataclass(slots=True)
class Changes:
    """What changed from a day on, as the sum of all versions, each with the last day that did it.

    *begin* is the first day that was looked at: later than asked where older patches are not
    kept, or where there is too much to read. *versions* are those that changed something of
    the thing; *accepted* tells that graphs were suspended or accepted again.
    """

    begin: Day
    is_whole: bool = True
    quads: dict[ox.Quad, tuple[int, Day]] = field(default_factory=dict)
    versions: int = 0
    accepted: bool = False

    def of(self, sign: int) -> list[tuple[ox.Quad, Day]]:
        """The statements added, for 1, or removed, for -1; the last changed first."""
        found = [(quad, day) for quad, (net, day) in self.quads.items() if net * sign > 0]
        return sorted(found, key=lambda one: (one[1], str(one[0])), reverse=True)


def day_of_entry(entry: Entry) -> Day:
    """The day on which a version was stored, by UTC."""
    return parse_day(entry.time[:10])


def read_changes(
    journal: Journal, version: int, since: Day, subjects: frozenset[bytes], thing: bytes, names: str
) -> Changes:
    """Read what versions up to *version* changed from a day on, the newest version first.

    A statement counts whose subject is among *subjects*, or whose value is *thing*; both are
    IRIs in angle brackets. *names* is the graph that says which others are suspended.

    Raises:
        ResourceError: the log is damaged.
    """
    found = Changes(since)
    left = MOST_BYTES
    for number, entry in enumerate(journal.log.newest(before=version + 1)):
        day = day_of_entry(entry)
        if day < since:
            break
        path = journal.patch(entry.version)
        size = path.stat().st_size if path.exists() else left + 1
        left -= size
        if left < 0 or number >= _MOST_VERSIONS:
            found.is_whole = False
            break
        found.begin = max(since, day)
        found.accepted |= names in entry.graphs()
        with path.open("rb") as file:
            lines = list(read_lines(chain(_about(file, subjects, thing), [END])))
        _add(found, lines, day)
    if found.is_whole:
        found.begin = since
    return found


def _about(file: Iterable[bytes], subjects: frozenset[bytes], thing: bytes) -> Iterator[bytes]:
    value = b" %s " % thing
    for line in file:
        if line.startswith(_STATED) and (line[2 : line.find(b" ", 2)] in subjects or value in line):
            yield line


def _add(found: Changes, lines: list[PatchLine], day: Day) -> None:
    found.versions += bool(lines)
    for adds, quad in lines:
        net, last = found.quads.get(quad, (0, day))
        found.quads[quad] = net + (1 if adds else -1), last

"""What the newest versions of the dataset changed, as the first page tells it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice

from kg.dates import parse_day
from kg.errors import DateError
from kg.store.log import Entry
from kg.terms import shorten
from kg.web.dates_in_words import day_in_words
from kg.web.state import state

_MOST = 5
_GRAPHS = 3
_ACTIONS = {
    "load": "Data loaded",
    "update": "Changed by an update",
    "import": "A new release imported",
    "forget": "Erased for good",
    "drop": "A source removed",
    "suspend": "A source suspended",
    "resume": "A source taken back",
    "correct": "Corrected",
    "restore": "Restored from a backup",
}


@dataclass(frozen=True, slots=True)
class LatestChange:
    """A version: its day, in words too, what was done, how much of it, and to which graphs."""

    version: int
    time: str
    day: str
    action: str
    added: int
    removed: int
    graphs: list[str]
    more: int


def latest_changes(version: int, titles: Mapping[str, str]) -> list[LatestChange]:
    """The newest versions up to one, the newest first; *titles* name graphs."""
    found = islice(state().store.journal.log.newest(before=version + 1), _MOST)
    return [_change(entry, titles) for entry in found]


def words_of_day(text: str) -> str:
    """The day that a text begins with, in words; the text itself where it begins with none."""
    try:
        return day_in_words(parse_day(text[:10]))
    except DateError:
        return text


def _change(entry: Entry, titles: Mapping[str, str]) -> LatestChange:
    graphs = sorted(entry.graphs(), key=lambda graph: (-_size(entry, graph), graph))
    return LatestChange(
        entry.version,
        entry.time,
        words_of_day(entry.time),
        _ACTIONS.get(entry.action, entry.action),
        sum(change.added for change in entry.changes.values()),
        sum(change.removed for change in entry.changes.values()),
        [titles.get(graph) or _name(graph) for graph in graphs[:_GRAPHS]],
        len(graphs[_GRAPHS:]),
    )


def _size(entry: Entry, graph: str) -> int:
    return sum(entry.changes.get(graph, (0, 0)))


def _name(graph: str) -> str:
    return shorten(graph).strip("<>").removeprefix(state().store.settings.base_iri) or (
        "the default graph"
    )

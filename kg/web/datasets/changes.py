"""The page of `/changes`: what each version changed, for people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import render_template

from kg.store.log import Entry
from kg.validation.reports.common import plain
from kg.web.addresses import link
from kg.web.datasets.sources import sources_of
from kg.web.state import state

PAGE = 50
"""Versions on one page."""

_MOST_GRAPHS = 6
_LONGEST = 200  # characters of a name
_OVER_HTTP = ("put", "post", "delete", "update")
_ACTIONS = {
    "load": "loaded",
    "put": "replaced",
    "post": "extended",
    "delete": "removed",
    "drop": "removed",
    "update": "edited",
    "forget": "erased",
    "restore": "restored",
    "create": "begun",
}


@dataclass(frozen=True, slots=True)
class ChangedGraph:
    """A source graph that a version changed: its name, its page here, and how it changed."""

    name: str
    link: str
    added: int
    removed: int


@dataclass(frozen=True, slots=True)
class ShownVersion:
    """A version as the page shows it; *patch* says what its patch holds, "" where it has none."""

    number: int
    day: str
    time: str
    action: str
    who: str
    added: int
    removed: int
    graphs: tuple[ChangedGraph, ...]
    more: int
    patch: str


def who_wrote(entry: Entry) -> str:
    """The name of the token that a version was written with over HTTP; "" for any other.

    The journal keeps accounts of the operating system for what was written on the command
    line, which concern nobody but the operator.
    """
    return entry.who if entry.action in _OVER_HTTP else ""


def changes_page(entries: Sequence[Entry], start: int, newest: int, *, more: bool) -> str:
    """Write the page of some versions, the newest first.

    *start* is the version that the journal begins with, *newest* the published one; with
    *more* there are older versions.
    """
    sources = sources_of(newest) if entries else {}
    titles = {graph: plain(source.title) for graph, source in sources.items()}
    return render_template(
        "changes.html",
        versions=[_shown(entry, start, titles) for entry in entries],
        older=entries[-1].version if more else 0,
        newest=newest,
        first=not entries or entries[0].version == newest,
    )


def _shown(entry: Entry, start: int, titles: Mapping[str, str]) -> ShownVersion:
    names = sorted(entry.graphs(), key=lambda name: (-sum(entry.changes.get(name, (0,))), name))
    patch = "the whole dataset" if entry.version == start else "what changed"
    day, _, clock = entry.time.partition("T")
    return ShownVersion(
        entry.version,
        day,
        clock[:5],
        _ACTIONS.get(entry.action, plain(entry.action)[:_LONGEST]),
        plain(who_wrote(entry))[:_LONGEST],
        sum(change.added for change in entry.changes.values()),
        sum(change.removed for change in entry.changes.values()),
        tuple(_graph(name, entry, titles) for name in names[:_MOST_GRAPHS]),
        max(len(names) - _MOST_GRAPHS, 0),
        patch if entry.version >= start else "",
    )


def _graph(name: str, entry: Entry, titles: Mapping[str, str]) -> ChangedGraph:
    added, removed = entry.changes.get(name, (0, 0))
    graphs = f"{state().store.settings.base_iri}graph/"
    text = titles.get(name) or plain(name.removeprefix(graphs) or "outside the source graphs")
    return ChangedGraph(text[:_LONGEST], link(name) if name else "", added, removed)

"""When what is said of a thing last changed, and whether it changed since a client asked."""

from __future__ import annotations

from datetime import datetime
from itertools import islice

from flask import request

from kg.store.entity_description import Summary
from kg.store.log import Entry
from kg.web.entities.version_times import last_modified_at, time_of
from kg.web.state import state

_MOST = 1000
"""Versions that are looked through for what may have taken statements away."""


def last_modified(summary: Summary, version: int) -> datetime | None:
    """The end of the second in which a graph that states something of the thing last changed."""
    versions = state().store.graph_versions
    changed = max((versions.of(graph, version) for graph in summary.graphs), default=0)
    return last_modified_at(changed) if changed else None


def unchanged_since(modified: datetime | None, version: int) -> bool:
    """Whether the client has what there is, by If-Modified-Since alone (RFC 9110 §13.1.3).

    A graph that was dropped, suspended or lost triples may have said something of the
    thing, and is no longer among those that do: then the answer is sent again.
    """
    since = request.if_modified_since
    if modified is None or since is None or "If-None-Match" in request.headers:
        return False
    if request.method not in ("GET", "HEAD") or modified > since:
        return False
    newest = islice(state().store.journal.log.newest(before=version + 1), _MOST)
    for entry in newest:
        if time_of(entry) < since:  # within one second nobody knows which was first
            return True
        if _takes_away(entry):
            return False
    return False


def _takes_away(entry: Entry) -> bool:
    names = state().store.names
    about = {*names.kept_by_the_store, names.catalogue}
    removed = any(change.removed for change in entry.changes.values())
    return bool(removed or entry.dropped or about & entry.graphs())

"""When a version was published, and the date by which clients may ask for what is newer."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from kg.store.log import Entry
from kg.web.held.cache import CachedAnswer
from kg.web.state import state

_SECOND = timedelta(seconds=1)


def time_of_version(version: int) -> datetime | None:
    """The second in which a version was published; kept, as a line of the log may be long."""
    log = state().store.journal.log
    key = ("time", version, *log.identity())
    found = state().cache.get(key)
    if found is None:
        entry = next(log.newest(before=version + 1), None)
        time = entry.time if entry and entry.version == version else ""
        found = CachedAnswer((), time.encode())
        state().cache.put(key, found)
    return _read(found.body.decode()) if found.body else None


def last_modified_at(version: int) -> datetime | None:
    """The value of Last-Modified for what a version changed last: the end of its second.

    Dates have whole seconds, and another version may follow in the same one. So nothing is
    said before the second is over, and what comes later has a later date
    (RFC 9110 §8.8.2.2).
    """
    time = time_of_version(version)
    if time is None or time + _SECOND > datetime.now(UTC):
        return None
    return time + _SECOND


def time_of(entry: Entry) -> datetime:
    """The second of an entry of the log."""
    return _read(entry.time)


def _read(time: str) -> datetime:
    return datetime.fromisoformat(time.replace("Z", "+00:00")).astimezone(UTC)

"""The log of a store: for each version who changed what and when, one line of JSON."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from kg.store.files import damaged, write_atomically
from kg.store.lines import backwards, first_where

_HEAD = 40  # bytes of a line that hold its version
_VERSION = re.compile(rb'\{"version": (\d+),')


class Change(NamedTuple):
    """How many triples a graph gained and lost."""

    added: int
    removed: int


@dataclass(frozen=True, slots=True)
class Entry:
    """What one version changed.

    *time* is UTC as xsd:dateTime. *changes* names every graph that gained or lost
    triples; *created* and *dropped* are graphs that came to exist or ceased to,
    with triples or without. *quads* counts what the dataset holds afterwards: the
    triples of all named graphs, and of the default graph where that is its own.
    *report* says what the gate found, *shapes* is the digest of those that all data of
    the version has passed (see `kg.store.passed`).
    """

    version: int
    time: str
    who: str
    action: str
    changes: Mapping[str, Change]
    quads: int
    created: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    report: Mapping[str, object] = field(default_factory=dict)
    shapes: str = ""

    def graphs(self) -> set[str]:
        """The graphs that this version changed in any way."""
        return {*self.changes, *self.created, *self.dropped}


class Place(NamedTuple):
    """How far somebody read a log: the position in bytes, and the line that ends there."""

    offset: int = 0
    line: bytes = b""


class Log:
    """A file with a line per version. A crash can tear the last line: then it does not count."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def create(self) -> None:
        """Make an empty log, unless there is one."""
        self._path.touch()

    def append(self, entry: Entry) -> None:
        """Add an entry behind all others, synced."""
        with self._path.open("ab") as file:
            file.write(_line(entry))
            file.flush()
            os.fsync(file.fileno())

    def entries(self, after: int = -1) -> Iterator[Entry]:
        """The entries behind version *after*, in order.

        Raises:
            ResourceError: a line is not as it was written.
        """
        return (entry for entry in map(self._entry, self._lines()) if entry.version > after)

    def newest(self, before: int) -> Iterator[Entry]:
        """The entries of the versions below *before*, the newest first.

        Costs what is taken of them, however long the log is.

        Raises:
            ResourceError: a line is not as it was written.
        """
        try:
            with self._path.open("rb") as file:
                end, _ = next(backwards(file), (0, b""))
                start = first_where(file, end, lambda head: self._version(head) >= before, _HEAD)
                for _, line in backwards(file, start):
                    yield self._entry(line)
        except FileNotFoundError:
            return

    def follow(self, place: Place) -> tuple[list[Entry], Place] | None:
        """The entries behind *place*, and the place where the last of them ends.

        None when the log is another than the one that was read so far.
        """
        if not self._holds(place):
            return None
        lines = list(self._lines(place.offset))
        if not lines:
            return [], place
        end = place.offset + sum(map(len, lines))
        return list(map(self._entry, lines)), Place(end, lines[-1])

    def last(self) -> Entry | None:
        """The newest entry, read from the end."""
        line = self._end().line
        return self._entry(line) if line else None

    def identity(self) -> tuple[int, int, int]:
        """What changes whenever the log does: its file, its length in bytes, its time."""
        try:
            found = self._path.stat()
        except FileNotFoundError:
            return (0, 0, 0)
        return found.st_ino, found.st_size, found.st_mtime_ns

    def rewind(self, version: int) -> bool:
        """Remove entries behind *version*, and a torn line; say whether there were any."""
        torn = self._cut_torn_line()
        last = self.last()
        if last is None or last.version <= version:
            return torn
        # rewritten and not cut off: whoever follows the log has to see that it is another
        self.rewrite([entry for entry in self.entries() if entry.version <= version])
        return True

    def lines_until(self, version: int) -> Iterator[bytes]:
        """The entries up to a version as they stand in the file."""
        return (_line(entry) for entry in self.entries() if entry.version <= version)

    def rewrite(self, entries: Iterable[Entry]) -> None:
        """Replace the log in one step."""
        write_atomically(self._path, b"".join(map(_line, entries)).decode("utf-8"))

    def _lines(self, offset: int = 0) -> Iterator[bytes]:
        try:
            with self._path.open("rb") as file:
                file.seek(offset)
                yield from (line for line in file if line.endswith(b"\n"))
        except FileNotFoundError:
            return

    def _entry(self, line: bytes) -> Entry:
        try:
            return _entry(line)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise damaged(self._path, f"{line[:80]!r} is no line of a log") from error

    def _version(self, head: bytes) -> int:
        """The version of a line, which begins with it."""
        found = _VERSION.match(head)
        if found is None:
            raise damaged(self._path, f"{head!r} is no line of a log")
        return int(found[1])

    def _holds(self, place: Place) -> bool:
        if not place.offset:
            return True
        try:
            with self._path.open("rb") as file:
                file.seek(place.offset - len(place.line))
                return file.read(len(place.line)) == place.line
        except FileNotFoundError:
            return False

    def _cut_torn_line(self) -> bool:
        whole = self._end().offset
        if self.identity()[1] <= whole:
            return False
        with self._path.open("r+b") as file:
            file.truncate(whole)
            os.fsync(file.fileno())
        return True

    def _end(self) -> Place:
        """Where the last whole line ends; read backwards, as a log may be long."""
        try:
            with self._path.open("rb") as file:
                return Place(*next(backwards(file), ()))
        except FileNotFoundError:
            return Place()


def now() -> str:
    """The time in UTC as xsd:dateTime, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _line(entry: Entry) -> bytes:
    return json.dumps(asdict(entry), ensure_ascii=False).encode("utf-8") + b"\n"


def _entry(line: bytes) -> Entry:
    values = json.loads(line)
    values["changes"] = {graph: Change(*counts) for graph, counts in values["changes"].items()}
    for name in ("created", "dropped"):
        values[name] = tuple(values[name])
    return Entry(**values)

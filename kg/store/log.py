"""The log of a store: for each version who changed what and when, one line of JSON."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from kg.store.files import write_atomically

_BLOCK = 1 << 14


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
    *report* says what the gate found.
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

    def graphs(self) -> set[str]:
        """The graphs that this version changed in any way."""
        return {*self.changes, *self.created, *self.dropped}


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

    def entries(
        self, after: int = -1, *, offset: int = 0, until: int | None = None
    ) -> Iterator[Entry]:
        """The entries behind version *after*, in order, of the log from *offset* to *until*.

        Both are positions in bytes, as `identity` gives them.
        """
        try:
            with self._path.open("rb") as file:
                file.seek(offset)
                for line in file:
                    if line.endswith(b"\n") and (entry := _entry(line)).version > after:
                        yield entry
                    offset += len(line)
                    if until is not None and offset >= until:
                        return
        except FileNotFoundError:
            return

    def last(self) -> Entry | None:
        """The newest entry, read from the end."""
        line = self._last_line()
        return _entry(line) if line else None

    def identity(self) -> tuple[int, int]:
        """Which file the log is, since a rewritten one is another, and its length in bytes."""
        try:
            found = self._path.stat()
        except FileNotFoundError:
            return (0, 0)
        return found.st_ino, found.st_size

    def rewind(self, version: int) -> bool:
        """Remove entries behind *version*, and a torn line; say whether there were any."""
        last = self.last()
        torn = self.identity()[1] > 0 and not self._ends_whole()
        if not torn and (last is None or last.version <= version):
            return False
        self.rewrite([entry for entry in self.entries() if entry.version <= version])
        return True

    def lines_until(self, version: int) -> Iterator[bytes]:
        """The entries up to a version as they stand in the file."""
        return (_line(entry) for entry in self.entries() if entry.version <= version)

    def rewrite(self, entries: Iterable[Entry]) -> None:
        """Replace the log in one step."""
        write_atomically(self._path, b"".join(map(_line, entries)).decode("utf-8"))

    def _ends_whole(self) -> bool:
        with self._path.open("rb") as file:
            file.seek(-1, os.SEEK_END)
            return file.read() == b"\n"

    def _last_line(self) -> bytes:
        if not self.identity()[1]:
            return b""
        with self._path.open("rb") as file:
            start, tail = file.seek(0, os.SEEK_END), b""
            while start:
                step = min(start, max(_BLOCK, len(tail)))
                start -= step
                file.seek(start)
                tail = file.read(step) + tail
                whole = tail[: tail.rfind(b"\n") + 1]
                if b"\n" in whole[:-1] or (whole and not start):
                    return whole[whole.rfind(b"\n", 0, -1) + 1 :]
        return b""


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

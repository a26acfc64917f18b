"""Tests of kg.store.log: a line per version, of which the last may be torn."""

from __future__ import annotations

import json
from dataclasses import asdict
from itertools import islice
from pathlib import Path

import pytest

from kg.errors import ResourceError
from kg.store.log import Change, Entry, Log, Place, now

G = "http://example.org/g"


def entry(version: int, graph: str = G, **more: object) -> Entry:
    """An entry that gives a graph as many triples as its version says."""
    values = {"version": version, "time": now(), "who": "ann", "action": "load"}
    return Entry(**values, changes={graph: Change(version, 0)}, quads=version, **more)  # type: ignore[arg-type]


@pytest.fixture
def log(tmp_path: Path) -> Log:
    """Three versions."""
    found = Log(tmp_path / "log.jsonl")
    found.create()
    for version in (1, 2, 3):
        found.append(entry(version))
    return found


def versions(log: Log) -> list[int]:
    """The versions in a log."""
    return [found.version for found in log.entries()]


def tear(log: Log, by: int) -> None:
    """Cut bytes off the end, as a crash does."""
    data = log._path.read_bytes()
    log._path.write_bytes(data[:-by])


def test_entries_are_read_as_they_were_written(tmp_path: Path) -> None:
    """Every field, in any script, with any sign that a name may hold."""
    log = Log(tmp_path / "log.jsonl")
    written = entry(
        7, "http://example.org/граф", created=("urn:a",), dropped=("urn:b",), report={"info": 2}
    )
    odd = Entry(8, now(), 'Ann "\n\u2028\\ 王', "put", {}, 0)
    for one in (written, odd):
        log.append(one)
    assert [*log.entries()] == [written, odd]
    assert written.graphs() == {"http://example.org/граф", "urn:a", "urn:b"}
    assert len(log._path.read_bytes().splitlines()) == 2


def test_entries_behind_a_version(log: Log) -> None:
    """Those that somebody who has that version lacks."""
    assert [found.version for found in log.entries(2)] == [3]
    assert [found.version for found in log.entries(3)] == []


@pytest.mark.parametrize("by", [1, 2, 40])
def test_a_torn_line_does_not_count(log: Log, by: int) -> None:
    """Wherever it is torn, if only its end is missing."""
    tear(log, by)
    assert versions(log) == [1, 2]
    last = log.last()
    assert last is not None
    assert last.version == 2


def test_a_log_of_nothing_but_a_torn_line_is_empty(tmp_path: Path) -> None:
    """As is one that is not there."""
    log = Log(tmp_path / "log.jsonl")
    assert (versions(log), log.last()) == ([], None)
    (tmp_path / "log.jsonl").write_bytes(b'{"version": 1, "ti')
    assert (versions(log), log.last()) == ([], None)
    assert log.rewind(5)
    assert (tmp_path / "log.jsonl").read_bytes() == b""


def test_rewinding_removes_a_torn_line_and_later_versions(log: Log) -> None:
    """What was acknowledged stays, and the next entry stands on a line of its own."""
    assert not log.rewind(3)
    tear(log, 5)
    assert log.rewind(3)
    assert not log.rewind(3)
    assert versions(log) == [1, 2]
    assert log.rewind(1)
    log.append(entry(2))
    assert versions(log) == [1, 2]


@pytest.mark.parametrize("length", [10, 16_000, 16_384, 40_000, 200_000])
def test_the_last_entry_is_found_from_the_end(tmp_path: Path, length: int) -> None:
    """Lines may be longer than what is read at once, and end where that ends."""
    log = Log(tmp_path / "log.jsonl")
    for version in (1, 2, 3):
        log.append(entry(version, "urn:" + "x" * length))
        last = log.last()
        assert last is not None
        assert last.version == version
    tear(log, length // 2)
    assert (log.last() or entry(0)).version == 2


def test_the_last_entry_of_a_long_log_is_read_without_the_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What stands before it may be anything."""
    log = Log(tmp_path / "log.jsonl")
    (tmp_path / "log.jsonl").write_bytes(b"x" * 10_000_000 + b"\n")
    log.append(entry(4))
    assert (log.last() or entry(0)).version == 4
    with pytest.raises(ResourceError, match="is damaged"):
        list(log.entries())


@pytest.mark.parametrize("line", ["x", "{}", "[1]", '{"version": 1, "colour": "red"}', "1"])
def test_a_line_that_is_none_is_damage(log: Log, line: str) -> None:
    """It is said which, and nothing is made of guesses."""
    with log._path.open("a") as file:
        file.write(line + "\n")
    with pytest.raises(ResourceError, match=r"log\.jsonl: the store is damaged: .* is no line"):
        list(log.entries())


def test_a_log_is_followed_from_where_it_was_read(log: Log) -> None:
    """Only what is new is given; a line that is being written is left for the next look."""
    first = log.follow(Place())
    assert first is not None
    entries, place = first
    assert [found.version for found in entries] == [1, 2, 3]
    assert log.follow(place) == ([], place)
    line = json.dumps(asdict(entry(4)))
    with log._path.open("a") as file:
        file.write(line[:20])
        file.flush()
        assert log.follow(place) == ([], place)
        file.write(line[20:] + "\n")
    news = log.follow(place)
    assert news is not None
    assert [found.version for found in news[0]] == [4]


def test_a_rewritten_log_cannot_be_followed(log: Log) -> None:
    """Whoever read of version 3 has to forget it; whoever had not may go on."""
    two = log.follow(Place())
    log.rewind(2)
    log.append(entry(3, "http://example.org/other"))
    assert two is not None
    assert log.follow(two[1]) is None


def test_the_identity_of_a_log_changes_whenever_it_does(log: Log) -> None:
    """When it grows, and when it is rewritten to the same length."""
    before = log.identity()
    assert log.identity() == before
    log.rewrite(list(log.entries()))
    rewritten = log.identity()
    assert rewritten != before
    log.append(entry(4))
    assert log.identity() != rewritten


def newest(log: Log, before: int) -> list[int]:
    """The versions below one, the newest first."""
    return [found.version for found in log.newest(before)]


def test_the_newest_entries_come_first(tmp_path: Path, log: Log) -> None:
    """Below any version, whether the log has it, skips it, or ends before it."""
    log.append(entry(7))
    assert [newest(log, before) for before in (0, 1, 2, 4, 5, 7, 8, 10**18)] == [
        *([], [], [1]),
        *([3, 2, 1], [3, 2, 1], [3, 2, 1]),
        *([7, 3, 2, 1], [7, 3, 2, 1]),
    ]
    assert next(log.newest(8)) == entry(7)
    assert newest(Log(tmp_path / "none.jsonl"), 5) == []


def test_the_newest_entries_do_not_have_a_torn_line(log: Log) -> None:
    """As none has; the versions before it are found still."""
    tear(log, 3)
    assert (newest(log, 9), newest(log, 2)) == ([2, 1], [1])
    log._path.write_bytes(b'{"version": 1, "ti')
    assert newest(log, 9) == []


def test_the_newest_entries_are_read_without_the_rest(log: Log) -> None:
    """What stands before a page may be anything, if it begins with its version."""
    lines = log._path.read_bytes()
    log._path.write_bytes(b'{"version": 0, x\n' * 100_000 + lines)
    assert [found.version for found in islice(log.newest(3), 2)] == [2, 1]
    with pytest.raises(ResourceError, match=r"'\{\"version\": 0, x\\n' is no line"):
        newest(log, 3)


@pytest.mark.parametrize("line", ["x", "{}", '{"version": "1"}', '{"version": -1, '])
def test_a_line_without_a_version_is_damage(tmp_path: Path, line: str) -> None:
    """A search cannot pass it by."""
    log = Log(tmp_path / "log.jsonl")
    log._path.write_text(line + "\n")
    with pytest.raises(ResourceError, match=r"the store is damaged: .* is no line of a log"):
        newest(log, 1)


def test_a_rewritten_log_is_read_anew_by_the_next_look(log: Log) -> None:
    """Who reads goes on with the old one; nothing is kept of it."""
    reading = log.newest(4)
    assert next(reading).version == 3
    log.rewrite([entry(2, "urn:erased")])
    assert [found.version for found in reading] == [2, 1]
    assert [found.changes for found in log.newest(4)] == [{"urn:erased": Change(2, 0)}]

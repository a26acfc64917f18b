"""Tests of kg.workers.roster."""

from __future__ import annotations

import socket
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from kg.errors import BusyError, UnavailableError
from kg.workers.limits import WorkerLimits
from kg.workers.link import Link
from kg.workers.roster import Roster
from tests.unit.workers.conftest import eventually


class Stub(Link):
    """A worker that nobody talks to."""

    def __init__(self, folder: str = "") -> None:
        self.folder = folder

    @property
    def lives(self) -> bool:
        """Always."""
        return True


def roster(**limits: int) -> Roster:
    """An empty roster."""
    return Roster(WorkerLimits(**limits), Event())  # type: ignore[arg-type]


def test_the_first_that_waits_is_the_first_served() -> None:
    """Nobody overtakes."""
    books = roster(workers=1, queue=5)
    with ThreadPoolExecutor(3) as threads:
        waiting = []
        for number in range(3):
            waiting.append(threads.submit(books.take, "", 10.0))
            assert eventually(lambda n=number: books.numbers[2] == n + 1)  # type: ignore[misc]
        links = [Stub() for _ in waiting]
        for link in links:
            books.give(link)
        assert [future.result() for future in waiting] == links


def test_a_worker_that_has_the_version_open_goes_first() -> None:
    """Opening takes longer than a cheap query."""
    books = roster(workers=3)
    old, new, other = Stub("1"), Stub("2"), Stub("1")
    for link in (old, new, other):
        books.give(link)
    assert books.take("2", 1.0) is new
    assert books.take("2", 1.0) is other


def test_a_full_queue_refuses_at_once() -> None:
    """And says what to do."""
    books = roster(workers=1, queue=0)
    books.give(Stub())
    books.take("", 1.0)
    with pytest.raises(BusyError, match=r"too many requests wait.* Try again"):
        books.take("", 1000.0)


def test_waiting_has_an_end() -> None:
    """Whoever gives up no longer waits."""
    books = roster(workers=1, queue=1)
    with pytest.raises(BusyError, match=r"busy for 0\.01 seconds"):
        books.take("", 0.01)
    assert books.numbers == (0, 0, 0)


def test_workers_are_missing_as_long_as_there_is_room() -> None:
    """Those that wait need one each, and a spare one stands by."""
    books = roster(workers=3, spare=1)
    assert books.missing == 1
    first = Stub()
    books.give(first)
    assert books.missing == 0
    books.take("", 1.0)
    assert books.missing == 1
    books.give(Stub())
    books.take("", 1.0)
    books.give(Stub())
    books.take("", 1.0)
    assert books.missing == 0
    books.remove(first)
    assert books.missing == 1


def test_a_closed_roster_sends_everybody_away() -> None:
    """Those that wait, those that come, and those that come back."""
    books = roster(workers=1, queue=5)
    with ThreadPoolExecutor(1) as threads:
        waiting = threads.submit(books.take, "", 10.0)
        assert eventually(lambda: books.numbers[2] == 1)
        assert books.close() == []
        with pytest.raises(UnavailableError, match="stopping"):
            waiting.result()
    with pytest.raises(UnavailableError, match="stopping"):
        books.take("", 1.0)
    assert not books.give(Stub())


def test_a_worker_that_died_while_idle_is_found() -> None:
    """Its end of the socket is closed."""
    books = roster(workers=2)
    ours, theirs = socket.socketpair()
    link = Link(ours, 0, lambda: None)
    books.give(link)
    books.give(Stub())
    assert books.take_dead() == []
    theirs.close()
    assert books.take_dead() == [link]
    assert books.numbers[1] == 1
    link.close()

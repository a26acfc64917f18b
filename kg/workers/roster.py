"""Which workers are idle, and who waits for one: first come, first served."""

from __future__ import annotations

from collections import deque
from threading import Event, Lock

from kg.errors import BusyError, UnavailableError
from kg.workers.limits import WorkerLimits
from kg.workers.link import Link


class _Ticket:
    """A request that waits, and the worker it was given."""

    def __init__(self) -> None:
        self.called = Event()
        self.link: Link | None = None


class Roster:
    """The workers of a pool; any thread may use it."""

    def __init__(self, limits: WorkerLimits, wanted: Event) -> None:
        self._limits = limits
        self._wanted = wanted
        self._lock = Lock()
        self._all: set[Link] = set()
        self._idle: list[Link] = []
        self._tickets: deque[_Ticket] = deque()
        self._closed = False

    def take(self, folder: str, seconds: float) -> Link:
        """Take an idle worker, if possible one that has the version open, or wait for one.

        Raises:
            BusyError: too many wait already, or none became idle within *seconds*.
            UnavailableError: the pool is closed.
        """
        with self._lock:
            if self._closed:
                raise _closed()
            if self._idle:
                return self._idle.pop(self._position(folder))
            if len(self._all) + len(self._tickets) >= self._limits.workers + self._limits.queue:
                raise _busy("All query processes are busy and too many requests wait for one.")
            ticket = _Ticket()
            self._tickets.append(ticket)
        self._wanted.set()
        ticket.called.wait(seconds)
        with self._lock:
            if ticket.link is not None:
                return ticket.link
            if self._closed:
                raise _closed()
            self._tickets.remove(ticket)
        raise _busy(f"All query processes were busy for {seconds:g} seconds.")

    def give(self, link: Link) -> bool:
        """Give a worker, new or back, to the first that waits; False when the pool is closed."""
        with self._lock:
            if self._closed:
                self._all.discard(link)
                return False
            self._all.add(link)
            if self._tickets:
                ticket = self._tickets.popleft()
                ticket.link = link
                ticket.called.set()
            else:
                self._idle.append(link)
            return True

    def remove(self, link: Link) -> None:
        """Strike a worker off that was taken."""
        with self._lock:
            self._all.discard(link)
        self._wanted.set()

    def take_idle(self, other_than: str) -> Link | None:
        """Take an idle worker that has another version open, if there is one."""
        with self._lock:
            for position, link in enumerate(self._idle):
                if link.folder != other_than:
                    return self._idle.pop(position)
        return None

    def take_dead(self) -> list[Link]:
        """Take the idle workers that are gone."""
        with self._lock:
            dead = [link for link in self._idle if not link.lives]
            self._idle = [link for link in self._idle if link not in dead]
            return dead

    @property
    def missing(self) -> int:
        """How many workers should be started."""
        with self._lock:
            room = self._limits.workers - len(self._all)
            needed = self._limits.spare + len(self._tickets) - len(self._idle)
            return 0 if self._closed else max(0, min(room, needed))

    @property
    def numbers(self) -> tuple[int, int, int]:
        """How many workers are busy, how many are idle, how many requests wait."""
        with self._lock:
            return len(self._all) - len(self._idle), len(self._idle), len(self._tickets)

    @property
    def workers(self) -> list[int]:
        """The numbers of all workers."""
        with self._lock:
            return [link.pid for link in self._all]

    def close(self) -> list[Link]:
        """Send away who waits, and give the idle workers."""
        with self._lock:
            self._closed = True
            for ticket in self._tickets:
                ticket.called.set()
            idle, self._idle = self._idle, []
            self._all -= set(idle)
            return idle

    def _position(self, folder: str) -> int:
        """The last one with this version: the longer a worker was idle, the longer it stays so."""
        last = len(self._idle) - 1
        return next((i for i in range(last, -1, -1) if self._idle[i].folder == folder), last)


def _busy(reason: str) -> BusyError:
    return BusyError(reason, hint="Try again soon.")


def _closed() -> UnavailableError:
    return UnavailableError("The server is stopping.")

"""The thread that sees to it that there are workers: it starts, replaces and prepares them."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from threading import Event, Lock, Thread

from kg.errors import KgError, UnavailableError, WorkerLostError
from kg.workers.exchange import Exchange
from kg.workers.limits import WorkerLimits
from kg.workers.link import Link
from kg.workers.roster import Roster
from kg.workers.spawner import Spawner

_TICK = 0.5

_log = logging.getLogger("kg.workers")


class Keeper:
    """Keeps a roster filled from a zygote, as long as it is open.

    It looks after things when *wanted* is set, and twice a second: workers that
    died while idle, a zygote that died, readers that are too slow. *prepare*
    opens a version in a worker and gives that back to the roster.
    """

    def __init__(
        self,
        limits: WorkerLimits,
        roster: Roster,
        wanted: Event,
        *,
        prepare: Callable[[Link, str], None],
        count: Callable[[str], None],
    ) -> None:
        self._limits = limits
        self._roster = roster
        self._wanted = wanted
        self._prepare = prepare
        self._count = count
        self._spawner: Spawner | None = None
        self._ready = Event()
        self._closed = Event()
        self._failure: UnavailableError | None = None
        self._lock = Lock()
        self._streams: set[Exchange] = set()
        # the kernel ends the zygote with the thread that started it, so that is one for life
        self._thread = Thread(target=self._run, name="kg-workers", daemon=True)
        self.folder = ""
        self.isolated: bool | None = None

    @property
    def zygote(self) -> list[int]:
        """The number of the zygote, if there is one."""
        return [self._spawner.pid] if self._spawner is not None else []

    def start(self) -> None:
        """Start the zygote and the first workers.

        Raises:
            UnavailableError: they cannot be started yet; it goes on trying.
        """
        self._thread.start()
        self._ready.wait()
        if self._failure is not None:
            raise self._failure

    def watch(self, stream: Exchange) -> None:
        """Expire an answer when it is due."""
        with self._lock:
            self._streams.add(stream)

    def close(self) -> None:
        """End all workers and the zygote; what runs is broken off."""
        self._closed.set()
        self._wanted.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._closed.is_set():
            try:
                self._tend()
                self._failure = None
            except UnavailableError as error:
                self._fail(error)
            except Exception:  # without this thread there would be no workers ever again
                _log.exception("unexpected error while looking after workers")
                self._fail(UnavailableError("Query processes cannot be started."))
            self._ready.set()
            self._wanted.wait(_TICK)
            self._wanted.clear()
        for link in self._roster.close():
            link.close()
        if self._spawner is not None:
            self._spawner.close()

    def _fail(self, error: UnavailableError) -> None:
        if self._failure is None:
            _log.error("%s", error)
        self._failure = error
        self._ready.set()
        self._closed.wait(_TICK)

    def _tend(self) -> None:
        if self._spawner is None or not self._spawner.lives:
            if self._spawner is not None:
                _log.error("the process that starts workers ended; it is started again")
                self._spawner.close()
                self._spawner = None
            self._spawner = Spawner(self._limits)
            self.isolated = self._spawner.isolated
        self._expire()
        for link in self._roster.take_dead():
            self.bury(link)
        while self._roster.missing and not self._closed.is_set():
            link = self._spawner.spawn()
            self._count("started")
            self._place(link)
        while (behind := self._behind()) is not None:
            self._place(behind)

    def bury(self, link: Link) -> None:
        """Strike off a worker that was found dead."""
        link.end()
        link.close()
        self._roster.remove(link)
        self._count("lost")

    def _place(self, link: Link) -> None:
        """Give a worker to whoever waits, or open the newest version in it."""
        folder = self.folder
        if not folder or link.folder == folder or self._roster.numbers[2]:
            self._roster.give(link)
            return
        try:
            self._prepare(link, folder)
        except WorkerLostError:
            raise
        except KgError as error:  # the next query to it says the same to its caller
            _log.warning("%s cannot be opened ahead: %s", folder, error)

    def _behind(self) -> Link | None:
        """An idle worker that has another version open than the newest."""
        return self._roster.take_idle(self.folder) if self.folder else None

    def _expire(self) -> None:
        now = time.monotonic()
        with self._lock:
            due = [stream for stream in self._streams if stream.due <= now]
            self._streams = {s for s in self._streams if s.due > now and not s.settled}
        for stream in due:
            stream.expire()

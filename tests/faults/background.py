"""Threads that do something to a server for as long as a block runs."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event, Thread
from typing import Self


class Background:
    """Starts *tasks* with the block, a thread each, and has them stop with it.

    A task runs until `ended` is set; what it raises is kept in *failures*.
    """

    def __init__(self) -> None:
        self.failures: list[BaseException] = []
        self.ended = Event()
        self.tasks: list[Callable[[], None]] = []
        self._threads: list[Thread] = []

    def __enter__(self) -> Self:
        self._threads = [Thread(target=self._run, args=(t,), daemon=True) for t in self.tasks]
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.ended.set()
        for thread in self._threads:
            thread.join(timeout=60)

    def _run(self, task: Callable[[], None]) -> None:
        try:
            task()
        except BaseException as error:
            self.failures.append(error)

"""Does work in threads ahead of who takes its results, in order and within bounds of memory."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from queue import Empty, Queue
from typing import Generic, TypeVar

_Task = TypeVar("_Task")
_Block = TypeVar("_Block")
_THREADS = 2
_TASKS_AHEAD = 4
_BLOCKS_AHEAD = 4


class _Abandoned(Exception):
    """Nobody takes the results any more."""


class _Channel(Generic[_Block]):
    """The results of one task on their way to who takes them."""

    def __init__(self) -> None:
        self._blocks: Queue[_Block | BaseException | None] = Queue(_BLOCKS_AHEAD)
        self._abandoned = False

    def give(self, block: _Block) -> None:
        """Hand over a block; wait while there are many."""
        if self._abandoned:
            raise _Abandoned
        self._blocks.put(block)

    def finish(self, error: BaseException | None = None) -> None:
        """Say that there are no more."""
        if not self._abandoned:
            self._blocks.put(error)

    def __iter__(self) -> Iterator[_Block]:
        while (block := self._blocks.get()) is not None:
            if isinstance(block, BaseException):
                raise block
            yield block

    def abandon(self) -> None:
        """Wake up who waits; it ends at its next block."""
        self._abandoned = True
        while True:
            try:
                self._blocks.get_nowait()
            except Empty:
                return


def blocks_ahead(
    work: Callable[[_Task, Callable[[_Block], None]], None], tasks: Iterable[_Task]
) -> Iterator[_Block]:
    """Give the blocks of all tasks, in the order of the tasks; two are worked on at a time.

    *work* hands over its blocks by calling what it is given. Its errors come out here.
    """
    running: deque[_Channel[_Block]] = deque()
    with ThreadPoolExecutor(_THREADS) as pool:
        try:
            for task in tasks:
                channel = _Channel[_Block]()
                running.append(channel)
                pool.submit(_run, work, task, channel)
                if len(running) > _TASKS_AHEAD:
                    yield from running[0]
                    running.popleft()
            while running:
                yield from running[0]
                running.popleft()
        finally:
            for channel in running:
                channel.abandon()


def _run(
    work: Callable[[_Task, Callable[[_Block], None]], None], task: _Task, channel: _Channel[_Block]
) -> None:
    try:
        work(task, channel.give)
    except _Abandoned:
        return
    except BaseException as error:
        channel.finish(error)
    else:
        channel.finish()

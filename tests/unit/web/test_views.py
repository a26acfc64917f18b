"""Tests of kg.web.held.views: a view is made once for all who ask, and outlives their patience."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from types import SimpleNamespace
from typing import cast

import pytest

from kg.dates import Day
from kg.errors import BusyError, UnavailableError
from kg.store.embedded import DatasetStore
from kg.store.settings import StoreSettings
from kg.web.held.views import KnownViews
from kg.workers import MadeView, ViewJob, WorkerPool

DAY = Day(2024, 5, 12)


class Maker:
    """A pool that makes views when it is told to."""

    def __init__(self, folder: Path) -> None:
        self.limits = SimpleNamespace(workers=2)
        self.folder = folder
        self.asked: list[str] = []
        self.go = Event()
        self.error: UnavailableError | None = None

    def view(self, job: ViewJob) -> MadeView:
        """Make an empty folder."""
        self.asked.append(job.day)
        self.go.wait(10)
        if self.error is not None:
            raise self.error
        place = self.folder / job.day
        place.mkdir(exist_ok=True)
        return MadeView(place, 0.1)


@pytest.fixture
def maker(tmp_path: Path) -> Maker:
    """A pool without processes."""
    return Maker(tmp_path)


@contextmanager
def views(maker: Maker) -> Iterator[KnownViews]:
    """What is tested, on an empty store."""
    store = DatasetStore.create(maker.folder / "store", StoreSettings(shapes="none"))
    made = KnownViews(cast("WorkerPool", maker), store)
    try:
        yield made
    finally:
        maker.go.set()
        made.close()


def test_who_waits_too_long_is_told_to_come_back(maker: Maker) -> None:
    """The view is made all the same, and is there for the next."""
    with views(maker) as known:
        with pytest.raises(BusyError, match="2024-05-12 is still being put together"):
            known.hold(1, DAY, 0.05)
        maker.go.set()
        folder, lock = known.hold(1, DAY, 5.0)
        assert folder.exists()
        assert (maker.asked, known.made) == (["2024-05-12"], 1)
        del lock


def test_a_view_is_made_once_for_all_who_ask(maker: Maker) -> None:
    """At the same time, and later."""
    with views(maker) as known:
        threads = [Thread(target=known.hold, args=(1, DAY, 5.0)) for _ in range(5)]
        for thread in threads:
            thread.start()
        maker.go.set()
        for thread in threads:
            thread.join()
        known.hold(1, DAY, 5.0)
        assert maker.asked == ["2024-05-12"]


def test_a_view_that_comes_just_after_the_look_is_not_made_again(
    maker: Maker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody else had it made between the look and the wish for it."""
    maker.go.set()
    with views(maker) as known:
        find = KnownViews._find
        looks = 0

        def late(held: KnownViews, key: tuple[int, Day]) -> object:
            nonlocal looks
            looks += 1
            if looks > 1:
                return find(held, key)
            held._wait(key, 5.0)  # as another thread would meanwhile
            while held._begun:
                time.sleep(0.001)
            return None

        monkeypatch.setattr(KnownViews, "_find", late)
        known.hold(1, DAY, 5.0)
        assert maker.asked == ["2024-05-12"]


def test_a_view_that_was_removed_is_made_again(maker: Maker) -> None:
    """It was the one used longest ago."""
    maker.go.set()
    with views(maker) as known:
        folder, lock = known.hold(1, DAY, 5.0)
        del lock
        folder.rmdir()
        assert known.hold(1, DAY, 5.0)[0].exists()
        assert known.made == 2


def test_an_error_is_told_and_not_kept(maker: Maker) -> None:
    """The next request tries again."""
    maker.go.set()
    with views(maker) as known:
        maker.error = UnavailableError("the disk is gone")
        with pytest.raises(UnavailableError, match="the disk is gone"):
            known.hold(1, DAY, 5.0)
        maker.error = None
        assert known.hold(1, DAY, 5.0)[0].exists()


def test_few_may_wait(maker: Maker, monkeypatch: pytest.MonkeyPatch) -> None:
    """They hold threads of the server."""
    monkeypatch.setattr("kg.web.held.views.WAITING", 0)
    with views(maker) as known, pytest.raises(BusyError, match="Too many requests wait"):
        known.hold(1, DAY, 5.0)

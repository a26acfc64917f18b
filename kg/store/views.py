"""Views: a version as it was known on a day, made once and kept beside it."""

from __future__ import annotations

import os
import secrets
import shutil
import tempfile
import time
import weakref
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from kg.dates import Day
from kg.errors import DateError, ParameterError, UnavailableError
from kg.store.files import (
    SharedLock,
    is_sound,
    locked,
    sync_files,
    sync_folder,
    translated_errors,
    write_atomically,
)
from kg.store.known import KnownDays, known_graphs
from kg.store.layout import StoreFolder
from kg.store.snapshot import Snapshot
from kg.store.view_filling import fill_view
from kg.store.view_folders import SCRATCH

_PATIENCE = 600.0
"""Seconds to wait for another process that makes a view."""

_TRIES = 3
_ALWAYS = "always"  # before the first document was out
_DAYS = "days.json"
_MADE = "view"


@dataclass(frozen=True, slots=True)
class View:
    """Where a view is, and the seconds that making it took; none when it was there.

    One that found no place in the store goes with *pin*.
    """

    folder: Path
    seconds: float | None = None
    pin: object = None


class Views:
    """The views of the versions of a store.

    Days between which nothing was published have one view, and a day on which all
    was known has the version itself. A view is a dataset on disk like a version,
    made in a folder of its own, which then takes its name: a crash leaves nothing
    that is taken for one. One process makes views at a time.
    """

    def __init__(self, store: StoreFolder) -> None:
        self._store = store
        self._folders = store.versions.views

    def open(self, snapshot: Snapshot, day: Day) -> tuple[Snapshot, float | None]:
        """Open the view of a version on a day; and the seconds that making it took, if it was made.

        Raises:
            ParameterError: the default graph of the store is not made from its source graphs.
            UnavailableError: it cannot be made now.
        """
        base_iri = self._store.settings.base_iri
        for _ in range(_TRIES):
            view = self.make(snapshot, day)
            with suppress(UnavailableError):  # it was the oldest, and removed meanwhile
                opened = Snapshot.open(view.folder, snapshot.version, base_iri, view.pin)
                return opened, view.seconds
        raise UnavailableError(
            f"{self._store.folder}: the view of {day} was removed as often as it was made.",
            hint="Try again when less is asked of other days.",
        )

    def make(
        self, snapshot: Snapshot, day: Day, *, wait: float = _PATIENCE, elsewhere: bool = True
    ) -> View:
        """Find the view of a version on a day, or make it; the version is held by its snapshot.

        Where the folder of the store cannot be written it is made *elsewhere*, among the
        temporary files, or not at all. *wait* is how long to wait for another process that
        makes one, in seconds.

        Raises:
            ParameterError, UnavailableError: as of `open`.
        """
        if not self._store.union:
            raise ParameterError(
                "What was known on a day can be told only of a store whose default graph is the"
                " union of its source graphs."
            )
        days = self._days(snapshot)
        if days.knows_all(day):
            return View(self._store.versions.path(snapshot.version))
        latest = days.latest(day)
        folder = self._folders.of(snapshot.version)
        place = folder / (str(latest) if latest else _ALWAYS)
        if _stands(place):
            return View(place)
        if not _is_writable(folder):
            if not elsewhere:
                raise UnavailableError(f"{folder}: the folder cannot be written.")
            return self._elsewhere(snapshot, latest)
        refusal = f"{self._store.folder}: another process makes a view."
        with (
            locked(self._folders.root / "lock", refusal, wait=wait),
            translated_errors(self._store.folder),
        ):
            return View(place) if _stands(place) else self._placed(snapshot, latest, place)

    def _days(self, snapshot: Snapshot) -> KnownDays:
        path = self._folders.of(snapshot.version) / _DAYS
        with suppress(OSError, ValueError, KeyError, TypeError, DateError):
            return KnownDays.from_text(path.read_text(encoding="utf-8"))
        days = known_graphs(self._store.view(snapshot), self._store.names).days
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(path, days.to_text())
        return days

    def _placed(self, snapshot: Snapshot, latest: Day | None, place: Path) -> View:
        begun = time.monotonic()
        scratch = place.with_name(f"{SCRATCH}{secrets.token_hex(4)}")
        scratch.mkdir()
        lock = SharedLock(scratch)
        try:
            self._fill(snapshot, latest, scratch / _MADE)
            sync_files(scratch / _MADE)
            shutil.rmtree(place, ignore_errors=True)  # it could not be opened
            (scratch / _MADE).rename(place)
        finally:
            shutil.rmtree(scratch, ignore_errors=True)
        sync_folder(place.parent)
        if not self._store.versions.path(snapshot.version).exists():
            shutil.rmtree(place)  # an erasure waits for nobody, and this holds what is erased
            raise UnavailableError(f"Version {snapshot.version} was removed.", hint="Ask again.")
        self._folders.trim()
        del lock
        return View(place, time.monotonic() - begun)

    def _elsewhere(self, snapshot: Snapshot, latest: Day | None) -> View:
        begun = time.monotonic()
        scratch = _Scratch()
        with translated_errors(scratch.folder):
            self._fill(snapshot, latest, scratch.folder / _MADE)
        return View(scratch.folder / _MADE, time.monotonic() - begun, scratch)

    def _fill(self, snapshot: Snapshot, latest: Day | None, folder: Path) -> None:
        known = known_graphs(self._store.view(snapshot), self._store.names)
        fill_view(self._store, snapshot, known.on(latest), folder)


class _Scratch:
    """A folder among the temporary files, which goes when it is forgotten."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="geoactors-view-"))
        weakref.finalize(self, shutil.rmtree, self.folder, ignore_errors=True)


def _stands(place: Path) -> bool:
    """Whether a view is there and can be opened; then it counts as used now."""
    try:
        lock = SharedLock(place)
        if not is_sound(place):
            return False
        with suppress(OSError):  # whoever only reads the store cannot note it
            os.utime(place)
        del lock
    except OSError:
        return False
    return True


def _is_writable(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    return os.access(folder, os.W_OK) and os.access(folder.parent, os.W_OK)

"""What is wrong with a store, and what to run about it; nothing is changed by looking."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph as ox

from kg.errors import KgError, ResourceError, UnavailableError
from kg.store.embedded import DatasetStore
from kg.store.erasing import pending_erasure
from kg.store.files import is_unused, locked, translated_errors
from kg.store.recovery import remake_start, replay, unfinished_parts
from kg.store.settings import FORMAT
from kg.store.view import DatasetView

_ROUNDS = 3
_SHOWN = 5
_RESTORE = "Restore a backup: `kg restore FILE --store NEW`."


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it should be, and what to do about it.

    *damage* is what no write mends by itself.
    """

    text: str
    advice: str
    damage: bool = True


def check_store(store: DatasetStore) -> list[Finding]:
    """Look at the published version, the journal that leads to it, and what lies beside.

    Costs what the dataset and its journal cost. Others may read and write meanwhile.
    """
    try:
        for _ in range(_ROUNDS):
            version = store.version
            found = [*_check_version(store, version), *_check_leftovers(store)]
            if version == store.version or not any(finding.damage for finding in found):
                break  # else a write was published in between: what was seen may be of both
    except ResourceError as error:
        return [Finding(error.message, _way_back(store))]
    return found


def _way_back(store: DatasetStore) -> str:
    """What to do when `CURRENT` is lost."""
    with suppress(KgError, OSError):
        last = store.journal.log.last()
        if last is not None and store.versions.opens(last.version):
            return (
                f"Version {last.version} is the last in the log and can be opened: write this"
                f" number into {store.folder / 'CURRENT'}."
            )
    return _RESTORE


def _renew(store: DatasetStore) -> str:
    return (
        f"Make it anew: `kg backup --store {store.folder} FILE`, then"
        f" `kg restore FILE --store {store.folder}`."
    )


def _check_version(store: DatasetStore, version: int) -> Iterator[Finding]:
    if store.settings.format < FORMAT:
        text = f"The store has format {store.settings.format} and no journal yet."
        yield Finding(text, "The next write or `kg serve` upgrades it.", damage=False)
    try:
        with translated_errors(store.versions.path(version)):
            snapshot = store.snapshot()  # nobody removes the version while it is open
            opened = ox.Store.read_only(str(store.versions.path(version)))
            view = DatasetView(opened, store.names, union=store.union)
            view.read()
            missing, left = view.union_errors()
    except ResourceError as error:
        yield _unreadable(store, version, error)
        return
    if missing or left:
        text = (
            f"The default graph is not the union of the accepted graphs: {missing} triples are"
            f" missing, {left} have no source."
        )
        yield Finding(text, _renew(store))
    if store.settings.format == FORMAT:
        yield from _check_journal(store, version, view)
    snapshot.close()


def _unreadable(store: DatasetStore, version: int, error: ResourceError) -> Finding:
    text = f"Version {version} cannot be read: {error.message}"
    with suppress(KgError):
        if not store.versions.opens(version):
            start = remake_start(store, version)
            return Finding(text, f"The next write or `kg serve` makes it again from {start}.")
    return Finding(text, _RESTORE)


def _check_journal(store: DatasetStore, version: int, view: DatasetView) -> Iterator[Finding]:
    try:
        last = max((entry.version for entry in store.journal.log.entries()), default=0)
        if last < version:
            yield Finding(f"The log ends with version {last}, not {version}.", _renew(store))
        start = store.journal.start()
        if not store.journal.reaches(version, start):
            text = f"The journal begins with version {start} and lacks a patch behind it."
            yield Finding(text, _renew(store))
            return
        with translated_errors(store.folder), TemporaryDirectory() as scratch:
            replay(store, Path(scratch) / "replayed", start, version)
            replayed = ox.Store.read_only(str(Path(scratch) / "replayed"))
            other = DatasetView(replayed, store.names, union=store.union)
            different = [*view.differing_graphs(other)]
    except ResourceError as error:
        yield Finding(error.message, _renew(store))
        return
    if different:
        names = ", ".join(different[:_SHOWN])
        text = f"The journal does not lead to version {version}: {names} differ."
        yield Finding(text, _renew(store))


def _check_leftovers(store: DatasetStore) -> Iterator[Finding]:
    try:
        with locked(store.folder / "lock", "busy"):
            yield from _leftovers(store)
    except UnavailableError:
        text = "Another process writes: what it has under way was not looked at."
        yield Finding(text, "Look again when it has finished.", damage=False)


def _leftovers(store: DatasetStore) -> Iterator[Finding]:
    if pending_erasure(store.folder) is not None:
        text = "An erasure broke off: older versions and the journal may hold what was erased."
        yield Finding(text, "The next write or `kg serve` finishes it.", damage=False)
    left = [path for path in _abandoned(store) if not path.is_dir() or is_unused(path)]
    if left:
        names = ", ".join(str(path.relative_to(store.folder)) for path in left[:_SHOWN])
        more = f" and {len(left) - _SHOWN} more" if len(left) > _SHOWN else ""
        text = f"A write that broke off left {names}{more}."
        yield Finding(text, "The next write or `kg serve` removes what it left.", damage=False)


def _abandoned(store: DatasetStore) -> Iterator[Path]:
    yield from unfinished_parts(store.folder)
    yield from (store.folder / "staging").glob("*")
    yield from store.versions.behind(store.version)
    yield from store.journal.behind(store.version)

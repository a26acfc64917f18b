"""How a version comes to be published: each step is on the disk before the next begins."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from kg.store.erasing import Erasure
from kg.store.files import sync_files, sync_folder, write_atomically
from kg.store.journal import PatchWriter
from kg.store.layout import StoreFolder
from kg.store.log import Entry, now
from kg.store.recovery import clear_leftovers
from kg.store.snapshot import Snapshot
from kg.store.staging import Staging


def publish(
    store: StoreFolder, staging: Staging, patch: PatchWriter, action: str, who: str
) -> None:
    """Publish what a write made of the copy: patch, checkpoint, log, `CURRENT`.

    What `CURRENT` does not name was never there: when a step fails, those before
    it are taken back.
    """
    entry = _entry(store, staging, action, who)
    with _taken_back_on_failure(store):
        patch.end(store.journal.patch(entry.version))
        folder = store.versions.path(entry.version)
        staging.save(str(folder))
        _sync(folder)
        _announce(store, entry)


def publish_erasure(
    store: StoreFolder, staging: Staging, action: str, who: str, iris: Sequence[str]
) -> None:
    """Publish what a write left of the copy, with a note of what has no place anywhere now."""
    entry = _entry(store, staging, action, who)
    Erasure(entry.version, tuple(iris)).note(store.folder)
    publish_anew(
        store, entry.version, lambda folder: staging.save(str(folder), afresh=True), lambda: entry
    )


def publish_anew(
    store: StoreFolder,
    version: int,
    build: Callable[[Path], None],
    describe: Callable[[], Entry],
) -> None:
    """Publish what *build* makes in the folder it is given; the journal begins anew with it.

    *describe* gives its entry when the folder is there.
    """
    with _taken_back_on_failure(store):
        folder = store.versions.path(version)
        build(folder)
        _sync(folder)
        write_base(store, version)
        _announce(store, describe())
    with suppress(OSError):  # it is published; what is left is only not needed
        store.journal.remove_before(version)


def write_base(store: StoreFolder, version: int) -> None:
    """Write the patch that makes the dataset of a version from nothing."""
    snapshot = Snapshot.open(store.versions.path(version), version, store.settings.base_iri)
    store.journal.write_base(version, store.contents(snapshot), snapshot.graphs())


def _entry(store: StoreFolder, staging: Staging, action: str, who: str) -> Entry:
    last = store.journal.log.last()
    before = last.quads if last else 0
    return Entry(
        version=store.version + 1,
        time=now(),
        who=who,
        action=action,
        changes=dict(staging.changes),
        quads=before + sum(added - removed for added, removed in staging.changes.values()),
        created=tuple(sorted(staging.created)),
        dropped=tuple(sorted(staging.dropped)),
        report=staging.report,
        shapes=store.passed.keep(staging.passed) if staging.passed else "",
    )


def _announce(store: StoreFolder, entry: Entry) -> None:
    store.journal.log.append(entry)
    write_atomically(store.folder / "CURRENT", f"{entry.version}\n")
    with suppress(OSError):
        store.versions.prune(keep=store.settings.keep_versions)


def _sync(folder: Path) -> None:
    sync_files(folder)
    sync_folder(folder.parent)


@contextmanager
def _taken_back_on_failure(store: StoreFolder) -> Iterator[None]:
    try:
        yield
    except Exception:
        with suppress(Exception):  # else the next write does it
            clear_leftovers(store)
        raise

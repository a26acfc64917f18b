"""Steps on files that survive a crash: atomic replacement, synced folders, locks."""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox

from kg.errors import DiskFullError, ResourceError, UnavailableError

_STEP = 0.02

PARTIAL = ".new"
"""How the name of a file ends that is not whole yet."""

SCRATCH = ".backup-"
"""How the name of a folder begins in which a backup is packed or unpacked."""


def write_atomically(path: Path, text: str) -> None:
    """Replace a file so that a reader sees the old text or the new one, even after a crash."""
    partial = path.with_name(path.name + PARTIAL)
    try:
        with partial.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    except OSError:
        partial.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder survive a loss of power."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_files(folder: Path) -> None:
    """Make every file of a folder, and their names, survive a loss of power."""
    for path in folder.iterdir():
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    sync_folder(folder)


@contextmanager
def locked(path: Path, refusal: str, *, wait: float = 0.0) -> Iterator[None]:
    """Hold an exclusive lock on a file, created where it is missing, for as long as the block runs.

    The lock belongs to the process and goes with it, however it ends. *wait* is in
    seconds.

    Raises:
        UnavailableError: somebody else holds the lock; the message is *refusal*. Or
            the file cannot be written.
    """
    with translated_errors(path.parent):
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        if not _lock(handle, wait):
            raise UnavailableError(refusal, hint="Try again when it has finished.")
        yield
    finally:
        os.close(handle)


def _lock(handle: int, wait: float) -> bool:
    end = time.monotonic() + wait
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= end:
                return False
            time.sleep(_STEP)
        else:
            return True


class SharedLock:
    """A shared lock on a folder, held until it is forgotten; `remove_unused` respects it."""

    def __init__(self, folder: Path) -> None:
        self._handle = -1
        self._handle = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
        fcntl.flock(self._handle, fcntl.LOCK_SH | fcntl.LOCK_NB)

    def __del__(self) -> None:
        if self._handle >= 0:
            os.close(self._handle)


def remove_unused(folder: Path) -> bool:
    """Remove a folder unless somebody holds a lock on it; say whether it is gone."""
    with _unused(folder) as unused:
        if unused:
            shutil.rmtree(folder, ignore_errors=True)
        return unused


def is_unused(folder: Path) -> bool:
    """Whether nobody holds a lock on a folder."""
    with _unused(folder) as unused:
        return unused


@contextmanager
def _unused(folder: Path) -> Iterator[bool]:
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        yield True
        return
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        yield False
    else:
        yield True
    finally:
        os.close(handle)


@contextmanager
def translated_errors(folder: Path) -> Iterator[None]:
    """Turn what the operating system or the engine says of the disk into our errors.

    Raises:
        DiskFullError: there is no room; nothing was stored.
        UnavailableError: the disk fails otherwise.
        ResourceError: what stands there is damaged.
    """
    try:
        yield
    except RuntimeError as error:
        if not is_corruption(error):
            raise
        raise damaged(folder, str(error)) from error
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT) or "No space left" in str(error)
        if full:
            raise DiskFullError(
                f"{folder}: the disk is full; nothing was stored.",
                hint="Make room and send it again; reading goes on.",
            ) from error
        raise UnavailableError(f"{folder}: {error.strerror or error}.") from error


def is_sound(folder: Path) -> bool:
    """Whether a store of the engine is in a folder, and can be opened.

    Raises:
        OSError: it cannot be seen now whether it can.
    """
    try:
        ox.Store.read_only(str(folder))
    except FileNotFoundError:
        return False
    except RuntimeError as error:
        if not is_corruption(error):
            raise
        return False
    return True


def is_corruption(error: BaseException) -> bool:
    """Whether the engine says that its files are not as it wrote them."""
    return isinstance(error, RuntimeError) and str(error).startswith("Corruption")


def damaged(place: Path, what: str) -> ResourceError:
    """The error of a store that is not as it was written; *what* is wrong in it."""
    return ResourceError(
        f"{place}: the store is damaged: {what.rstrip('.')}.",
        hint="`kg doctor --store DIR` says what is left; `kg restore FILE --store NEW` makes a"
        " store from a backup.",
    )

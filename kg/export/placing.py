"""Where an export and its report go: looked at before the work, and replaced as wholes."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from kg.errors import DiskFullError, NotFoundError, ParameterError
from kg.store.files import sync_folder, translated_errors

_NO_ROOM = "Make room, or name a place on another disk."
_SHOWN = 40  # of a name, so that the longest still has room for the rest


def file_place(target: Path) -> Path:
    """Find where a file goes: what a link leads to, and not the link.

    Raises:
        ParameterError: a folder, a device, a pipe or the like is there.
        NotFoundError: there is no folder to write in.
    """
    place = _resolved(target)
    if target.is_dir():
        raise ParameterError(f"{target} is a folder.", hint="Name a file in it.")
    if target.exists() and not target.is_file():
        raise ParameterError(
            f"{target} is no file: it cannot be replaced.",
            hint="Name a file; with `--output -` the export goes to standard output.",
        )
    _require_folder(place.parent)
    return place


def folder_place(target: Path) -> Path:
    """Find where a folder goes, which is empty or not there yet; likewise.

    Raises:
        ParameterError: something else is there.
        NotFoundError: there is no folder to make it in.
    """
    place = _resolved(target)
    _require_folder(place.parent)
    if place.exists() and (not place.is_dir() or any(place.iterdir())):
        raise taken(target)
    return place


def report_place(report: Path, target: Path | None, *, is_folder: bool) -> Path:
    """Find where the report on an export goes: likewise, and not into the export.

    Raises:
        ParameterError: it would replace the export, or something that is no file.
        NotFoundError: there is no folder to write in.
    """
    place = file_place(report)
    export = None if target is None else _resolved(target)
    if place == export or (is_folder and export in place.parents):
        raise ParameterError(
            f"{report}: the export goes there.", hint="Give the report a name of its own."
        )
    return place


def beside(target: Path, ending: str) -> Path:
    """The file next to a file or folder whose name is longer by an ending."""
    if target.name in ("", ".."):
        target = target.resolve()
    return target.with_name(target.name + ending)


def taken(target: Path) -> ParameterError:
    """The error of a folder in which something is."""
    return ParameterError(
        f"{target} is there and not an empty folder.", hint="Name a folder that is not there."
    )


@contextmanager
def replaced_file(place: Path) -> Iterator[IO[bytes]]:
    """Write a file that takes its place as a whole, when the block ends without an error.

    Until then it has a hidden name of its own, so that nobody else's file is touched.
    """
    partial = _partial(place.parent, place.name)
    with partial.open("xb") as file:
        try:
            yield file
            file.flush()
            os.fsync(file.fileno())
            partial.replace(place)
        except BaseException:
            partial.unlink(missing_ok=True)
            raise
    sync_folder(place.parent)


@contextmanager
def filled_folder(place: Path) -> Iterator[Path]:
    """Fill a folder that takes its place as a whole; an empty one that is there stays that one.

    The latter gets its files at the end, one after another: it may be where somebody works.

    Raises:
        ParameterError: something else came there meanwhile.
    """
    inside = place.is_dir()
    partial = _partial(place if inside else place.parent, place.name)
    partial.mkdir()
    try:
        if inside:
            _require_alone(partial)
        yield partial
        if inside:
            _require_alone(partial)
            for path in sorted(partial.iterdir()):
                path.rename(place / path.name)
        else:
            _rename(partial, place)
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    sync_folder(place if inside else place.parent)


def write_report(place: Path, text: str) -> None:
    """Replace a report.

    Raises:
        DiskFullError: there is no room for it.
        UnavailableError: the place cannot be written.
    """
    with told_errors(place.parent), replaced_file(place) as file:
        file.write(text.encode())


@contextmanager
def told_errors(place: Path) -> Iterator[None]:
    """Turn what the operating system says of the disk into what it means for an export.

    Raises:
        DiskFullError: there is no room, here or for what is sorted.
        UnavailableError: the place cannot be written.
    """
    try:
        with translated_errors(place):
            yield
    except DiskFullError as error:
        full = error.message.partition(";")[0]
        raise DiskFullError(f"{full}; nothing was exported.", hint=_NO_ROOM) from error


def _resolved(target: Path) -> Path:
    try:
        return target.resolve()
    except (OSError, RuntimeError) as error:  # links that lead to each other
        raise ParameterError(f"{target}: the link leads nowhere.", hint="Remove it.") from error


def _require_folder(folder: Path) -> None:
    if not folder.is_dir():
        raise NotFoundError(f"{folder}: there is no such folder.", hint="Make it first.")


def _require_alone(partial: Path) -> None:
    if [path.name for path in partial.parent.iterdir()] != [partial.name]:
        raise taken(partial.parent)


def _rename(partial: Path, place: Path) -> None:
    try:
        partial.rename(place)
    except OSError as error:
        if error.errno not in (errno.ENOTEMPTY, errno.EEXIST, errno.ENOTDIR):
            raise
        raise taken(place) from error


def _partial(folder: Path, name: str) -> Path:
    return folder / f".{name[:_SHOWN]}-{secrets.token_hex(8)}.partial"

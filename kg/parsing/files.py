"""Which files hold RDF: by their endings, in folders and below."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.errors import InputError, NotFoundError
from kg.parsing.formats import FORMATS, READ

_GENERIC = frozenset(("json", "xml"))
"""Endings that mostly name other things: such a file is read where it is named, not found."""

_FOUND = FORMATS.keys() - _GENERIC


def find_files(paths: Iterable[Path]) -> list[Path]:
    """List the RDF files among *paths*; folders are searched recursively, in name order.

    Links to folders are followed, and no folder is searched twice.

    Raises:
        NotFoundError: a path is missing, or a folder cannot be read or holds no RDF file.
        InputError: a path is neither a file nor a folder: reading it might never end.
    """
    found: list[Path] = []
    for path in paths:
        if not path.exists():
            raise NotFoundError(f"{path}: there is no such file or folder.")
        if not path.is_dir():
            require_file(path)
        inside = sorted(_files_in(path)) if path.is_dir() else [path]
        if not inside:
            raise NotFoundError(f"{path}: the folder holds no RDF file ({READ}).")
        found.extend(inside)
    return list(dict.fromkeys(found))


def _files_in(folder: Path) -> Iterator[Path]:
    def refuse(error: OSError) -> None:
        raise NotFoundError(f"{error.filename}: {error.strerror or error}.") from error

    seen: set[str] = set()
    for root, folders, names in os.walk(folder, onerror=refuse, followlinks=True):
        real = os.path.realpath(root)
        if real in seen:
            folders.clear()
            continue
        seen.add(real)
        folders.sort()
        for path in (Path(root, name) for name in names):
            if path.suffix.lower().removeprefix(".") in _FOUND and path.is_file():
                yield path


def require_file(path: Path) -> None:
    """Refuse what is there and is no file.

    Raises:
        InputError: a folder, a pipe or a device.
    """
    if path.exists() and not path.is_file():
        raise InputError(
            f"{path}: this is neither a file nor a folder.",
            hint="Write a pipe or device to a file first.",
        )

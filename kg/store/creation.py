"""A new store in a folder of its own."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from kg.errors import NotFoundError, ParameterError, UnavailableError
from kg.store.files import sync_files, sync_folder, translated_errors, write_atomically
from kg.store.layout import StoreFolder


def lay_out(store: StoreFolder, shapes: bytes) -> None:
    """Make the folder of a store, which may exist when it is empty, with an empty version 0.

    *shapes* is the text of the shapes file when the settings name one.

    Raises:
        UnavailableError: the folder cannot be written.
        ParameterError: it is a file, or in one.
        NotFoundError: the folder holds something else.
    """
    claim(store.folder)
    with translated_errors(store.folder):
        _fill(store, shapes)


def claim(folder: Path) -> None:
    """Make a folder for a new store, unless it is there and empty.

    Raises:
        UnavailableError, ParameterError, NotFoundError: as `lay_out`.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError) as error:
        raise ParameterError(
            f"{folder}: {error.strerror}.", hint="A store is a folder: name one."
        ) from error
    except OSError as error:
        raise UnavailableError(f"{folder}: {error.strerror or error}.") from error
    if any(folder.iterdir()):
        raise NotFoundError(
            f"{folder}: the folder is not empty and holds no store.", hint="Name a new folder."
        )


def _fill(store: StoreFolder, shapes: bytes) -> None:
    """The settings come last: a folder without them is no store."""
    first = store.versions.path(0)
    first.parent.mkdir()
    ox.Store(str(first)).flush()
    sync_files(first)
    sync_folder(first.parent)
    store.journal.create()
    write_atomically(store.folder / "CURRENT", "0\n")
    if shapes:
        write_atomically(store.shapes_file, shapes.decode("utf-8"))
    store.settings.write(store.folder)

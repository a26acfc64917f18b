"""Files of rows for repair, under the names and in the syntax of the files that they came from."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import Any

from kg.errors import InputError
from kg.importers.rows import Frame, Row

_UNSAFE = ("", ".", "..", "/")


class SetAside:
    """A folder of such files; without a *folder*, no row is set aside.

    A file is open only while something is written to it, since a release may have many thousands.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._files: dict[str, tuple[Path, Frame]] = {}

    def __enter__(self) -> SetAside:
        return self

    def __exit__(self, *_: object) -> None:
        for path, frame in self._files.values():
            _write(path, frame.tail + frame.around[1], frame)

    def takes(self, row: Row[Any]) -> bool:
        """Write a row aside, if rows are set aside at all.

        Raises:
            InputError: the file cannot be written.
        """
        if self._folder is None:
            return False
        frame = row.frame
        if row.file not in self._files:
            path = self._free(self._folder, row.file)
            _write(path, frame.around[0] + frame.head + row.written(), frame, mode="w")
        else:
            path, before = self._files[row.file]
            between = frame.between
            if before != frame:
                between = before.tail + frame.between + frame.head
            _write(path, between + row.written(), frame)
        self._files[row.file] = (path, frame)
        return True

    def _free(self, folder: Path, name: str) -> Path:
        """The place of a file, inside the folder whatever its name."""
        parts = [part for part in PurePosixPath(name).parts if part not in _UNSAFE]
        plain = folder.joinpath(*parts or ("rows",))
        path, number = plain, 1
        while any(path == taken for taken, _ in self._files.values()):
            number += 1
            path = plain.with_name(f"{plain.stem}-{number}{plain.suffix}")
        return path


def _write(path: Path, text: str, frame: Frame, *, mode: str = "a") -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open(
            mode, encoding=frame.encoding, errors="backslashreplace", newline=""
        ) as stream:
            stream.write(text)
    except OSError as error:
        raise InputError(f"{path}: cannot be written: {error.strerror}.") from error

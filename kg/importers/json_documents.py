"""Rows of JSON: a document a line, or the items of an array inside one document."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache
from typing import IO, Any

import ijson

from kg.errors import InputError
from kg.importers.files import InputFile
from kg.importers.rows import LONGEST_TEXT, Frame, Row

LONGEST_LINE = 16 * LONGEST_TEXT
"""Bytes of one line of JSON."""
_LARGEST_DOCUMENT = 64 * LONGEST_TEXT
"""Bytes of a document that is read whole: one thing with all that is known of it."""
_DEEPEST = 50
_PIECE = 2048
_MARK = b"\xef\xbb\xbf"
"""A byte order mark, which some editors put before UTF-8."""
_MANY = 1000
_DEPTHS = {"start_map": 1, "start_array": 1, "end_map": -1, "end_array": -1}


def read_lines(file: InputFile) -> Iterator[Row[dict[str, Any]]]:
    """Read JSON Lines: an object on each line; empty lines do not count.

    A line that is no object, is too long or is not UTF-8 comes with its `problem`.
    """
    number = 0
    with file.open() as stream:
        while line := stream.readline(LONGEST_LINE):
            number += 1
            problem = ""
            if len(line) == LONGEST_LINE and not line.endswith(b"\n"):
                while (rest := stream.readline(LONGEST_LINE)) and not rest.endswith(b"\n"):
                    pass
                problem = f"the line is longer than {LONGEST_LINE:,} bytes"
            if not line.strip():
                continue
            value, found = ({}, "") if problem else _object(line)
            text = line.decode("utf-8", errors="backslashreplace")
            yield Row(
                file.name,
                f"line {number}",
                value,
                problem or found,
                lambda text=text: text if text.endswith("\n") else f"{text}\n",  # type: ignore[misc]
            )


def read_items(file: InputFile, *paths: str) -> Iterator[Row[dict[str, Any]]]:
    """Read the objects of arrays inside one document, an array after the other.

    A path names an array as ijson does, without `.item`: "persons", or "" for the document
    itself. The locator of a row is its JSON Pointer (RFC 6901). The document is read once for
    each path and never held.

    Raises:
        InputError: the document is no JSON, is cut short or nested too deep, or lacks the array.
    """
    for path in paths:
        index = -1
        with file.open() as stream:
            try:
                prefix = f"{path}.item" if path else "item"
                pieces = _Pieces(file, stream)
                for index, value in enumerate(ijson.items(pieces, prefix, use_float=True)):
                    pointer = "".join(f"/{step}" for step in path.split(".") if step)
                    yield _item(file, f"{pointer}/{index}", value, path)
            except (ijson.JSONError, UnicodeDecodeError) as error:
                raise _broken(file, path or "the document", error) from error
        if index < 0 and path not in array_names(file):
            raise InputError(f"{file.name}: the document holds no array {path or 'of rows'}.")


def array_names(file: InputFile) -> list[str]:
    """The names of the arrays at the top of a document, in their order, or "" for a document
    that is an array itself; for `read_items`.

    Raises:
        InputError: the document is no JSON, is cut short or nested too deep, or has no such array.
    """
    names = _arrays(file)
    if not names:
        raise InputError(
            f"{file.name}: the document holds no array of rows.", hint="It is of another format."
        )
    return names


def _arrays(file: InputFile) -> list[str]:
    names: dict[str, None] = {}
    name, depth, is_array = "", 0, False
    with file.open() as stream:
        try:
            for event, value in ijson.basic_parse(_Unmarked(stream), use_float=True):
                if event == "map_key" and depth == 1:
                    name = value
                elif event == "start_array" and depth == 0:
                    is_array = True
                elif event == "start_array" and depth == 1:
                    names[name] = None
                depth += _DEPTHS.get(event, 0)
                if depth > 2 * _DEEPEST:
                    raise _too_deep(file)
        except (ijson.JSONError, UnicodeDecodeError) as error:
            raise _broken(file, "the document", error) from error
    return [""] if is_array else list(filter(None, names))


class _Unmarked:
    """Gives a document without the mark that may stand before it."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._at_start = True

    def read(self, size: int = -1) -> bytes:
        """Give the next piece."""
        data = self._stream.read(size)
        if self._at_start and data:
            self._at_start = False
            data = data.removeprefix(_MARK) or self._stream.read(size)
        return data


class _Pieces(_Unmarked):
    """Gives a document in small pieces, and reads it apart where it may be nested too deep.

    For each level ijson keeps the path to it, so that memory grows with the square of the depth.
    """

    def __init__(self, file: InputFile, stream: IO[bytes]) -> None:
        super().__init__(stream)
        self._file = file
        self._open = 0
        self._checked = False

    def read(self, size: int = -1) -> bytes:
        """Give the next piece.

        Raises:
            InputError: the document is nested too deep.
        """
        data = super().read(min(size, _PIECE) if size >= 0 else _PIECE)
        if not self._checked:  # brackets in texts count too, so that this can only be too careful
            opened = data.count(b"[") + data.count(b"{")
            if self._open + opened > _MANY:
                _arrays(self._file)
                self._checked = True
            self._open += opened - data.count(b"]") - data.count(b"}")
        return data


def _too_deep(file: InputFile) -> InputError:
    return InputError(f"{file.name}: the document is nested too deep.")


def _broken(file: InputFile, where: str, error: Exception) -> InputError:
    reason = str(error).strip().splitlines()[0][:200]
    return InputError(f"{file.name}, {where}: not JSON, or cut short: {reason}.")


def unusable(value: Any, depth: int = 0) -> str:
    """Why a value is nothing that a source would write: nested too deep, or a text too long."""
    if depth > _DEEPEST:
        return f"it is nested deeper than {_DEEPEST}"
    match value:
        case str():
            return "" if len(value) <= LONGEST_TEXT else "a text is longer than the limit"
        case dict():
            return next(filter(None, (unusable(v, depth + 1) for v in value.values())), "")
        case list():
            return next(filter(None, (unusable(v, depth + 1) for v in value)), "")
    return ""


def _object(line: bytes) -> tuple[dict[str, Any], str]:
    try:
        value = json.loads(line)
    except RecursionError:
        return {}, "it is nested too deep"
    except UnicodeDecodeError as error:
        return {}, f"byte {error.start + 1} is not UTF-8"
    except ValueError as error:
        return {}, f"it is no JSON: {error}"
    if not isinstance(value, dict):
        return {}, "it is JSON, but no object"
    return value, unusable(value)


def _item(file: InputFile, pointer: str, value: Any, path: str) -> Row[dict[str, Any]]:
    problem = "" if isinstance(value, dict) else "it is no object"
    problem = problem or unusable(value)

    def written() -> str:
        return json.dumps(value, ensure_ascii=False)

    frame = _frame(path)
    return Row(file.name, pointer, value if not problem else {}, problem, written, frame)


@lru_cache(maxsize=256)
def _frame(path: str) -> Frame:
    """The array of a path; several of them are the values of one object."""
    if not path:
        return Frame("[\n", "\n]\n", ",\n")
    name = json.dumps(path, ensure_ascii=False)
    return Frame(f"{name}: [\n", "\n]", ",\n", ("{", "}\n"))

"""Tables of a mapping file, read from TOML; each mistake is named with its place."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from kg.errors import NotFoundError, ParameterError

_LARGEST_FILE = 1 << 20
_SHOWN = 60


@dataclass(slots=True)
class Section:
    """One table of a mapping file; *place* is how messages call it."""

    file: str
    place: str
    values: Mapping[str, Any]
    _taken: set[str] = field(default_factory=set)

    def take(self, key: str) -> Any:
        """The value of a key, or None."""
        self._taken.add(key)
        return self.values.get(key)

    def text(self, key: str, default: str = "") -> str:
        """A text; numbers, dates and truth values are read as they are written."""
        value = self.take(key)
        if value is None:
            return default
        if isinstance(value, (dict, list)):
            raise self.wrong(key, "it is a text, and not a table or list")
        return str(value).strip()

    def flag(self, key: str, default: bool = False) -> bool:
        """True or false."""
        value = self.take(key)
        if value is None:
            return default
        if isinstance(value, bool):
            return value
        raise self.wrong(key, "it is true or false, without quotation marks")

    def choice(self, key: str, allowed: Iterable[str], default: str = "") -> str:
        """One of several words."""
        text = self.text(key, default)
        if text not in (names := list(allowed)) and (text or key in self.values):
            raise self.wrong(key, f"there is no {shown(text)}", suggest(text, names))
        return text

    def tables(self, key: str) -> list[Section]:
        """The tables of a list, written as [[key]]."""
        found = self.take(key)
        if found is None:
            return []
        if not isinstance(found, list) or not all(isinstance(item, dict) for item in found):
            raise self.wrong(key, f"it is a list of tables, written [[{key}]]")
        return [
            Section(self.file, f"{self.place}[[{key}]] number {number}, ", item)
            for number, item in enumerate(found, 1)
        ]

    def close(self, known: Iterable[str]) -> None:
        """Refuse keys that nobody took; *known* are those that could stand here."""
        for key in self.values:
            if key not in self._taken:
                raise self.wrong(key, "there is no such key here", suggest(key, known))

    def wrong(self, key: str, problem: str, hint: str = "") -> ParameterError:
        """An error that names the file, the table and the key."""
        return ParameterError(f"{self.file}: {self.place}{shown(key)}: {problem}.", hint=hint)


def read_mapping_file(path: Path) -> Section:
    """Read a mapping file.

    Raises:
        NotFoundError: there is no such file.
        ParameterError: it is too large, or no TOML.
    """
    try:
        with path.open("rb") as stream:
            data = stream.read(_LARGEST_FILE + 1)
    except OSError as error:
        raise NotFoundError(f"{path}: the mapping cannot be read: {error.strerror}.") from error
    if len(data) > _LARGEST_FILE:
        raise ParameterError(f"{path}: a mapping has at most {_LARGEST_FILE:,} bytes.")
    try:
        return Section(path.name, "", tomllib.loads(data.decode("utf-8-sig")))
    except RecursionError as error:
        raise ParameterError(f"{path.name}: the mapping is nested too deep.") from error
    except ValueError as error:  # no UTF-8, or no TOML
        raise ParameterError(
            f"{path.name}: the mapping is no TOML: {str(error)[:200]}.",
            hint="docs/importers/csv.md shows a mapping in full.",
        ) from error


def suggest(word: str, names: Iterable[str]) -> str:
    """What could have been meant, else all that there is."""
    allowed = sorted(names)
    if near := get_close_matches(word[:_SHOWN], allowed, n=3, cutoff=0.6):
        return f"Did you mean {' or '.join(near)}?"
    return f"There is {', '.join(allowed)}."[:600] if allowed else ""


def shown(text: str) -> str:
    """A word as messages show it."""
    return repr(text if len(text) <= _SHOWN else text[:_SHOWN] + "…")

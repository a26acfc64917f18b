"""Values of a mapping: a column, a text with columns in braces, or a constant; mapped and split."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from string import Formatter
from typing import Any

from kg.importers.csv_sections import Section, shown
from kg.importers.rows import RowError

KEYS = ("column", "template", "value", "map", "default", "separator")
"""Keys of a value that is written as a table."""
_SOURCES = frozenset(KEYS[:3])
_LONGEST_TEMPLATE = 1000

Cells = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Value:
    """What one key of a mapping takes from a row.

    *parts* are literal texts, each with the column after it, if any. A text with an empty column
    in it is empty as a whole. *default* stands for an empty text and for one that *map* lacks.
    """

    parts: tuple[tuple[str, str], ...]
    map: Mapping[str, str] | None = None
    default: str | None = None
    separator: str = ""

    @property
    def columns(self) -> list[str]:
        """The columns that it reads."""
        return [column for _, column in self.parts if column]

    @property
    def constants(self) -> list[str]:
        """All texts that it can give when these do not depend on a cell."""
        fixed = [*(self.map or {}).values(), *([self.default] if self.default else [])]
        return fixed if self.columns else [*fixed, *([self._raw({})] if self.map is None else [])]

    def text(self, cells: Cells) -> str:
        """The text for a row; empty when there is none.

        Raises:
            RowError: the map has no entry for it.
        """
        return self._mapped(self._raw(cells))

    def texts(self, cells: Cells) -> list[str]:
        """The texts for a row: several where the cell is split."""
        if not self.separator:
            found = [self.text(cells)]
        else:
            pieces = (piece.strip() for piece in self._raw(cells).split(self.separator))
            found = [self._mapped(piece) for piece in pieces]
        return [text for text in found if text]

    def _raw(self, cells: Cells) -> str:
        if len(self.parts) == 1:
            literal, column = self.parts[0]
            if not literal:
                return cells[column]
        texts = []
        for literal, column in self.parts:
            texts.append(literal)
            if column:
                if not cells[column]:
                    return ""
                texts.append(cells[column])
        return "".join(texts)

    def _mapped(self, text: str) -> str:
        if self.map is not None and text:
            found = self.map.get(text, self.default)
            if found is None:
                raise RowError(
                    f"the mapping does not say what this stands for in {self.named}: {text[:60]!r}",
                    hint="Add it to the map of this key, or give a default.",
                )
            return found
        return text or self.default or ""

    @property
    def named(self) -> str:
        """How messages call it: by its columns."""
        columns = self.columns
        return (
            f"the column{'s' * (len(columns) > 1)} {', '.join(columns)}" if columns else "a value"
        )


def value_of(section: Section, key: str, written: Any) -> Value:
    """Read a value: `"column"`, `"text with {columns}"`, or a table with one of column, template
    and value.

    Raises:
        ParameterError: it is none of these.
    """
    if isinstance(written, str):
        return Value(_parts(section, key, written, "{" in written or "}" in written))
    if not isinstance(written, dict):
        raise section.wrong(
            key,
            "it is the name of a column, in quotation marks",
            'A constant is written { value = "…" }.',
        )
    inner = Section(section.file, f"{section.place}{key}.", written)
    given = [source for source in KEYS[:3] if source in written]
    if len(given) != 1:
        raise section.wrong(key, "it has one of column, template and value")
    text = inner.text(given[0])
    if given[0] == "value":
        parts: tuple[tuple[str, str], ...] = ((text, ""),)
    else:
        parts = _parts(inner, given[0], text, given[0] == "template")
    default = inner.text("default") if "default" in written else None
    found = Value(parts, _map(inner), default, _separator(inner))
    inner.close(KEYS)
    return found


def is_value(written: Any) -> bool:
    """Whether something is written as a value, and not as a table of languages."""
    return not isinstance(written, dict) or not _SOURCES.isdisjoint(written)


def _parts(section: Section, key: str, text: str, braces: bool) -> tuple[tuple[str, str], ...]:
    if not text or len(text) > _LONGEST_TEMPLATE:
        raise section.wrong(key, f"it has from 1 to {_LONGEST_TEMPLATE:,} characters")
    if not braces:
        return (("", text),)
    try:
        found = list(Formatter().parse(text))
    except ValueError as error:
        raise section.wrong(
            key,
            f"the braces in {shown(text)} do not match: {error}",
            "A column stands in braces, as in {id}; a brace itself is written twice.",
        ) from error
    for _, column, how, conversion in found:
        if column is not None and (not column.strip() or how or conversion or "{" in column):
            raise section.wrong(key, f"in {shown(text)}, braces hold the name of a column alone")
    return tuple((literal, column or "") for literal, column, _, _ in found)


def _map(section: Section) -> dict[str, str] | None:
    found = section.take("map")
    if found is None:
        return None
    if (
        not isinstance(found, dict)
        or not found
        or any(isinstance(v, (dict, list)) for v in found.values())
    ):
        raise section.wrong("map", "it is a table of cells and what they stand for")
    return {key.strip(): str(value) for key, value in found.items()}


def _separator(section: Section) -> str:
    found = section.take("separator")
    if found is None:
        return ""
    if not isinstance(found, str) or not found or len(found) > 10:
        raise section.wrong("separator", "it is a text of 1 to 10 characters")
    return found

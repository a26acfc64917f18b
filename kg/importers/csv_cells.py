"""Cells read as what a field takes: codes, dates, truth values, numbers."""

from __future__ import annotations

from kg.bounds import Bounds
from kg.dates import Order
from kg.errors import DateError
from kg.importers.csv_fields import codes_of
from kg.importers.csv_mapping import Setting
from kg.importers.csv_sections import suggest
from kg.importers.csv_values import Cells
from kg.importers.facts import Facts
from kg.importers.periods import read_date
from kg.importers.rows import RowError

_YES = frozenset(("yes", "y", "true", "1", "x", "current", "present"))
_NO = frozenset(("", "no", "n", "false", "0", "-"))
_MOST_DIGITS = 9


def code_in(setting: Setting, cells: Cells) -> list[str]:
    """The codes of a field.

    Raises:
        RowError: one is not in the list of the field.
    """
    found = setting.value.texts(cells)
    scheme = setting.field.scheme
    for text in found:
        if text not in codes_of(scheme):
            raise RowError(
                f"{setting.value.named} has no code of the list {scheme}: {text[:60]!r}",
                hint=f"{suggest(text, codes_of(scheme))} A map says which code a cell stands for.",
            )
    return found


def flag_in(setting: Setting, cells: Cells) -> bool:
    """Whether a cell says yes.

    Raises:
        RowError: it says neither yes nor no.
    """
    text = setting.value.text(cells).casefold()
    if text in _YES or text in _NO:
        return text in _YES
    raise RowError(
        f"{setting.value.named} says neither yes nor no: {text[:60]!r}",
        hint='A map says what a cell stands for: map = { incumbent = "yes" }.',
    )


def number_in(setting: Setting, cells: Cells) -> int | None:
    """A whole number from 1; none in an empty cell.

    Raises:
        RowError: it is something else.
    """
    text = setting.value.text(cells)
    if not text:
        return None
    if text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS and int(text):
        return int(text)
    raise RowError(f"{setting.value.named} has no whole number from 1: {text[:60]!r}")


def date_in(facts: Facts, setting: Setting, cells: Cells, order: Order | None) -> Bounds:
    """The date of a field.

    Raises:
        RowError: it cannot be read.
    """
    return read_date(facts, setting.value.named, setting.value.text(cells), order=order)


def period_in(
    facts: Facts, settings: dict[str, Setting], cells: Cells, order: Order | None
) -> Bounds | None:
    """The date of a thing, or its start and end; `current` is an open end where none is given.

    Raises:
        RowError: a date cannot be read, or the end is before the start.
    """
    if "date" in settings:
        return date_in(facts, settings["date"], cells, order)
    start, end, current = (settings.get(name) for name in ("start", "end", "current"))
    for setting in (start, end):
        if setting is not None and setting.value.text(cells):
            date_in(facts, setting, cells, order)  # so that the message names the column
    first = start.value.text(cells) if start else ""
    last = end.value.text(cells) if end else ""
    if current is not None and flag_in(current, cells) and not last:
        last = "present"
    if not (first or last):
        return None
    try:
        return facts.interval(first, last, order=order)
    except DateError as error:
        raise RowError(f"the start and the end do not fit: {error.message}") from error

"""Cells of sanctions lists: several values in one, aliases with remarks, dates of birth."""

from __future__ import annotations

import csv
import re

from kg.bounds import Bounds, Day
from kg.dates import parse_date
from kg.errors import DateError
from kg.importers.facts import Facts
from kg.importers.names import clean, script_language
from kg.importers.periods import read_date
from kg.importers.rows import LONGEST_TEXT, RowError

_MARK = re.compile(r"(?:^|[\s,;]*(?<!\w))\(?(?:[a-z]|[ivx]+)\)[\s,]*")
_LATER_MARK = re.compile(r"\s*[,;]\s*\([a-z]{1,2}\)[\s,]*")
_ENUMERATED = re.compile(r"\(?(?:a|i)\)")
_LONGEST_LIST = 5_000
"""Characters of a text that is searched for parts; the search takes the square of its length."""
_FORMER = re.compile(r"(?i)f\.k\.a\.:?\s*")
_REMARK = re.compile(
    r"(?i)[\s,.]*(?:\([^()]*\d{4}.*|\(?\b(?:born\b|date of birth|place of birth|birth name"
    r"|(?:as )?(?:previously|formerly) listed|original script|nom de guerre|combat name"
    r"|call sign|initials|false identity|passport no|passport number).*)"
)
_ORIGINAL = re.compile(r"original script: ([^()]+)\)")
_SECOND_SCRIPT = re.compile(r"(.+?)\s*\(([^()]+)\)")

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_CIRCA = re.compile(r"(?i)(?:approximately|approx\.?|around|about|circa|on or around)\s+(.+)")
_LATE_CIRCA = re.compile(r"(?i)(.+?)\s*(?:circa|\(\s*(?:approximately|circa)\s*\))")
_DOUBTED = re.compile(r"(?i)\(?probably\)?\s+(.+)|(.+?)\s*\((?:presumed|probably)\)")
_SPAN = re.compile(rf"(?i)between (.+) and (.+)|(\d{{4}})-(\d{{4}})|((?:\d|{_MONTH}).*) to (.+)")
_OR = re.compile(r"(?<!^on)\s+or\s+|(?<=\d{4}),\s*(?=\d)")
_WORDS = re.compile(r"[^\W\d_]+")
_DATE_WORDS = re.compile(
    rf"(?i)(?:{_MONTH}|st|nd|rd|th|to|and|between|circa|probably|presumed|approx\w*|around|about"
    r"|before|after)"
)


def values(cell: str) -> list[str]:
    """The values of a cell that separates them with semicolons; quoted ones may hold some."""
    cell = " ".join(cell.split())
    if ";" not in cell and '"' not in cell:
        return [cell] if cell else []
    csv.field_size_limit(LONGEST_TEXT)
    found = next(csv.reader([cell], delimiter=";", skipinitialspace=True), [])
    return [value for text in found if (value := text.strip())]


def enumerated(text: str) -> list[str]:
    """The parts of a text such as "(a) 1955, (b) 1957"; the text itself when it has no marks."""
    if not _ENUMERATED.match(text) or len(text) > _LONGEST_LIST:
        return [text]
    return [part for piece in _MARK.split(text) if (part := piece.strip(" ,;"))]


def all_values(cell: str) -> list[str]:
    """The values of a cell, those enumerated within one value too."""
    return [part for value in values(cell) for part in enumerated(value)]


def alias_names(text: str) -> tuple[list[str], bool, str]:
    """The names in a printed alias, whether it is a former name, and its remark if it has one.

    A remark (when and where the bearer of the name was born, "as previously listed") comes with
    the whole text. A name in parentheses in another script is a name of its own.
    """
    if len(text) > _LONGEST_LIST:
        return [text], False, ""
    former = _FORMER.match(text)
    name = text[former.end() :] if former else text
    original = _ORIGINAL.findall(name)
    bare = _without_remark(name)
    if bare and bare != name.strip(" ,.;"):
        return [bare, *original], bool(former), text
    if _LATER_MARK.search(name):
        return [part for part in _LATER_MARK.split(name) if part], bool(former), ""
    match = _SECOND_SCRIPT.fullmatch(name)
    if match and script_language(match[1]) != script_language(match[2]):
        return [match[1], match[2]], bool(former), ""
    return [_unwrapped(name)], bool(former), ""


def _without_remark(name: str) -> str:
    bare = _REMARK.sub("", name, count=1)
    if bare.count("(") > bare.count(")"):
        bare = bare.partition("(")[0]
    return bare.strip(" ,.;")


def _unwrapped(text: str) -> str:
    """A text without the parentheses around all of it."""
    return text[1:-1] if text[:1] == "(" and text[-1:] == ")" and text.count("(") == 1 else text


def dated(facts: Facts, column: str, text: str) -> Bounds:
    """Read the date of a column, the day before the month where both are numbers.

    Raises:
        RowError: it is no date; the message names the column.
    """
    return read_date(facts, column, text, order="dmy")


def birth_bounds(facts: Facts, column: str, texts: list[str]) -> Bounds | None:
    """When a birth was, by one or more alternatives; the span that holds all of them.

    None when one of them is in words that give no date, since it may be that one.

    Raises:
        RowError: one looks like a date and is none; the message names the column.
    """
    found: list[Bounds] = []
    for text in texts:
        for part in _OR.split(clean(text)):
            try:
                found.append(facts.date(_plain(part)))
            except DateError as error:
                if _is_prose(part):
                    return None
                raise RowError(
                    f"{column} holds no date: {error.message}", hint=error.hint
                ) from error
    if not found or any(bounds.is_unknown for bounds in found):
        return None
    return found[0] if len({b.edtf for b in found}) == 1 else facts.date(_hull(found))


def _plain(text: str) -> str:
    """A date of birth in a form that is read as a date."""
    text = _unwrapped(text.strip(" .,"))
    text = re.sub(r"\.(?=\d{4}$)", ". ", text) if re.search(r"[a-z]\.\d{4}$", text) else text
    if match := _CIRCA.fullmatch(text) or _LATE_CIRCA.fullmatch(text):
        inner = _plain(match[1])
        return inner if inner.startswith("[") else f"circa {inner}"
    if match := _DOUBTED.fullmatch(text):
        return f"{_plain(match[1] or match[2])}?"
    if match := _SPAN.fullmatch(text):
        first, last = (_plain(part) for part in match.groups() if part)
        return f"[{_edtf(first)}..{_edtf(last)}]"
    return text


def _edtf(text: str) -> str:
    return parse_date(text).edtf


def _hull(found: list[Bounds]) -> str:
    """The span from the first to the last of several dates, in EDTF."""
    starts = [(b.start_earliest, b.edtf) for b in found]
    ends = [(b.end_latest, b.edtf) for b in found]
    first = min((day, edtf) for day, edtf in starts if day) if all(d for d, _ in starts) else None
    last = max((day, edtf) for day, edtf in ends if day) if all(d for d, _ in ends) else None
    low, high = (_side(*side) if side else "" for side in (first, last))
    return low if low == high else f"[{low}..{high}]"


def _side(day: Day, edtf: str) -> str:
    return str(day) if "[" in edtf or "/" in edtf else edtf


def _is_prose(text: str) -> bool:
    """Whether a text says more than a date can, rather than being a date gone wrong."""
    words = _WORDS.findall(text)
    return not any(map(str.isdigit, text)) or any(not _DATE_WORDS.fullmatch(w) for w in words)

"""Days and periods in the words of people, with the precision that sources gave them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from kg.dates import Bounds, Day, parse_edtf
from kg.errors import DateError

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
_DATE = re.compile(r"(-?\d{4})(?:-(\d\d|XX))?(?:-(\d\d|XX))?", re.ASCII)
_DECADE = re.compile(r"(\d{3})X", re.ASCII)
_SET = re.compile(r"\[(.*)\.\.(.*)\]")
_MARKS = {"?": "perhaps ", "~": "about ", "%": "perhaps about "}


def day_in_words(day: Day) -> str:
    """A day as people write it: 12 May 2024, 15 March 44 BC."""
    return f"{day.day} {_MONTHS[day.month - 1]} {_year(day.year)}"


def date_in_words(edtf: str) -> str:
    """One date of EDTF, which is no period; what cannot be read stays as it is."""
    if match := _SET.fullmatch(edtf):
        first, last = (date_in_words(side) if side else "" for side in match.groups())
        if first and last:
            return f"between {first} and {last}"
        return f"{first} or later" if first else f"{last} or before"
    text = edtf.partition("T")[0]
    if text[-1:] in _MARKS:
        return _MARKS[text[-1]] + _unqualified(text[:-1])
    return _unqualified(text)


def in_words(said: Iterable[str], bounds: Sequence[Iterable[Day]]) -> str:
    """What sources say of a time in EDTF; where they only bound it, what is certain of it.

    *bounds* are the days of each bound, in the order of `kg.terms.BOUNDS`. Of dates that agree
    the most precise counts. Without anything known it is "".
    """
    days = [sorted(one) for one in bounds]
    sides = [_sides(edtf) for edtf in sorted(set(said) - {"/"})]
    if not sides:
        text = _bounded(days)
    elif all(first is last for first, last in sides):
        text = _merged([first for first, _ in sides])
    else:
        start, end = (_merged(one) for one in zip(*sides, strict=True))
        text = _period(start or _between(*days[:2]), end or _between(*days[2:]), days)
    return f"{text}: sources disagree{_on_what(days)}" if text and _on_what(days) else text


def disagreeing(bounds: Sequence[Iterable[Day]]) -> tuple[bool, bool]:
    """Whether the bounds of the start contradict each other, and those of the end."""
    start_earliest, start_latest, end_earliest, end_latest = map(list, bounds)
    return _apart(start_earliest, start_latest), _apart(end_earliest, end_latest)


def _on_what(days: Sequence[list[Day]]) -> str:
    match disagreeing(days):
        case (True, True):
            return " on start and end" if days[:2] != days[2:] else " on the day"
        case (True, False):
            return " on the start"
        case (False, True):
            return " on the end"
    return ""


def _apart(earliest: list[Day], latest: list[Day]) -> bool:
    return bool(earliest and latest) and max(earliest) > min(latest)


def _sides(edtf: str) -> tuple[str, str]:
    """The start and the end of a period; one date is both."""
    start, slash, end = edtf.partition("/")
    return (start, end) if slash else (edtf, edtf)


def _merged(sides: Sequence[str]) -> str:
    """The most precise of dates in words; "" where none is known, ".." where that is stated."""
    known = sorted(set(sides) - {"", ".."})
    if not known:
        return ".." if ".." in sides else ""
    read = {date: _read(date) for date in known}
    kept: list[str] = []
    for date in sorted(known, key=len, reverse=True):
        if not any(_admits(read[date], read[other]) for other in kept):
            kept.append(date)
    return " or ".join(dict.fromkeys(map(date_in_words, sorted(kept))))


def _read(date: str) -> Bounds | None:
    try:
        return parse_edtf(date)
    except DateError:  # a store without shapes has other values
        return None


def _admits(wide: Bounds | None, narrow: Bounds | None) -> bool:
    return wide is not None and narrow is not None and wide.contains(narrow)


def _between(earliest: list[Day], latest: list[Day]) -> str:
    """A side that no period names, where bounds of some source close it in; else ""."""
    if not earliest or not latest:
        return ""
    first, last = earliest[-1], latest[0]
    if first == last:
        return day_in_words(first)
    return f"between {day_in_words(first)} and {day_in_words(last)}" if first < last else ""


def _period(start: str, end: str, days: Sequence[list[Day]]) -> str:
    begun = {"": "start not known", "..": "without a start"}.get(start)
    ended = {"": "end not known", "..": "open"}.get(end)
    _, start_latest, end_earliest, _ = days
    already = f" (already on {day_in_words(start_latest[0])})" if begun and start_latest else ""
    still = f" (still on {day_in_words(end_earliest[-1])})" if ended and end_earliest else ""
    if begun and ended:
        return f"{begun}{already}, {ended}{still}"
    if begun:
        return f"{_until(end)}, {begun}{already}"
    if ended:
        since = f"since {start}" if ended == "open" else _from(start)
        return f"{since}, {ended}{still}"
    return f"{start} to {end}"


def _bounded(days: Sequence[list[Day]]) -> str:
    """What bounds alone say, as those of "is minister" in a document of a day."""
    start, end = _between(*days[:2]), _between(*days[2:])
    if start and end:
        return start if start == end else f"{start} to {end}"
    if start and not days[3]:
        return _period(start, "", days)
    if end and not days[0]:
        return _period("", end, days)
    return ", ".join(_sides_bounded(start, end, days))


def _sides_bounded(start: str, end: str, days: Sequence[list[Day]]) -> Iterator[str]:
    """What is certain of start and end; *start* and *end* are theirs where bounds close them in.

    What follows from the other side is left out: what was over by a day had begun by it.
    """
    start_earliest, start_latest, end_earliest, end_latest = days
    begun = "" if start else _day_of(start_latest[:1])
    held = "" if end else _day_of(end_earliest[-1:])
    if begun and held and start_latest[0] <= end_earliest[-1]:
        yield f"on {begun} at least" if begun == held else f"{begun} to {held} at least"
    else:
        if begun and not (end_latest and end_latest[0] <= start_latest[0]):
            yield f"began by {begun}"
        if held and not (start_earliest and end_earliest[-1] <= start_earliest[-1]):
            yield f"not over before {held}"
    if start:
        yield _from(start)
    elif start_earliest:
        yield f"not before {_day_of(start_earliest[-1:])}"
    if end:
        yield _until(end)
    elif end_latest:
        yield f"over by {_day_of(end_latest[:1])}"


def _from(start: str) -> str:
    return f"began {start}" if start.startswith("between ") else f"from {start}"


def _until(end: str) -> str:
    return f"ended {end}" if end.startswith("between ") else f"until {end}"


def _day_of(days: Sequence[Day]) -> str:
    return day_in_words(days[0]) if days else ""


def _unqualified(text: str) -> str:
    if match := _DATE.fullmatch(text):
        year, month, day = match.groups()
        named = _year(int(year))
        if month in _SEASONS:
            return f"{_SEASONS[month]} {named}"
        if month in (None, "XX") or not 1 <= int(month) <= len(_MONTHS):
            return named if month in (None, "XX") else text
        with_month = f"{_MONTHS[int(month) - 1]} {named}"
        return with_month if day in (None, "XX") else f"{int(day)} {with_month}"
    if match := _DECADE.fullmatch(text):
        return f"the {match[1]}0s"
    read = _read(text)
    if read is None or read.start_earliest is None or read.end_latest is None:
        return text
    first, last = _year(read.start_earliest.year), _year(read.end_latest.year)
    return first if first == last else f"between {first} and {last}"


def _year(year: int) -> str:
    if year < 1:
        return f"{1 - year} BC"
    return str(year) if year > 999 else f"AD {year}"

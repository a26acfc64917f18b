"""Dates as real sources write them → EDTF → the first and last possible day of start and end."""

from __future__ import annotations

import re
from typing import Literal

from kg.bounds import Bounds, Day
from kg.edtf import naming, parse_day, parse_edtf, read_bounds
from kg.errors import DateError

__all__ = [
    "Bounds",
    "Day",
    "Order",
    "parse_date",
    "parse_day",
    "parse_edtf",
    "parse_interval",
    "parse_wikidata_time",
]

Order = Literal["dmy", "mdy", "ymd"]


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.ASCII | re.IGNORECASE)


_UNKNOWN_WORDS = frozenset(("", "?", "-", "n/a", "nan", "none", "null", "undated", "unknown"))
_ONGOING_WORDS = frozenset(("current", "incumbent", "now", "ongoing", "present"))
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SEASONS = {"spring": "21", "summer": "22", "autumn": "23", "fall": "23", "winter": "24"}

_D = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_M = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_Y = r"(?P<year>\d+)"
_NAMED_MONTH = (
    _compiled(rf"{_D}\.?[ -](?:of )?{_M},?[ -]{_Y}"),
    _compiled(rf"{_M} {_D},? {_Y}"),
    _compiled(rf"{_Y}[ -]{_M}[ -]{_D}"),
    _compiled(rf"{_M},?[ -]{_Y}"),
)
_YEAR_ALONE = _compiled(_Y)
_MONTH_AND_YEAR = _compiled(r"(?P<month>\d{1,2})[/.](?P<year>\d{4})")
_ORDERED = (
    _compiled(r"(?P<year>\d{4})(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})"),
    _compiled(r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)"),
    _MONTH_AND_YEAR,
)
_DOTTED = _compiled(r"(?P<day>\d{1,2})\. ?(?P<month>\d{1,2})\. ?(?P<year>\d{4})")
_UNORDERED = _compiled(r"(\d{1,2})([-/])(\d{1,2})\2(\d{4})")
_TWO_YEARS = _compiled(r"\d\d(\d\d)-(2[1-4])")
_SEASON = _compiled(r"(spring|summer|autumn|fall|winter)(?: of)?,? (\d{4})")
_DECADE = _compiled(r"(?:the )?(\d\d)(\d)0'?s")
_ERA = _compiled(r"(?:a\.?d\.? ?(\d.*)|(.*\d) ?(?:c\.?e\.?|a\.?d\.?)|(.*\d) ?b\.?c\.?(?:e\.?)?)")
_CIRCA = _compiled(r"(?:circa |about |ca?\. ?|ca )(.+)")
_PART_OF = _compiled(r"(?:early|mid|late|(?:beginning|start|middle|end) of)[ -](.+)")
_ONE_SIDED = _compiled(r"(before|after) (.+)")
_WHOLE = _compiled(r"-?\d{4}(?:-(?:0\d|1[0-2])(?:-\d\d)?)?")
_CLOCK = _compiled(
    r"(?<=\d)[ T](?:[01]?\d|2[0-3]):[0-5]\d(?::(?:[0-5]\d|60)(?:[.,]\d+)?)?(?: ?[ap]m)?"
    r"(?: ?(?:Z|UTC|GMT|[+-](?:0\d|1[0-4])(?::?[0-5]\d)?))?\Z"
    r"|(?<=-\d\d)(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)\Z"
)
_SINCE = _compiled(r"since (.+)")
_PERIODS = (
    _compiled(r"from (?P<start>.+?) (?:to|until|till) (?P<end>.+)"),
    _compiled(r"from (?P<start>.+)(?P<end>)"),
    _compiled(r"(?P<start>)(?:until|till|up to) (?P<end>.+)"),
    _compiled(r"(?P<start>\d{4})-(?P<end>\d{4})"),
    _compiled(r"(?P<start>.+?) -(?P<end> .+|)"),
    _compiled(r"(?P<start>.+?) to (?P<end>.+)"),
    _compiled(r"(?P<start>[^/]*)/(?P<end>[^/]*)"),
)
_WIKIDATA = _compiled(r"([+-])(\d{4,16})-(\d\d)-(\d\d)T\d\d:\d\d:\d\dZ")


def parse_date(text: str, *, order: Order | None = None) -> Bounds:
    """Read a date or period in an everyday form or in EDTF.

    *order* is that of the numbers in dates such as 12/05/2024, where the source has one; without
    it a date that could be two days is refused. Empty is unknown, the year 9999 is no end.

    Raises:
        DateError: *text* is in no known form, ambiguous, or no day of the calendar.
    """
    with naming(text):
        return read_bounds(_translate(_tidy(text), order))


def parse_interval(start_text: str, end_text: str, *, order: Order | None = None) -> Bounds:
    """Read the two columns of a source that keeps the start and the end of a period apart.

    Each is one date in a form that `parse_date` reads, or empty; an end may be "present".

    Raises:
        DateError: as for `parse_date`, or the end is before the start.
    """
    with naming(f"{start_text} / {end_text}"):
        return read_bounds(_translate_period(_tidy(start_text), _tidy(end_text), order))


def parse_wikidata_time(time: str, precision: int) -> Bounds:
    """Read a Gregorian time of Wikidata's JSON, whose year -0044 is 44 BC.

    A century (precision 7) is read both as 1900 to 1999 and as 1901 to 2000.

    Raises:
        DateError: the time is malformed, coarser than a century, or before Christ and coarser
            than a year.
    """
    with naming(time):
        if not (match := _WIKIDATA.fullmatch(time)):
            raise DateError("it is no time as Wikidata writes it.")
        year = _astronomical(int(match[2]), before_christ=match[1] == "-")
        if precision >= 9:
            parts = [match[3], match[4]][: min(precision, 11) - 9]
            return read_bounds(_edtf(year, *parts))
        if year < 1 or precision < 7:
            raise DateError(f"its precision {precision} is too coarse.")
        if precision == 8:
            return read_bounds(f"{year // 10:03}X")
        first, last = year // 100 * 100, (year + 99) // 100 * 100
        return read_bounds(f"[{min(first, last - 99):04}..{max(first + 99, last):04}]")


def _tidy(text: str) -> str:
    return " ".join(text.replace("–", " - ").replace("—", " - ").replace("’", "'").split())


def _translate(text: str, order: Order | None) -> str:
    """Write a tidy everyday date or period as EDTF; what is in no known form stays as it is."""
    if match := _SINCE.fullmatch(text):
        return f"{_translate_date(match[1], order)}/.."
    if text.lower() not in _UNKNOWN_WORDS and not _MONTH_AND_YEAR.fullmatch(text):
        for form in _PERIODS:
            if match := form.fullmatch(text):
                return _translate_period(match["start"].strip(), match["end"].strip(), order)
    return _translate_date(text, order) or "/"


def _translate_period(start: str, end: str, order: Order | None) -> str:
    last = ".." if end.lower() in _ONGOING_WORDS else _translate_date(end, order)
    return f"{_translate_date(start, order)}/{last}"


def _translate_date(text: str, order: Order | None) -> str:
    if text.lower() in _UNKNOWN_WORDS:
        return ""
    if match := _CIRCA.fullmatch(text):
        return _qualified(_translate_date(match[1], order), "~")
    if text.endswith("?"):
        return _qualified(_translate_date(text[:-1].rstrip(), order), "?")
    if match := _ONE_SIDED.fullmatch(text):
        return _one_sided(match[1].lower(), _translate_date(match[2], order))
    if match := _PART_OF.fullmatch(text):
        return _translate_date(match[1], order)
    text = _CLOCK.sub("", text)
    if (match := _TWO_YEARS.fullmatch(text)) and int(match[2]) == int(match[1]) + 1:
        raise DateError(f"it is season {match[2]} of a year in EDTF, and two years to most people.")
    return _from_words(text) or _from_numbers(text, order) or text


def _qualified(edtf: str, qualifier: str) -> str:
    if {edtf[-1:], qualifier} == {"?", "~"}:
        return f"{edtf[:-1]}%"
    return edtf + qualifier


def _one_sided(word: str, edtf: str) -> str:
    bounds = read_bounds(edtf) if _WHOLE.fullmatch(edtf) else None
    if not bounds or not bounds.start_earliest or not bounds.start_latest:
        raise DateError(f"'{word}' goes with a year, a month or a day.")
    if word == "before":
        return f"[..{bounds.start_earliest.previous()}]"
    return f"[{bounds.start_latest.following()}..]"


def _from_words(text: str) -> str:
    """Translate a date that is told by a word: a season, a decade, a month or an era."""
    if match := _SEASON.fullmatch(text):
        return f"{match[2]}-{_SEASONS[match[1].lower()]}"
    if match := _DECADE.fullmatch(text):  # the 1900s are ten years to some, a hundred to others
        return f"{match[1]}XX" if match[2] == "0" else f"{match[1]}{match[2]}X"
    era = _ERA.fullmatch(text)
    body = (era[1] or era[2] or era[3]) if era else text
    forms = (*_NAMED_MONTH, _YEAR_ALONE) if era else _NAMED_MONTH
    found = next((match for form in forms if (match := form.fullmatch(body))), None)
    if found is None:
        return ""
    groups = found.groupdict()
    if not era and len(groups["year"]) != 4:
        raise DateError("a year has four digits, or AD or BC beside it.")
    year = _astronomical(int(groups["year"]), before_christ=bool(era and era[3]))
    month = [str(_MONTHS.index(groups["month"][:3].lower()) + 1)] if "month" in groups else []
    return _edtf(year, *month, *filter(None, [groups.get("day")]))


def _from_numbers(text: str, order: Order | None) -> str:
    """Translate a date of numbers alone, unless it is EDTF."""
    if text.startswith("0000"):
        raise DateError("the year 0000 is no date in many sources; write 1 BC if it is meant.")
    if match := _DOTTED.fullmatch(text):
        if order == "mdy":
            raise DateError("day.month.year with dots goes against the stated order mdy.")
        return _edtf(int(match["year"]), match["month"], match["day"])
    if match := _UNORDERED.fullmatch(text):
        return _edtf(int(match[4]), *_month_and_day(match[1], match[3], order))
    for form in _ORDERED:
        if match := form.fullmatch(text):
            found = match.groupdict()
            return _edtf(int(found["year"]), found["month"], *filter(None, [found.get("day")]))
    if text.isdigit() and len(text) != 4:
        raise DateError("a bare number may count days, seconds or records.")
    return ""


def _month_and_day(first: str, second: str, order: Order | None) -> tuple[str, str]:
    readings = {"mdy": (first, second), "dmy": (second, first)}
    if order == "ymd":
        raise DateError("the year does not come first, against the stated order ymd.")
    if order:
        return readings[order]
    possible = {pair for pair in readings.values() if 1 <= int(pair[0]) <= 12}
    if not possible:
        raise DateError(f"neither {first} nor {second} is a month.")
    if len({tuple(map(int, pair)) for pair in possible}) > 1:
        raise DateError(
            f"its month may be {first} or {second}; state the order of its numbers, dmy or mdy."
        )
    return possible.pop()


def _astronomical(year: int, *, before_christ: bool) -> int:
    if year == 0:
        raise DateError("there is no year 0 beside AD and BC.")
    return 1 - year if before_christ else year


def _edtf(year: int, *month_and_day: str) -> str:
    sign = "Y" * (abs(year) > 9999) + "-" * (year < 0)
    return "-".join([f"{sign}{abs(year):04}", *(part.zfill(2) for part in month_and_day)])

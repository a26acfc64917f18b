"""Dates as real sources write them."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from kg.bounds import Day
from kg.dates import Order, parse_date, parse_edtf, parse_interval, parse_wikidata_time
from kg.errors import DateError

# Each form, and the EDTF that it means; the bounds of that are tested in test_edtf.py.
READ = {
    # as in EDTF
    "2024": "2024",
    "2024-05": "2024-05",
    "2024-05-12": "2024-05-12",
    "2025-11-28?": "2025-11-28?",
    "2004-06~": "2004-06~",
    "2004-06-11%": "2004-06-11%",
    "201X": "201X",
    "2004-XX": "2004-XX",
    "2001-24": "2001-24",
    "2012-24": "2012-24",
    "-0044": "-0044",
    "Y-17E7": "Y-17E7",
    "[..2011]": "[..2011]",
    "2012-11/": "2012-11/",
    "/2024-05": "/2024-05",
    "../2024-05": "../2024-05",
    "2012-11/..": "2012-11/..",
    "/": "/",
    # months by name
    "May 2024": "2024-05",
    "may, 2024": "2024-05",
    "MAY-2024": "2024-05",
    "Sept. 2024": "2024-09",
    "Dec 2024": "2024-12",
    "12 May 2024": "2024-05-12",
    "  12\tMay\n2024 ": "2024-05-12",
    "12\u00a0May\u00a02024": "2024-05-12",
    "1st May 2024": "2024-05-01",
    "2nd of June, 2024": "2024-06-02",
    "12. May 2024": "2024-05-12",
    "12-MAY-2024": "2024-05-12",
    "May 12, 2024": "2024-05-12",
    "Jan. 3rd 2024": "2024-01-03",
    "2024 May 12": "2024-05-12",
    "2024-Feb-29": "2024-02-29",
    "12 May 2024?": "2024-05-12?",
    # numbers
    "6.11.2012": "2012-11-06",
    "06.11.2012": "2012-11-06",
    "6. 11. 2012": "2012-11-06",
    "2024/5/2": "2024-05-02",
    "2024.05.12": "2024-05-12",
    "2024-5-2": "2024-05-02",
    "20240512": "2024-05-12",
    "05/2024": "2024-05",
    "5.2024": "2024-05",
    "25/12/2024": "2024-12-25",
    "12/25/2024": "2024-12-25",
    "25-12-2024": "2024-12-25",
    "05/05/2024": "2024-05-05",
    # times of day and timezones
    "2024-05-12T10:00:00Z": "2024-05-12",
    "2024-05-12T10:00:00.123456+02:00": "2024-05-12",
    "2024-05-12 00:00": "2024-05-12",
    "2024-05-12 10:30:00 UTC": "2024-05-12",
    "2024-05-12Z": "2024-05-12",
    "2024-05-12-05:00": "2024-05-12",
    "-0043-03-15T12:00:00Z": "-0043-03-15",
    "12/25/2024 12:00:00 AM": "2024-12-25",
    "12 May 2024 10:30": "2024-05-12",
    # eras
    "44 BC": "-0043",
    "44 BCE": "-0043",
    "44 b.c.e.": "-0043",
    "1 BC": "0000",
    "10000 BC": "-9999",
    "10001 BC": "Y-10000",
    "15 March 44 BC": "-0043-03-15",
    "March 44 BC": "-0043-03",
    "AD 14": "0014",
    "A.D. 14": "0014",
    "14 AD": "0014",
    "14 CE": "0014",
    "19 August 14 C.E.": "0014-08-19",
    "c. 500 BC": "-0499~",
    # nearly, before, after, some time in
    "c. 1950": "1950~",
    "c.1950": "1950~",
    "ca. 1950": "1950~",
    "ca 1950": "1950~",
    "circa May 1950": "1950-05~",
    "about 1950": "1950~",
    "circa 1950?": "1950%",
    "before 2024-05": "[..2024-04-30]",
    "before 1 March 2024": "[..2024-02-29]",
    "Before 2024": "[..2023-12-31]",
    "before 1 BC": "[..-0001-12-31]",
    "after 2012": "[2013-01-01..]",
    "after 12 May 2024": "[2024-05-13..]",
    "2010s": "201X",
    "the 1990s": "199X",
    "1990’s": "199X",
    "1900s": "19XX",
    "early 1990s": "199X",
    "late 2024": "2024",
    "mid-May 2024": "2024-05",
    "end of 2024": "2024",
    "spring 2001": "2001-21",
    "Summer of 2001": "2001-22",
    "fall 2001": "2001-23",
    "winter 2001": "2001-24",
    # periods
    "2012–2024": "2012/2024",
    "2012-2024": "2012/2024",
    "1400-1450": "1400/1450",
    "2012 - 2024": "2012/2024",
    "2012 — May 2024": "2012/2024-05",
    "6 November 2012 to 12 May 2024": "2012-11-06/2024-05-12",
    "from 2012 to 2024": "2012/2024",
    "From May 2012 until 12 May 2024": "2012-05/2024-05-12",
    "from 2012": "2012/",
    "since 2012": "2012/..",
    "since May 2012": "2012-05/..",
    "until May 2024": "/2024-05",
    "up to 2024": "/2024",
    "2012–present": "2012/..",
    "May 2012 - ongoing": "2012-05/..",
    "2012–": "2012/",
    "2012–?": "2012/",
    "? – 2024": "/2024",
    "c. 1950 – before 1960": "1950~/[..1959-12-31]",
    "05/2012 – 06/2013": "2012-05/2013-06",
    "2012-11-06T00:00:00Z/2024-05-12T00:00:00Z": "2012-11-06/2024-05-12",
    "May 2012 / June 2013": "2012-05/2013-06",
    # no end, nothing known
    "9999-12-31": "/..",
    "9999-12-31T23:59:59": "/..",
    "31.12.9999": "/..",
    "12/31/9999": "/..",
    "9999": "/..",
    "2012-11/9999-12-31": "2012-11/..",
    "": "/",
    " \t\n": "/",
    "?": "/",
    "-": "/",
    "unknown": "/",
    "Unknown": "/",
    "N/A": "/",
    "null": "/",
    "NaN": "/",
}
REFUSED = {
    # ambiguous
    "12/05/2024": "month may be 12 or 05; state the order",
    "01-02-2024": "state the order",
    "12/05/2024 10:30": "state the order",
    "12/05/24": "no form",
    "12.5": "no form",
    "12 May 24": "four digits",
    "May 12": "four digits",
    "14": "bare number",
    "800": "bare number",
    "202405": "bare number",
    "45424": "bare number",
    "1715472000": "bare number",
    "2012–13": "bare number",
    "12–14 May 2024": "bare number",
    "2024/05": "bare number",
    # sentinels for nothing
    "0000": "write 1 BC",
    "0000-00-00": "write 1 BC",
    "0000-00-00 00:00:00": "write 1 BC",
    "0 BC": "no year 0",
    "AD 0": "no year 0",
    "9999-12-31/..": "cannot be a start",
    "date": "no form",
    "present": "no form",
    "..": "no form",
    "-/-/-": "no form",
    # not in the calendar
    "30 February 2021": "2021-02 has no day 30",
    "29.02.2023": "2023-02 has no day 29",
    "2021-02-30": "2021-02 has no day 30",
    "20241301": "no month 13",
    "13/2024": "no month 13",
    "2024-00-10": "no month 00",
    "13/13/2024": "neither 13 nor 13 is a month",
    "00/00/2024": "neither 00 nor 00 is a month",
    "32/05/2024": "2024-05 has no day 32",
    "2024-05-12 24:30": "no form",
    # backwards
    "2024–2012": "end is before the start",
    "May 2024 to May 2012": "end is before the start",
    "present – 2012": "no form",
    # 'before' and 'after' what?
    "before summer 2024": "'before' goes with",
    "before unknown": "'before' goes with",
    "after 2012?": "no form",
    "after 9999": "'after' goes with",
    "before May": "'before' goes with",
    "circa": "no form",
    "circa unknown": "no form",
    "??": "no form",
    "1950~?~": "no form",
    "c. 1950~": "no form",
    "1950??": "no form",
    # other standards
    "+2024": "no form",
    "+2012-11-06T00:00:00Z": "no form",
    "2024-W20": "no form",
    "2024-133": "no form",
    "P3Y": "no form",
    "2012/P3Y": "no form",
    # hostile
    "２０２４": "no form",
    "٢٠٢٤-٠٥": "no form",
    "४५४२": "no form",
    "²5 BC": "no form",
    "４５ BC": "no form",
    "2024\x00": "no form",
    "\x00": "no form",
    "2024\u200b": "no form",
    "\u202e2024": "no form",
    "\ud800": "no form",
    "−0044": "no form",
    "2024-05-12; DROP": "no form",
    "2024-05-12\n2024-05-13": "no form",
    "' OR 1=1 --": "no form",
    "c. " * 33 + "x": "no form",
    "12 may " * 14: "no form",
    " " * 101: "longer than 100 characters",
    "1" * 10_000_000: "longer than 100 characters",
    "1 - " * 2_500_000: "longer than 100 characters",
}

DOCUMENTED = re.findall(
    r"^\| `(.+?)` \| `(.+?)` \| (\S+) to (\S+) \| (\S+) to (\S+) \|$",
    (Path(__file__).parents[2] / "docs" / "dates.md").read_text(encoding="utf-8"),
    re.MULTILINE,
)


@pytest.mark.parametrize("row", DOCUMENTED, ids=[row[0] for row in DOCUMENTED])
def test_the_documented_table_is_true(row: tuple[str, ...]) -> None:
    """Every row of the page tells the EDTF and the four bounds."""
    bounds = parse_date(row[0])
    days = (bounds.start_earliest, bounds.start_latest, bounds.end_earliest, bounds.end_latest)
    assert (bounds.edtf, *("none" if day is None else str(day) for day in days)) == row[1:]


def test_the_documented_table_is_found() -> None:
    """A table that no longer matches the pattern would be checked by nothing."""
    assert len(DOCUMENTED) == 36


@pytest.mark.parametrize(("text", "edtf"), READ.items(), ids=map(repr, READ))
def test_an_everyday_form_means_its_edtf(text: str, edtf: str) -> None:
    """And it has the bounds of that EDTF."""
    assert parse_date(text) == parse_edtf(edtf)
    assert parse_date(text).edtf == edtf


@pytest.mark.parametrize(
    ("text", "reason"), REFUSED.items(), ids=[ascii(text[:40]) for text in REFUSED]
)
def test_what_is_ambiguous_or_no_date_is_refused(text: str, reason: str) -> None:
    """The error names the text, shortened, the reason and what would be read."""
    with pytest.raises(DateError) as caught:
        parse_date(text)
    assert reason in caught.value.message
    assert repr(text[:40])[:-1] in caught.value.message
    assert len(str(caught.value)) < 400
    assert "2024-05-12" in caught.value.hint


@pytest.mark.parametrize(
    ("text", "order", "edtf"),
    [
        ("12/05/2024", "dmy", "2024-05-12"),
        ("12/05/2024", "mdy", "2024-12-05"),
        ("12-05-2024", "dmy", "2024-05-12"),
        ("5/12/2024 12:00:00 AM", "mdy", "2024-05-12"),
        ("12/05/2024 – 01/06/2024", "dmy", "2024-05-12/2024-06-01"),
        ("before 12/05/2024", "dmy", "[..2024-05-11]"),
        ("since 12/05/2024", "dmy", "2024-05-12/.."),
        ("c. 12/05/2024", "mdy", "2024-12-05~"),
        ("6.11.2012", "dmy", "2012-11-06"),
        ("6.11.2012", "ymd", "2012-11-06"),
        ("2024/05/12", "dmy", "2024-05-12"),
        ("2024-05-12", "mdy", "2024-05-12"),
        ("2024.05.12", "ymd", "2024-05-12"),
    ],
)
def test_a_stated_order_decides(text: str, order: Order, edtf: str) -> None:
    """It concerns only dates of numbers that do not begin with the year."""
    assert parse_date(text, order=order) == parse_edtf(edtf)


@pytest.mark.parametrize(
    ("text", "order", "reason"),
    [
        ("25/12/2024", "mdy", "no month 25"),
        ("12/25/2024", "dmy", "no month 25"),
        ("12/05/2024", "ymd", "against the stated order ymd"),
        ("6.11.2012", "mdy", "against the stated order mdy"),
    ],
)
def test_a_date_against_the_stated_order_is_refused(text: str, order: Order, reason: str) -> None:
    """Rather no date than another day than the source means."""
    with pytest.raises(DateError, match=reason):
        parse_date(text, order=order)


@pytest.mark.parametrize(
    ("start", "end", "edtf"),
    [
        ("2012-11-06", "2024-05-12", "2012-11-06/2024-05-12"),
        ("6.11.2012", "May 2024", "2012-11-06/2024-05"),
        ("2012", "", "2012/"),
        ("", "2024", "/2024"),
        ("", "", "/"),
        ("2012", "9999-12-31", "2012/.."),
        ("2012", "present", "2012/.."),
        ("unknown", "Incumbent", "/.."),
        ("..", "2024", "../2024"),
        ("c. 1950", "before 1960", "1950~/[..1959-12-31]"),
        ("2024-05-12", "2024-05-12", "2024-05-12/2024-05-12"),
    ],
)
def test_two_columns_make_a_period(start: str, end: str, edtf: str) -> None:
    """Each column gives its side, an empty one gives nothing."""
    assert parse_interval(start, end) == parse_edtf(edtf)
    assert parse_interval(start, end).edtf == edtf


def test_two_columns_share_an_order() -> None:
    """A source has one order of numbers."""
    assert parse_interval("01/02/2012", "03/04/2013", order="mdy") == parse_edtf(
        "2012-01-02/2013-03-04"
    )


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2024", "2012"),
        ("9999-12-31", ""),
        ("present", "2024"),
        ("2012/2013", ""),
        ("", "2012/2013"),
        ("since 2012", ""),
        ("2012-13", "2024"),
        ("12/05/2012", "2024"),
        ("1" * 10_000_000, "2024"),
    ],
)
def test_two_columns_that_make_no_period_are_refused(start: str, end: str) -> None:
    """The error shows both."""
    with pytest.raises(DateError) as caught:
        parse_interval(start, end)
    assert f"{start} / {end}"[:40] in caught.value.message


@pytest.mark.parametrize(
    ("text", "precision", "edtf"),
    [
        ("+2012-11-06T00:00:00Z", 11, "2012-11-06"),
        ("+2012-11-06T00:00:00Z", 14, "2012-11-06"),
        ("+2012-11-00T00:00:00Z", 10, "2012-11"),
        ("+2012-00-00T00:00:00Z", 9, "2012"),
        ("+2012-00-00T00:00:00Z", 8, "201X"),
        ("+1950-00-00T00:00:00Z", 7, "[1900..2000]"),
        ("+2000-00-00T00:00:00Z", 7, "[1901..2099]"),
        ("+1901-00-00T00:00:00Z", 7, "[1900..2000]"),
        ("-0044-03-15T00:00:00Z", 11, "-0043-03-15"),
        ("-0001-00-00T00:00:00Z", 9, "0000"),
        ("+00000002012-00-00T00:00:00Z", 9, "2012"),
        ("+12000-00-00T00:00:00Z", 9, "Y12000"),
    ],
)
def test_a_time_of_wikidata_keeps_its_precision(text: str, precision: int, edtf: str) -> None:
    """Its month and day count only as far as the precision reaches."""
    assert parse_wikidata_time(text, precision) == parse_edtf(edtf)


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        ("2012-11-06T00:00:00Z", 11),
        ("+2012-11-06", 11),
        ("+2012-11-00T00:00:00Z", 11),
        ("+0000-00-00T00:00:00Z", 9),
        ("+0000-00-00T00:00:00Z", 8),
        ("-0044-00-00T00:00:00Z", 8),
        ("-0044-00-00T00:00:00Z", 7),
        ("+2000-00-00T00:00:00Z", 6),
        ("-13798000000-00-00T00:00:00Z", 3),
        ("+12000-00-00T00:00:00Z", 8),
        ("+2012-11-06T00:00:00Z", -1),
        ("+2" * 1000, 11),
    ],
)
def test_a_time_of_wikidata_that_bounds_no_day_is_refused(text: str, precision: int) -> None:
    """A day that is not there, a year 0, a precision of millennia."""
    with pytest.raises(DateError, match="Cannot read the date"):
        parse_wikidata_time(text, precision)


def test_the_worst_text_within_the_limit_is_refused_quickly() -> None:
    """No pattern backtracks through a hundred characters for long."""
    texts = ["12 - " * 20, "1" * 100, " to ".join(["a"] * 25), "from " * 20, "c. " * 33, "?" * 100]
    started = time.perf_counter()
    for text in texts:
        with pytest.raises(DateError):
            parse_date(text)
    assert time.perf_counter() - started < 1


def test_the_sentinel_of_databases_never_becomes_a_day() -> None:
    """Nobody knows that an office is held until the year 9999."""
    bounds = parse_interval("2012-11-06", "9999-12-31")
    assert bounds.end_earliest is None
    assert bounds.as_of(Day(2025, 11, 28)).end_earliest == Day(2025, 11, 28)

"""EDTF levels 0 and 1, with the examples of the specification and the traps of real data."""

from __future__ import annotations

import pytest

from kg.bounds import Bounds, Day
from kg.edtf import parse_day, parse_edtf
from kg.errors import DateError

# One date: its first and last day. A period: those of its start, then those of its end.
DATES = {
    # level 0
    "1985-04-12": "1985-04-12 1985-04-12",
    "1985-04": "1985-04-01 1985-04-30",
    "1985": "1985-01-01 1985-12-31",
    "2024-02": "2024-02-01 2024-02-29",
    "2023-02": "2023-02-01 2023-02-28",
    "2024-02-29": "2024-02-29 2024-02-29",
    "0000": "0000-01-01 0000-12-31",
    "0001-01-01": "0001-01-01 0001-01-01",
    # letter-prefixed years
    "Y170000002": "170000002-01-01 170000002-12-31",
    "Y-170000002": "-170000002-01-01 -170000002-12-31",
    "Y-17E7": "-170000000-01-01 -170000000-12-31",
    "Y10000": "10000-01-01 10000-12-31",
    "Y1000000000000": "1000000000000-01-01 1000000000000-12-31",
    # seasons, of either hemisphere
    "2001-21": "2001-01-01 2001-12-31",
    "2001-22": "2000-12-01 2002-03-31",
    "2001-23": "2001-01-01 2001-12-31",
    "2001-24": "2000-12-01 2002-03-31",
    "2001-21?": "2001-01-01 2001-12-31",
    # qualifiers
    "1984?": "1984-01-01 1984-12-31",
    "2004-06~": "2004-06-01 2004-06-30",
    "2004-06-11%": "2004-06-11 2004-06-11",
    "2025-11-28?": "2025-11-28 2025-11-28",
    # unspecified digits
    "201X": "2010-01-01 2019-12-31",
    "20XX": "2000-01-01 2099-12-31",
    "2004-XX": "2004-01-01 2004-12-31",
    "1985-04-XX": "1985-04-01 1985-04-30",
    "1985-XX-XX": "1985-01-01 1985-12-31",
    "-004X": "-0049-01-01 -0040-12-31",
    "-03XX": "-0399-01-01 -0300-12-31",
    "201X~": "2010-01-01 2019-12-31",
    "999X": "9990-01-01 9999-12-31",
    # negative years
    "-1985": "-1985-01-01 -1985-12-31",
    "-0044": "-0044-01-01 -0044-12-31",
    "-0043-03-15": "-0043-03-15 -0043-03-15",
    "-0004-02": "-0004-02-01 -0004-02-29",
    # sets of level 2
    "[..2024-04-30]": "- 2024-04-30",
    "[2013-01-01..]": "2013-01-01 -",
    "[1900..2000]": "1900-01-01 2000-12-31",
    "[..1984?]": "- 1984-12-31",
}
PERIODS = {
    "1964/2008": "1964-01-01 1964-12-31 2008-01-01 2008-12-31",
    "2004-06/2006-08": "2004-06-01 2004-06-30 2006-08-01 2006-08-31",
    "2004-02-01/2005-02-08": "2004-02-01 2004-02-01 2005-02-08 2005-02-08",
    "2004-02-01/2005-02": "2004-02-01 2004-02-01 2005-02-01 2005-02-28",
    "2004-02-01/2005": "2004-02-01 2004-02-01 2005-01-01 2005-12-31",
    "2005/2006-02": "2005-01-01 2005-12-31 2006-02-01 2006-02-28",
    "1985-04-12/..": "1985-04-12 1985-04-12 - -",
    "1985/..": "1985-01-01 1985-12-31 - -",
    "2012-11/..": "2012-11-01 2012-11-30 - -",
    "../1985-04": "- - 1985-04-01 1985-04-30",
    "../2024-05": "- - 2024-05-01 2024-05-31",
    "1985-04-12/": "1985-04-12 1985-04-12 - -",
    "2012-11/": "2012-11-01 2012-11-30 - -",
    "/1985": "- - 1985-01-01 1985-12-31",
    "/2024-05": "- - 2024-05-01 2024-05-31",
    "1984~/2004-06": "1984-01-01 1984-12-31 2004-06-01 2004-06-30",
    "-1984?/2004%": "-1984-01-01 -1984-12-31 2004-01-01 2004-12-31",
    "2004-06-XX/2004-07-03": "2004-06-01 2004-06-30 2004-07-03 2004-07-03",
    "-0050/-0044": "-0050-01-01 -0050-12-31 -0044-01-01 -0044-12-31",
    "[..2011]/2024": "- 2011-12-31 2024-01-01 2024-12-31",
    "2012/[2024-05..]": "2012-01-01 2012-12-31 2024-05-01 -",
    # an end is never before its start
    "2024-05-12/2024": "2024-05-12 2024-05-12 2024-05-12 2024-12-31",
    "2024/2024-05-12": "2024-01-01 2024-05-12 2024-05-12 2024-05-12",
    "2024-05-12/2024-05-12": "2024-05-12 2024-05-12 2024-05-12 2024-05-12",
    # nothing known
    "/": "- - - -",
    "/..": "- - - -",
    "../": "- - - -",
    "../..": "- - - -",
}
REWRITTEN = {
    "9999": "/..",
    "9999-12-31": "/..",
    "9999-12-31T23:59:59Z": "/..",
    "/9999": "/..",
    "2012-11/9999-12-31": "2012-11/..",
    "1985-04-12T23:20:30": "1985-04-12",
    "1985-04-12T23:20:30Z": "1985-04-12",
    "1985-04-12T23:20:30-04": "1985-04-12",
    "1985-04-12T23:20:30+04:30": "1985-04-12",
    "1985-04-12T00:00:00/1985-04-13T00:00:00": "1985-04-12/1985-04-13",
}
REFUSED = {
    "": "no form",
    " 2024": "no form",
    "2024\n": "no form",
    "2024\x00": "no form",
    "..": "no form",
    "20240512": "no form",
    "2024-5": "no form",
    "24-05": "no form",
    "2024-W20": "no form",
    "2024-133": "no form",
    "+2024": "no form",
    "12024": "no form",
    "Y2024": "no form",
    "Y010000": "no form",
    "20XX-05": "no form",
    "2XXX": "no form",
    "XXXX": "no form",
    "201x": "no form",
    "2024?~": "no form",
    "?2024": "no form",
    "1985-04-12T24:00:00": "no form",
    "1985-04-12T23:20": "no form",
    "1985-04T23:20:30": "no form",
    "2012/2013/2014": "no form",
    "2012/unknown": "no form",
    "２０２４": "no form",
    "٢٠٢٤": "no form",
    "2024-05-12; DROP": "no form",
    "unknown": "no form",
    "-0000": "year before 0001",
    "-0000-05": "year before 0001",
    "2004-XX-12": "unknown month",
    "2024-13": "no month 13",
    "2024-00": "no month 00",
    "2024-20": "no month 20",
    "2024-25": "no month 25",
    "2001-21-05": "no month 21",
    "2021-02-30": "2021-02 has no day 30",
    "2023-02-29": "2023-02 has no day 29",
    "1900-02-29": "1900-02 has no day 29",
    "2024-05-00": "2024-05 has no day 00",
    "2024-05/2012": "end is before the start",
    "2024-05-12/2024-05-11": "end is before the start",
    "9999-12-31/..": "cannot be a start",
    "Y1000000000001": "years are kept",
    "Y-1E13": "years are kept",
    "Y" + "9" * 99: "years are kept",
    "Y9E99": "years are kept",
    "[2012]": "a set is read",
    "[..]": "a set is read",
    "[2012,2013]": "a set is read",
    "[2013..2012]": "end of the set",
    "{2012..2013}": "no form",
    "2" * 101: "longer than 100 characters",
    "9" * 10_000_000: "longer than 100 characters",
    "((((" * 2_000_000: "longer than 100 characters",
}


def bounds_text(bounds: Bounds) -> list[str]:
    """Write the four bounds as the tables do."""
    days = (
        bounds.start_earliest,
        bounds.start_latest,
        bounds.end_earliest,
        bounds.end_latest,
    )
    return ["-" if day is None else str(day) for day in days]


@pytest.mark.parametrize(("edtf", "expected"), DATES.items(), ids=DATES)
def test_one_date_bounds_the_start_and_the_end_alike(edtf: str, expected: str) -> None:
    """What has one date started and ended within it."""
    assert bounds_text(parse_edtf(edtf)) == expected.split() * 2


@pytest.mark.parametrize(("edtf", "expected"), PERIODS.items(), ids=PERIODS)
def test_a_period_gives_each_side_its_own_bounds(edtf: str, expected: str) -> None:
    """An unknown and an open side give none."""
    assert bounds_text(parse_edtf(edtf)) == expected.split()


@pytest.mark.parametrize("edtf", [*DATES, *PERIODS])
def test_canonical_edtf_is_kept_as_it_is(edtf: str) -> None:
    """The qualifiers, the precision and the open sides survive."""
    assert parse_edtf(edtf).edtf == edtf


@pytest.mark.parametrize(("edtf", "canonical"), REWRITTEN.items(), ids=REWRITTEN)
def test_times_and_sentinels_are_rewritten(edtf: str, canonical: str) -> None:
    """A time of day is dropped; the year 9999 is an open end."""
    assert parse_edtf(edtf) == parse_edtf(canonical)
    assert parse_edtf(edtf).edtf == canonical


@pytest.mark.parametrize(("edtf", "reason"), REFUSED.items(), ids=lambda text: text[:30])
def test_anything_else_is_refused_with_a_reason(edtf: str, reason: str) -> None:
    """The error names the text, shortened, the reason and what would be read."""
    with pytest.raises(DateError) as caught:
        parse_edtf(edtf)
    assert reason in caught.value.message
    assert repr(edtf[:40])[:-1] in caught.value.message
    assert len(str(caught.value)) < 400
    assert "2024-05-12" in caught.value.hint


@pytest.mark.parametrize(
    ("edtf", "open_start", "open_end"),
    [
        ("2012-11/..", False, True),
        ("../2024-05", True, False),
        ("../..", True, True),
        ("2012-11/", False, False),
        ("/2024-05", False, False),
        ("[2012..]", False, False),
        ("9999-12-31", False, True),
    ],
)
def test_an_open_side_is_told_from_an_unknown_one(
    edtf: str, open_start: bool, open_end: bool
) -> None:
    """`..` says that there is no date, nothing says that it is not known."""
    bounds = parse_edtf(edtf)
    assert (bounds.open_start, bounds.open_end) == (open_start, open_end)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-05-12", Day(2024, 5, 12)),
        ("-0043-03-15", Day(-43, 3, 15)),
        ("0000-01-01", Day(0, 1, 1)),
        ("170000002-01-01", Day(170000002, 1, 1)),
        ("9999-12-31", Day(9999, 12, 31)),
    ],
)
def test_one_day_is_read_from_its_lexical_form(text: str, day: Day) -> None:
    """The text of a bound in the store, or of a day that someone asks about."""
    assert parse_day(text) == day
    assert str(parse_day(text)) == text


@pytest.mark.parametrize(
    "text",
    ["", "2024", "2024-05", "12.5.2024", "2024-5-12", "2024-05-12Z", "-0000-01-01",
     "02024-01-01", "2024-05-12?", "2023-02-29", "２０２４-05-12", "2" * 200],
)  # fmt: skip
def test_what_is_not_one_day_is_refused(text: str) -> None:
    """Neither a month nor a timezone passes for a day."""
    with pytest.raises(DateError, match="Cannot read the date"):
        parse_day(text)

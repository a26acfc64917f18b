"""Days and periods in words: with their precision, and with what sources disagree about."""

from __future__ import annotations

import pytest

from kg.dates import Day, parse_edtf
from kg.web.dates_in_words import date_in_words, day_in_words, in_words

Y50, Y51 = Day(1950, 1, 1), Day(1951, 1, 1)


def bounds_of(*said: str) -> list[list[Day]]:
    """The bounds of several periods, as a store has them."""
    found: list[list[Day]] = [[], [], [], []]
    for one in map(parse_edtf, said):
        days = (one.start_earliest, one.start_latest, one.end_earliest, one.end_latest)
        for bound, day in zip(found, days, strict=True):
            bound.extend([day] if day else [])
    return found


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2024-05-12", "12 May 2024"),
        ("2024-05", "May 2024"),
        ("2024-05-XX", "May 2024"),
        ("2024", "2024"),
        ("2024-XX-XX", "2024"),
        ("2024-22", "summer 2024"),
        ("201X", "the 2010s"),
        ("19XX", "between 1900 and 1999"),
        ("-0043-03-15", "15 March 44 BC"),
        ("0800", "AD 800"),
        ("Y-17E7", "170000001 BC"),
        ("2025-11-28?", "perhaps 28 November 2025"),
        ("2025-11~", "about November 2025"),
        ("2025%", "perhaps about 2025"),
        ("2024-05-12T10:00:00Z", "12 May 2024"),
        ("[2024-01-01..]", "1 January 2024 or later"),
        ("[..2024-01-01]", "1 January 2024 or before"),
        ("[2024..2025-03]", "between 2024 and March 2025"),
        ("2024-99", "2024-99"),
        ("<b>", "<b>"),
    ],
)
def test_a_date_keeps_its_precision(edtf: str, words: str) -> None:
    """Neither more is said nor less; what is no date stays as it is."""
    assert date_in_words(edtf) == words


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (["/2024-05"], "until May 2024, start not known"),
        (["2024-05/"], "from May 2024, end not known (still on 1 May 2024)"),
        (["2020/.."], "since 2020, open"),
        (["../2020"], "until 2020, without a start"),
        (["/.."], "start not known, open"),
        (["2012-11/2024-05"], "November 2012 to May 2024"),
        (["2019-05-01", "2019-05-02"], "1 May 2019 or 2 May 2019: sources disagree on the day"),
        (
            ["2019-05-01/", "2019-05-02/2020"],
            "1 May 2019 or 2 May 2019 to 2020: sources disagree on the start",
        ),
        (["2012/2020", "2012/2021"], "2012 to 2020 or 2021: sources disagree on the end"),
        (["2019", "2019-05-02"], "2 May 2019"),
        (["2019/", "/2024-05"], "2019 to May 2024"),
        (["/", "2019/2020"], "2019 to 2020"),
        (["/"], ""),
        ([], ""),
    ],
)
def test_a_period_tells_its_sides(said: list[str], words: str) -> None:
    """Open and not known are two things, and of dates that agree the precise one counts."""
    bounds = bounds_of(*said)
    if said == ["2024-05/"]:
        bounds[2] = [Day(2024, 5, 1)]
    assert in_words(said, bounds) == words


@pytest.mark.parametrize(
    ("bounds", "words"),
    [
        ([[], [Day(2025, 11, 28)], [Day(2025, 11, 28)], []], "on 28 November 2025 at least"),
        ([[], [Day(2025, 1, 1)], [Day(2025, 2, 1)], []], "1 January 2025 to 1 February 2025 at"),
        ([[], [], [], [Day(2025, 11, 28)]], "over by 28 November 2025"),
        ([[], [Day(2025, 11, 28)], [], []], "began by 28 November 2025"),
        ([[Day(2025, 11, 28)], [], [], []], "not before 28 November 2025"),
        ([[], [], [Day(2025, 11, 28)], []], "not over before 28 November 2025"),
        ([[Y50], [Y50], [Y51], [Y51]], "1 January 1950 to 1 January 1951"),
        ([[Y50], [Y50], [Y50], [Y50]], "1 January 1950"),
        ([[Y50], [Y51], [Y50], [Y51]], "between 1 January 1950 and 1 January 1951"),
        ([[Y50], [Y50], [], []], "from 1 January 1950, end not known"),
        ([[Y50], [Y51], [], []], "began between 1 January 1950 and 1 January 1951, end not known"),
        ([[], [], [Y50], [Y50]], "until 1 January 1950, start not known"),
        ([[], [], [Y50], [Y51]], "ended between 1 January 1950 and 1 January 1951, start not kno"),
        ([[Y50], [Y50], [], [Y51]], "from 1 January 1950, over by 1 January 1951"),
        ([[Y50], [], [Y51], [Y51]], "not before 1 January 1950, until 1 January 1951"),
        ([[], [Y50], [], [Y50]], "over by 1 January 1950"),
        ([[], [Y50], [], [Y51]], "began by 1 January 1950, over by 1 January 1951"),
        ([[Y50], [], [Y50], []], "not before 1 January 1950"),
    ],
)
def test_bounds_alone_tell_what_is_certain(bounds: list[list[Day]], words: str) -> None:
    """As those of "is minister" in a document of a day; nothing is said twice."""
    told = in_words([], bounds)
    assert told.startswith(words)
    assert told.count("1950") <= words.count("1950")


def test_an_open_end_says_until_when_it_is_told() -> None:
    """What a table calls current was so on the day of the table."""
    day = Day(2019, 7, 24)
    told = in_words(["2019-07-24/.."], [[day], [day], [Day(2022, 7, 7)], []])
    assert told == "since 24 July 2019, open (still on 7 July 2022)"


def test_a_day_has_its_era() -> None:
    """The year 0 is 1 BC."""
    assert day_in_words(Day(0, 1, 1)) == "1 January 1 BC"
    assert day_in_words(Day(2024, 5, 12)) == "12 May 2024"


def test_a_side_that_one_source_bounds_is_told() -> None:
    """Although the period of the other source leaves it out."""
    start, end = Day(2012, 11, 6), Day(2024, 5, 31)
    told = in_words(["/2024-05"], [[start], [start], [Day(2024, 5, 1)], [end]])
    assert told == "6 November 2012 to May 2024"
    told = in_words(["/2024-05"], [[start], [Day(2012, 11, 30)], [], [end]])
    assert told == "between 6 November 2012 and 30 November 2012 to May 2024"

"""Days of any year, and what bounds say of a source's date."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import pyoxigraph as ox
import pytest

from kg.bounds import LAST_YEAR, Bounds, Day
from kg.edtf import parse_edtf
from kg.errors import DateError

XSD_DATE = ox.NamedNode("http://www.w3.org/2001/XMLSchema#date")


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (Day(2024, 5, 1), "2024-05-01"),
        (Day(14, 8, 19), "0014-08-19"),
        (Day(0, 2, 29), "0000-02-29"),
        (Day(-43, 3, 15), "-0043-03-15"),
        (Day(170000002, 1, 1), "170000002-01-01"),
        (Day(-17000, 12, 31), "-17000-12-31"),
    ],
)
def test_a_day_is_written_as_an_xsd_date(day: Day, text: str) -> None:
    """Four digits at least, a minus before the year 0, never a plus."""
    assert str(day) == text


@pytest.mark.parametrize(
    "parts",
    [(2024, 0, 1), (2024, 13, 1), (2024, 4, 31), (2024, 1, 0), (2023, 2, 29), (1900, 2, 29)],
)
def test_a_day_that_the_calendar_has_not_is_refused(parts: tuple[int, int, int]) -> None:
    """A store would keep 2023-02-29 without a word."""
    with pytest.raises(DateError):
        Day(*parts)


@pytest.mark.parametrize("year", [2000, 2024, 0, -4, -400, 1600])
def test_leap_years_reach_back_before_christ(year: int) -> None:
    """The Gregorian rule holds for the year 0 and before."""
    assert Day(year, 2, 28).following() == Day(year, 2, 29)


def test_a_day_does_not_change() -> None:
    """Days are keys of dictionaries and members of sets."""
    with pytest.raises(FrozenInstanceError):
        Day(2024, 5, 12).year = 2025  # type: ignore[misc]


@pytest.mark.parametrize(
    ("day", "following"),
    [
        (Day(2024, 5, 12), Day(2024, 5, 13)),
        (Day(2024, 4, 30), Day(2024, 5, 1)),
        (Day(2023, 12, 31), Day(2024, 1, 1)),
        (Day(-1, 12, 31), Day(0, 1, 1)),
        (Day(2023, 2, 28), Day(2023, 3, 1)),
    ],
)
def test_the_day_before_and_the_day_after_meet(day: Day, following: Day) -> None:
    """Over the ends of months and years, and over the year 0."""
    assert day.following() == following
    assert following.previous() == day


def test_the_supported_years_are_those_that_the_store_compares() -> None:
    """Beyond, pyoxigraph keeps the literal and silently drops it from every comparison."""
    days = [Day(-LAST_YEAR, 1, 1), Day(-43, 3, 15), Day(0, 1, 1), Day(LAST_YEAR, 12, 31)]
    store = ox.Store()
    for first in days:
        for second in days:
            query = (
                f'ASK {{ FILTER("{first}"^^<{XSD_DATE.value}> < "{second}"^^<{XSD_DATE.value}>) }}'
            )
            assert bool(store.query(query)) == (first < second)
    for year in (LAST_YEAR + 1, -LAST_YEAR - 1):
        with pytest.raises(DateError, match="years are kept"):
            Day(year, 1, 1)


def test_the_store_gives_days_back_as_they_were_written() -> None:
    """Writing a bound and reading it again changes no character."""
    store = ox.Store()
    node = ox.NamedNode("https://example.org/t")
    texts = {"-0043-03-15", "0000-02-29", "2024-05-12", "170000002-01-01"}
    store.extend(ox.Quad(node, node, ox.Literal(text, datatype=XSD_DATE)) for text in texts)
    assert {str(quad.object.value) for quad in store} == texts


def test_an_open_end_lasts_to_the_date_of_its_source() -> None:
    """ "In office" in a source of 28 November says: not ended before 28 November."""
    day = Day(2025, 11, 28)
    assert parse_edtf("2012-11/..").as_of(day).end_earliest == day
    assert parse_edtf("2012-11/..").as_of(day).end_latest is None


def test_an_open_end_does_not_precede_its_start() -> None:
    """A source of November that announces a term from January does not end it in November."""
    bounds = parse_edtf("2026-01-15/..").as_of(Day(2025, 11, 28))
    assert bounds.end_earliest == Day(2026, 1, 15)


@pytest.mark.parametrize("edtf", ["2012-11/", "2012/2024", "2024-05-12", "/", "../2024"])
def test_other_ends_do_not_age(edtf: str) -> None:
    """An unknown end is not an open one."""
    assert parse_edtf(edtf).as_of(Day(2025, 11, 28)) == parse_edtf(edtf)


@pytest.mark.parametrize(
    ("wide", "narrow"),
    [
        ("/", "2024-05-12"),
        ("2024", "2024-05"),
        ("2012/", "2012-11/2024"),
        ("/2024", "2012/2024-05-12"),
        ("[..2024]", "2023"),
        ("[2012..]", "[2012-11..2014]"),
    ],
)
def test_bounds_contain_narrower_ones_and_not_the_other_way(wide: str, narrow: str) -> None:
    """Each of the four bounds counts; a missing one excludes nothing."""
    assert parse_edtf(wide).contains(parse_edtf(narrow))
    assert not parse_edtf(narrow).contains(parse_edtf(wide))


def test_only_a_date_of_which_nothing_is_said_is_unknown() -> None:
    """An open end is something said."""
    assert parse_edtf("/").is_unknown
    assert not parse_edtf("/..").is_unknown
    assert parse_edtf("/") == Bounds(None, None, None, None, "/")

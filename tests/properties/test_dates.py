"""What holds for every date: coarser ones contain finer ones, and no text does harm."""

from __future__ import annotations

import datetime

from hypothesis import given
from hypothesis import strategies as st

from kg.bounds import Bounds, Day
from kg.dates import (
    Order,
    parse_date,
    parse_day,
    parse_edtf,
    parse_interval,
    parse_wikidata_time,
)
from kg.errors import DateError

ORDERS: st.SearchStrategy[Order | None] = st.sampled_from([None, "dmy", "mdy", "ymd"])
ALPHABET = "0123456789-/.?~%XYETZ[] :+–,'abcdeforstuvwy"
SCRAPS = st.sampled_from(
    ["2024", "May", "12", "-", "/", "..", " to ", "since ", "c. ", "BC", "before ", "?", "~", "[",
     "]", "..", "T10:00:00", "Z", "X", "XX", "Y", "E9", "9999-12-31", "s", " ", "1st", "spring"]
)  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=120),
    st.text(alphabet=ALPHABET, max_size=40),
    st.lists(SCRAPS, max_size=8).map("".join),
)


@st.composite
def years(draw: st.DrawFn) -> str:
    """A year of four digits, before or after Christ, but not the sentinel 9999."""
    year = draw(st.integers(-9999, 9998).filter(lambda year: year != 0))
    return f"{'-' if year < 0 else ''}{abs(year):04}"


@st.composite
def chains(draw: st.DrawFn) -> list[str]:
    """A day, and ever coarser dates around it."""
    year = draw(years())
    month = draw(st.integers(1, 12))
    day = draw(st.integers(1, 28))
    return [
        f"{year}-{month:02}-{day:02}",
        draw(st.sampled_from([f"{year}-{month:02}", f"{year}-{month:02}-XX"])),
        draw(st.sampled_from([year, f"{year}-XX", f"{year}-XX-XX"])),
        f"{year[:-1]}X",
        f"{year[:-2]}XX",
    ]


@given(chains(), st.sampled_from(["", "?", "~", "%"]), st.data())
def test_a_coarser_date_contains_every_finer_one(
    chain: list[str], qualifier: str, data: st.DataObject
) -> None:
    """Day in month in year in decade in century, whatever the qualifiers."""
    first, second = sorted(data.draw(st.tuples(*[st.integers(0, len(chain) - 1)] * 2)))
    finer, coarser = parse_edtf(chain[first] + qualifier), parse_edtf(chain[second])
    assert coarser.contains(finer)
    assert not finer.contains(coarser) or bounds_of(finer) == bounds_of(coarser)


@given(chains(), chains(), st.data())
def test_a_coarser_period_contains_every_finer_one(
    starts: list[str], ends: list[str], data: st.DataObject
) -> None:
    """Also where the start and the end overlap and bound each other."""
    index = st.integers(0, len(starts) - 1)
    fine_start, coarse_start = sorted(data.draw(st.tuples(index, index)))
    fine_end, coarse_end = sorted(data.draw(st.tuples(index, index)))
    try:
        finer = parse_edtf(f"{starts[fine_start]}/{ends[fine_end]}")
    except DateError:
        return
    assert parse_edtf(f"{starts[coarse_start]}/{ends[coarse_end]}").contains(finer)
    assert parse_edtf(f"{starts[coarse_start]}/").contains(finer)
    assert parse_edtf(f"/{ends[coarse_end]}").contains(finer)


@given(
    st.integers(1, 9998), st.sampled_from(["spring", "summer", "autumn", "winter"]), st.booleans()
)
def test_a_season_contains_its_months_north_and_south(
    year: int, season: str, southern: bool
) -> None:
    """No hemisphere and no side of New Year is excluded."""
    first = {"spring": 2, "summer": 5, "autumn": 8, "winter": 11}[season] + (6 if southern else 0)
    bounds = parse_date(f"{season} {year:04}")
    assert bounds.start_earliest is not None
    assert bounds.start_latest is not None
    for month in range(first % 12, first % 12 + 3):
        day = Day(year + month // 12, month % 12 + 1, 1)
        assert bounds.start_earliest <= day <= bounds.start_latest


@given(TEXTS, ORDERS)
def test_any_text_is_read_or_refused_and_its_edtf_means_the_same(
    text: str, order: Order | None
) -> None:
    """Nothing but a DateError escapes, and the canonical EDTF is a fixed point."""
    try:
        bounds = parse_date(text, order=order)
    except DateError:
        return
    assert parse_edtf(bounds.edtf) == bounds
    assert in_order(bounds)


@given(TEXTS, TEXTS)
def test_any_two_columns_are_read_or_refused(start: str, end: str) -> None:
    """Nothing but a DateError escapes."""
    try:
        bounds = parse_interval(start, end)
    except DateError:
        return
    assert parse_edtf(bounds.edtf) == bounds
    assert in_order(bounds)


@given(TEXTS)
def test_what_edtf_reads_an_everyday_reader_reads_alike(text: str) -> None:
    """But for the year 0000, which everyday sources write for no date at all."""
    try:
        bounds = parse_edtf(text)
    except DateError:
        return
    if "0000" not in text and text != "/":
        assert parse_date(text) == bounds


@given(
    st.one_of(st.text(), st.from_regex(r"[+-]\d{4,16}-\d\d-\d\dT00:00:00Z", fullmatch=True)),
    st.integers(-1, 15),
)
def test_any_time_of_wikidata_is_read_or_refused(text: str, precision: int) -> None:
    """Nothing but a DateError escapes."""
    try:
        bounds = parse_wikidata_time(text, precision)
    except DateError:
        return
    assert parse_edtf(bounds.edtf) == bounds


@given(st.dates(max_value=datetime.date(9998, 12, 31)))
def test_every_way_to_write_a_day_is_the_same_day(date: datetime.date) -> None:
    """English, dotted, slashed and ISO forms agree."""
    expected = parse_edtf(date.isoformat())
    day, month, year = date.day, date.month, f"{date.year:04}"
    name = date.strftime("%B")
    for text in (
        f"{day} {name} {year}",
        f"{name[:3]} {day}, {year}",
        f"{day}.{month}.{year}",
        f"{year}/{month}/{day}",
        f"{date.isoformat()} 12:00",
    ):
        assert parse_date(text) == expected
    assert parse_date(f"{day}/{month}/{year}", order="dmy") == expected
    assert parse_date(f"{month}/{day}/{year}", order="mdy") == expected


@given(st.dates(), st.dates())
def test_days_are_ordered_as_the_calendar_orders_them(
    first: datetime.date, second: datetime.date
) -> None:
    """And from the year 1 to 9999 as their texts are."""
    one, other = (Day(date.year, date.month, date.day) for date in (first, second))
    assert (one < other, one == other) == (first < second, first == second)
    assert (str(one) < str(other)) == (one < other)
    assert (str(one), parse_day(str(one))) == (first.isoformat(), one)


@given(st.dates(max_value=datetime.date(9999, 12, 30)))
def test_the_day_after_is_that_of_the_calendar(date: datetime.date) -> None:
    """Stepping agrees with the standard library where it has the day."""
    following = date + datetime.timedelta(days=1)
    day = Day(date.year, date.month, date.day)
    assert str(day.following()) == following.isoformat()
    assert day.following().previous() == day


def bounds_of(bounds: Bounds) -> tuple[Day | None, ...]:
    """The four bounds alone."""
    return (bounds.start_earliest, bounds.start_latest, bounds.end_earliest, bounds.end_latest)


def in_order(bounds: Bounds) -> bool:
    """Whether no bound contradicts another."""
    first, last, end_first, end_last = bounds_of(bounds)
    pairs = [(first, last), (end_first, end_last), (first, end_first), (last, end_last)]
    return all(low <= high for low, high in pairs if low is not None and high is not None)

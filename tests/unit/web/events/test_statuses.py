"""How far an event has come, and its reports on a strip."""

from __future__ import annotations

from kg.dates import Day
from kg.vocabulary import GC
from kg.web.events.statuses import latest_status, status_of
from kg.web.events.strip import WIDTH, StripMark, draw_strip


def latest(*reports: tuple[str, str]) -> str:
    """The code of the latest status of reports by day and code."""
    found = latest_status((day, str(GC[code])) for day, code in reports)
    return found.code if found else ""


def test_the_report_said_last_counts() -> None:
    """A cancellation after an announcement, and an event that was held after all."""
    assert latest(("2025-11-28", "announced"), ("2025-11-30", "cancelled")) == "cancelled"
    assert latest(("2023-06-30", "occurred"), ("2023-02-03", "postponed")) == "occurred"


def test_of_one_day_that_counts_which_is_further_along() -> None:
    """Whatever the order in which the reports come."""
    reports = [("2025-11-28", "occurred"), ("2025-11-28", "announced")]
    assert latest(*reports) == latest(*reversed(reports)) == "occurred"


def test_a_report_without_a_day_counts_least() -> None:
    """Nobody knows that it was later than one of a day; without others it is all there is."""
    assert latest(("", "occurred"), ("2025-11-28", "announced")) == "announced"
    assert latest(("", "occurred")) == "occurred"
    assert latest() == ""


def test_a_status_of_others_has_no_mark_of_ours() -> None:
    """Its name is shown, and nothing of it gets into a class of the page."""
    status = status_of('http://example.org/"><script>')
    assert status.code == "other"


def mark(code: str, first: Day, last: Day) -> StripMark:
    """A report made between two days."""
    return StripMark(code, code, first, last)


def test_a_strip_sets_reports_and_the_event_in_order() -> None:
    """Earlier is more to the left, and all of it is within the strip."""
    announced = mark("announced", Day(2025, 11, 28), Day(2025, 11, 28))
    strip = draw_strip([announced], (Day(2025, 12, 1), Day(2025, 12, 7)))
    assert strip is not None
    first, event = strip.bars
    assert (first.code, event.code) == ("announced", "event")
    assert first.x + first.width <= event.x
    assert 0 <= first.x < event.x + event.width <= WIDTH
    assert event.title == "the event itself: 1 December 2025 to 7 December 2025"
    assert [tick.text for tick in strip.ticks] == ["28 November 2025", "7 December 2025"]


def test_there_is_no_strip_for_one_thing_or_for_very_many() -> None:
    """One has no order, and a hundred cannot be read."""
    day = Day(2025, 1, 1)
    assert draw_strip([mark("announced", day, day)], None) is None
    many = [mark("announced", Day(year, 1, 1), Day(year, 1, 1)) for year in range(1900, 2000)]
    assert draw_strip(many, (day, day)) is None


def test_two_reports_of_one_day_and_years_before_ours_are_drawn() -> None:
    """A strip of one day has a width, and one over centuries stays within its own."""
    day = Day(2025, 1, 1)
    strip = draw_strip([mark("announced", day, day), mark("occurred", day, day)], None)
    assert strip is not None
    assert len(strip.ticks) == 1
    long = draw_strip([mark("occurred", Day(-43, 3, 15), Day(-43, 3, 15))], (day, day))
    assert long is not None
    assert all(0 <= bar.x <= bar.x + bar.width <= WIDTH for bar in long.bars)

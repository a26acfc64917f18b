"""The time of an event in words."""

from __future__ import annotations

import pytest

from kg.dates import Day, parse_day
from kg.web.events.when import event_in_words, span_in_words


def bounds(*texts: str) -> list[list[Day]]:
    """One day for each bound, or none."""
    return [[parse_day(text)] if text else [] for text in texts]


@pytest.mark.parametrize(
    ("said", "days", "words"),
    [
        ([], ("2025-12-01", "2025-12-07") * 2, "between 1 and 7 December 2025"),
        ([], ("2025-12-30", "2026-01-02") * 2, "between 30 December 2025 and 2 January 2026"),
        ([], ("2025-11-28",) * 4, "28 November 2025"),
        ([], ("2016-04-25",) * 2 + ("2016-04-27",) * 2, "25 to 27 April 2016"),
        (["2016-04-25/2016-05-02"], ("",) * 4, "25 April to 2 May 2016"),
        (["2016-04-25/2016-04-27", "2016-04-25/2016-04-27"], ("",) * 4, "25 to 27 April 2016"),
        (["2024-05"], ("",) * 4, "May 2024"),
        (["/"], ("",) * 4, ""),
        ([], ("",) * 4, ""),
    ],
)
def test_a_time_keeps_its_precision(said: list[str], days: tuple[str, ...], words: str) -> None:
    """Bounds alone are days between which it was; a month stays a month."""
    assert event_in_words(said, bounds(*days)) == words


def test_sources_that_disagree_are_not_made_one() -> None:
    """Of two days each stands there, and that they cannot both be right."""
    days = [[parse_day("2020-01-01"), parse_day("2020-02-01")]] * 4
    words = event_in_words(["2020-01-01", "2020-02-01"], days)
    assert "1 January 2020 or 1 February 2020" in words
    assert "sources disagree" in words


def test_what_is_no_period_in_order_is_left_to_others() -> None:
    """Days that are none, and an end before the start, are never made a span."""
    for text in ("2020-02-31/2020-03-01", "2020-03-02/2020-03-01"):
        assert " to " in event_in_words([text], bounds("", "", "", ""))


def test_a_span_before_our_era_names_both_years() -> None:
    """Nothing is left out that would be read wrongly."""
    assert span_in_words(Day(-43, 3, 15), Day(-42, 1, 1)) == "15 March 44 BC to 1 January 43 BC"
    assert span_in_words(Day(-43, 3, 15), Day(-43, 4, 1)) == "15 March 44 BC to 1 April 44 BC"

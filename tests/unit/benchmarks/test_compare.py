"""Figures as a person reads them."""

from __future__ import annotations

import pytest

from tests.benchmarks.compare import Comparison, markdown, measure, percentile, show, table


@pytest.mark.parametrize(
    ("share", "value"), [(0.0, 1.0), (0.5, 50.0), (0.95, 95.0), (0.99, 99.0), (1.0, 100.0)]
)
def test_a_percentile_is_one_of_the_values(share: float, value: float) -> None:
    """Of a hundred values, 99 are not above the 99th percentile."""
    assert percentile([float(number) for number in range(100, 0, -1)], share) == value


def test_the_percentile_of_one_value_is_that_value() -> None:
    """A short run has figures too."""
    assert percentile([3.0], 0.99) == 3.0


@pytest.mark.parametrize(
    ("seconds", "text"), [(0.00042, "0.42 ms"), (0.0123, "12.3 ms"), (2.5, "2.50 s")]
)
def test_a_time_has_the_digits_that_count(seconds: float, text: str) -> None:
    """Cheap queries take less than a millisecond."""
    assert show(seconds) == text


def test_a_table_is_markdown() -> None:
    """It goes into the documentation as it is."""
    assert markdown(("a", "b"), [("1", "2")]) == "| a | b |\n| --- | --- |\n| 1 | 2 |"


def test_both_ways_are_run_in_turns() -> None:
    """A slow spell of the machine must meet both."""
    order: list[str] = []
    comparison = Comparison("x", lambda: order.append("ours"), "p", lambda: order.append("peer"))
    measure(comparison, 2)
    assert order == ["ours", "peer", "ours", "peer"]


def test_a_missed_target_is_called_so() -> None:
    """The table does not leave the judgement to the reader."""
    text = table([Comparison("x", lambda: None, "", target=-1.0)], 1)
    assert text.splitlines()[-1].endswith("missed |")

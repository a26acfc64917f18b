"""The four answers about one day."""

from __future__ import annotations

from itertools import product

import pytest

from kg.answers import Answer, answer_on
from kg.dates import Bounds, Day, parse_edtf

DAY = Day(2024, 5, 20)
ARTICLE = parse_edtf("/2024-05")
B = parse_edtf("2012-11-06/2024-05-12")
C = parse_edtf("2012-11-06/2024-06-12")


def answer(day: Day, *sources: Bounds) -> Answer:
    """Answer from the bounds of several sources together."""
    return answer_on(
        day,
        [source.start_earliest for source in sources if source.start_earliest],
        [source.start_latest for source in sources if source.start_latest],
        [source.end_earliest for source in sources if source.end_earliest],
        [source.end_latest for source in sources if source.end_latest],
    )


@pytest.mark.parametrize(
    ("day", "sources", "expected"),
    [
        (DAY, [], Answer.UNKNOWN),
        (DAY, [ARTICLE], Answer.UNKNOWN),
        (Day(2024, 6, 1), [ARTICLE], Answer.FALSE),
        (Day(2024, 5, 12), [ARTICLE, B], Answer.TRUE),
        (Day(2012, 11, 6), [B], Answer.TRUE),
        (Day(2012, 11, 5), [B], Answer.FALSE),
        (Day(2024, 5, 12), [B], Answer.TRUE),
        (Day(2024, 5, 13), [B], Answer.FALSE),
        (DAY, [ARTICLE, B], Answer.FALSE),
        (DAY, [ARTICLE, B, C], Answer.DISPUTED),
        (DAY, [parse_edtf("2012/")], Answer.UNKNOWN),
        (DAY, [parse_edtf("2012/..")], Answer.UNKNOWN),
        (DAY, [parse_edtf("2012/..").as_of(Day(2025, 11, 28))], Answer.TRUE),
        (Day(2025, 11, 29), [parse_edtf("2012/..").as_of(Day(2025, 11, 28))], Answer.UNKNOWN),
        (DAY, [parse_edtf("2024-05-20")], Answer.TRUE),
        (DAY, [parse_edtf("2024-05")], Answer.UNKNOWN),
        (DAY, [parse_edtf("2024-05-20/2024")], Answer.TRUE),
        (Day(-43, 3, 15), [parse_edtf("-0048/-0043-03-15")], Answer.TRUE),
        (Day(-43, 3, 16), [parse_edtf("-0048/-0043-03-15")], Answer.FALSE),
    ],
)
def test_sources_together_give_one_answer(
    day: Day, sources: list[Bounds], expected: Answer
) -> None:
    """Sources narrow each other; where they contradict each other the answer says so."""
    assert answer(day, *sources) is expected


BEFORE, AFTER = DAY.previous(), DAY.following()


@pytest.mark.parametrize(
    ("asserted", "excluded", "expected"),
    [
        (True, False, Answer.TRUE),
        (True, True, Answer.DISPUTED),
        (False, False, Answer.UNKNOWN),
        (False, True, Answer.FALSE),
    ],
)
def test_the_answer_depends_on_being_asserted_and_excluded_alone(
    asserted: bool, excluded: bool, expected: Answer
) -> None:
    """All sixteen ways in which the bounds can stand around a day."""
    seen = 0
    for started, lasted, too_early, too_late in product((True, False), repeat=4):
        if (started and lasted, too_early or too_late) == (asserted, excluded):
            seen += 1
            found = answer_on(
                DAY,
                [DAY, AFTER] if too_early else [DAY],
                [AFTER, DAY] if started else [AFTER],
                [BEFORE, DAY] if lasted else [BEFORE],
                [DAY, BEFORE] if too_late else [DAY],
            )
            assert found is expected
    assert seen


def test_bounds_may_be_read_once_only() -> None:
    """A generator is as good as a list."""
    assert answer_on(DAY, iter([]), iter([BEFORE]), iter([AFTER]), iter([])) is Answer.TRUE


def test_an_answer_is_the_word_of_the_stored_query() -> None:
    """The function and the query speak the same four words."""
    assert {str(word) for word in Answer} == {"true", "false", "unknown", "disputed"}

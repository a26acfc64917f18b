"""Pieces of time: each day has the answer that the bounds of all sources give."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kg.answers import Answer, answer_on
from kg.bounds import LAST_YEAR
from kg.dates import Day
from kg.web.roles.pieces import pieces_of

_DAYS = some.builds(Day, some.just(2024), some.integers(1, 3), some.integers(1, 28))
_BOUNDS = some.lists(some.lists(_DAYS, max_size=3), min_size=4, max_size=4)


@given(_BOUNDS, _DAYS)
def test_every_day_is_in_the_piece_with_its_answer(bounds: list[list[Day]], day: Day) -> None:
    """In one piece exactly; neighbours differ, and nothing is left out between them."""
    pieces = pieces_of(bounds)
    inside = [
        piece
        for piece in pieces
        if (piece.first is None or piece.first <= day) and (piece.last is None or day <= piece.last)
    ]
    assert [piece.said for piece in inside] == [answer_on(day, *bounds)]
    assert pieces[0].first is None
    assert pieces[-1].last is None
    for one, following in itertools.pairwise(pieces):
        assert one.said != following.said
        assert one.last is not None
        assert one.last.following() == following.first


@pytest.mark.parametrize(
    ("bounds", "answers"),
    [
        ([[], [], [], []], [Answer.UNKNOWN]),
        ([[], [], [], [Day(2024, 5, 31)]], [Answer.UNKNOWN, Answer.FALSE]),
        (
            [[Day(2012, 1, 1)], [Day(2012, 12, 31)], [Day(2024, 5, 1)], [Day(2024, 5, 31)]],
            [Answer.FALSE, Answer.UNKNOWN, Answer.TRUE, Answer.UNKNOWN, Answer.FALSE],
        ),
        (
            [[], [Day(2012, 1, 1)], [Day(2024, 6, 30)], [Day(2024, 5, 12)]],
            [Answer.UNKNOWN, Answer.TRUE, Answer.DISPUTED, Answer.FALSE],
        ),
    ],
)
def test_the_pieces_of_what_sources_say(bounds: list[list[Day]], answers: list[Answer]) -> None:
    """Certain where some source says so, possible around it, disputed where one excludes it."""
    assert [piece.said for piece in pieces_of(bounds)] == answers


def test_the_last_day_that_there_is_ends_time() -> None:
    """No day comes after it."""
    last = Day(LAST_YEAR, 12, 31)
    assert [piece.said for piece in pieces_of([[], [], [], [last]])] == [Answer.UNKNOWN]

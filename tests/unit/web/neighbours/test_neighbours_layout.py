"""Where neighbours are drawn."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from kg.web.neighbours.layout import PILL, ROW, WIDTH, Branch, Layout, lay_out
from kg.web.neighbours.reading import shares

BRANCHES = st.lists(st.builds(Branch, st.integers(0, 40), st.booleans()), max_size=12)


def points(layout: Layout) -> list[tuple[float, float]]:
    """All places with a text of their own."""
    return [
        (point.x, point.y)
        for branch in layout.branches
        for point in (*branch.things, *((branch.more,) if branch.more else ()))
    ]


@given(BRANCHES)
def test_nothing_overlaps_and_nothing_is_outside(branches: list[Branch]) -> None:
    """Things of one side stand a row apart, and pills beside each other do so too."""
    layout = lay_out(branches)
    assert len(layout.branches) == len(branches)
    for x in {place[0] for place in points(layout)}:
        rows = sorted(y for one, y in points(layout) if one == x)
        assert all(after - before >= ROW for before, after in pairwise(rows))
    pills = [branch.pill for branch in layout.branches]
    for side in {pill.x for pill in pills}:
        rows = sorted(pill.y for pill in pills if pill.x == side)
        assert all(after - before >= ROW for before, after in pairwise(rows))
    for x, y in (*points(layout), *((pill.x, pill.y) for pill in pills)):
        assert PILL / 2 <= x <= WIDTH - PILL / 2
        assert 0 < y < layout.height


@given(BRANCHES)
def test_the_same_is_drawn_each_time(branches: list[Branch]) -> None:
    """A copy of the page that somebody kept is the page."""
    assert lay_out(branches) == lay_out(list(branches))


def test_each_thing_has_a_line_to_it() -> None:
    """One from the middle to the relation, and one to each of its things and to the rest."""
    (branch,) = lay_out([Branch(3, more=True)]).branches
    assert len(branch.things) == 3
    assert branch.more is not None
    assert len(branch.lines) == 1 + 4


def test_the_sides_are_about_as_high() -> None:
    """Two large relations do not stand on the same side."""
    layout = lay_out([Branch(20), Branch(20), Branch(1)])
    assert layout.branches[0].pill.x != layout.branches[1].pill.x
    assert layout.height < 22 * ROW + 50


def test_small_groups_are_drawn_whole() -> None:
    """Large ones share what is left, and nothing is given that is not there."""
    assert shares([1, 100, 2], 11) == [1, 8, 2]
    assert shares([5, 5], 100) == [5, 5]
    assert shares([5, 5, 5], 2) == [1, 1, 0]
    assert shares([], 10) == []

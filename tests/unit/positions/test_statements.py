"""Tests of kg.positions.statements: offsets, lines and columns."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.positions.statements import Role, Statement, lines_and_columns


@given(text=st.text(alphabet="ab\n\ré𝔄", max_size=40), data=st.data())
def test_lines_and_columns_are_counted_in_characters(text: str, data: st.DataObject) -> None:
    """As one that counts each offset anew would."""
    asked = data.draw(st.lists(st.integers(0, len(text))))
    offsets = [len(text[:place].encode()) for place in asked]
    found = lines_and_columns(text.encode(), offsets)
    for place, offset in zip(asked, offsets, strict=True):
        before = text[:place]
        assert found[offset] == (before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1)


def test_a_predicate_without_a_place_is_at_the_object() -> None:
    """Collections have predicates that nobody wrote."""
    assert Statement(1, 2, 3).offset(Role.PREDICATE) == 2
    assert Statement(1, -1, 3).offset(Role.PREDICATE) == 3
    assert Statement(1, -1, 3).offset(Role.SUBJECT) == 1

"""Who came before and after: stated, or by the days where only one can be meant."""

from __future__ import annotations

from kg.dates import Day
from kg.web.roles.succession import Held, Succession
from kg.web.things.shown import Shown


def held(name: str, start: int | None, end: int | None, *, succeeds: tuple[str, ...] = ()) -> Held:
    """A tenure from the first day of one year to that of another."""
    first = [Day(start, 1, 1)] if start else []
    last = [Day(end, 1, 1)] if end else []
    return Held(name, "post", lambda: Shown(name), (first, first, last, last), succeeds)


def beside(order: Succession, name: str) -> tuple[list[str], list[str]]:
    """The names before and after, those that a source states with a star."""
    return tuple(  # type: ignore[return-value]
        [one.holder.text + "*" * one.stated for one in found]
        for found in (order.before(name), order.after(name))
    )


def test_the_next_by_days_are_neighbours() -> None:
    """One ends on the day on which the other begins, or before."""
    order = Succession([held("a", 2000, 2004), held("b", 2004, 2008), held("c", 2008, None)])
    assert beside(order, "a") == ([], ["b"])
    assert beside(order, "b") == (["a"], ["c"])
    assert beside(order, "c") == (["b"], [])


def test_across_a_long_gap_nobody_is_named() -> None:
    """In years without a holder somebody unrecorded may have been; unless a source states it."""
    order = Succession([held("a", 2000, 2004), held("b", 2014, 2018)])
    assert beside(order, "a") == ([], [])
    assert beside(order, "b") == ([], [])
    stated = Succession([held("a", 2000, 2004), held("b", 2014, 2018, succeeds=("a",))])
    assert beside(stated, "b") == (["a*"], [])


def test_what_a_source_states_goes_before_the_days() -> None:
    """Also where it is not the nearest."""
    order = Succession(
        [held("a", 2000, 2004), held("b", 2004, 2008), held("c", 2008, 2010, succeeds=("a",))]
    )
    assert beside(order, "c") == (["a*"], [])
    assert beside(order, "a") == ([], ["c*"])


def test_where_more_than_one_may_be_meant_nobody_is_named() -> None:
    """Two at a time, one without days, one whose end is not known."""
    assert beside(Succession([held("a", 2000, 2004), held("b", 2001, 2008)]), "a") == ([], [])
    strayed = Succession([held("a", 2000, 2004), held("b", 2004, 2008), held("x", None, None)])
    assert beside(strayed, "a") == ([], [])
    assert beside(Succession([held("a", 2000, None), held("b", 2004, 2008)]), "b") == ([], [])


def test_what_was_over_before_leaves_the_order_clear() -> None:
    """A holder without a start is no doubt for those who came after its end."""
    order = Succession([held("x", None, 1999), held("a", 2000, 2004), held("b", 2004, 2008)])
    assert beside(order, "b") == (["a"], [])
    assert beside(order, "nobody") == ([], [])

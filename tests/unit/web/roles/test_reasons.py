"""Why a role is possible on a day, and the days on which nobody certainly held a post."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.dates import Day
from kg.web.dates_in_words import in_words
from kg.web.roles.gaps import gaps_in
from kg.web.roles.reading import Role
from kg.web.roles.reasons import reasons, within
from kg.web.things.shown import Shown


def role(
    *bounds: list[Day], name: str = "x", acting: bool = False, ended: str = "", said: str = ""
) -> Role:
    """A role with the bounds in their order."""
    when = in_words([said] if said else [], bounds)
    texts = (said,) if said else ()
    shown = Shown(name, iri=name)
    return Role(name, "", shown, shown, True, texts, bounds, when, acting, ended, "", (), [], [])


def year(number: int) -> list[Day]:
    """The first day of a year as the only one of a bound."""
    return [Day(number, 1, 1)]


@pytest.mark.parametrize(
    ("found", "sentences"),
    [
        (
            role([], [], [Day(2024, 5, 1)], [Day(2024, 5, 31)], ended="replaced"),
            ["Was replaced in May 2024; the day is not known.", "When it started is not known."],
        ),
        (
            role(year(2012), year(2012), year(2022), []),
            ["Its end is not known; the last that sources tell is of 1 January 2022."],
        ),
        (
            role(year(2012), year(2012), year(2022), [], said="2012-01-01/.."),
            ["It is said to go on; the last that sources tell is of 1 January 2022."],
        ),
        (
            role([], year(2025), year(2025), []),
            ["It had started by 1 January 2025; how long before is not known."],
        ),
        (
            role([Day(2024, 1, 1)], [Day(2024, 12, 31)], year(2025), []),
            ["It started in 2024; the day is not known."],
        ),
        (
            role([], [], [], year(2030)),
            [
                "It was over by 1 January 2030; when it ended is not known.",
                "When it started is not known.",
            ],
        ),
        (
            role([], [], [], []),
            ["When it ended is not known.", "When it started is not known."],
        ),
        (role(year(2012), year(2012), year(2026), []), ["The sources have it: "]),
        (role(year(2025), [], [], []), []),
    ],
)
def test_the_reason_is_a_sentence(found: Role, sentences: list[str]) -> None:
    """On 12 May 2024: what is not known, in which words the sources have what is."""
    told = reasons(found, Day(2024, 5, 12))
    assert len(told) == len(sentences)
    assert all(one.startswith(start) for one, start in zip(told, sentences, strict=True))


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (Day(2024, 5, 12), Day(2024, 5, 12), "on 12 May 2024"),
        (Day(2024, 2, 1), Day(2024, 2, 29), "in February 2024"),
        (Day(2024, 1, 1), Day(2024, 12, 31), "in 2024"),
        (Day(-43, 1, 1), Day(-43, 12, 31), "in 44 BC"),
        (Day(2024, 5, 1), Day(2024, 6, 30), "between 1 May 2024 and 30 June 2024"),
    ],
)
def test_a_stretch_of_days_is_called_by_its_name(first: Day, last: Day, words: str) -> None:
    """A whole month and a whole year are not told by their ends."""
    assert within(first, last) == words


def kinds(*roles: Role) -> list[tuple[str, str]]:
    """The gaps with their days in words."""
    return [(gap.kind, gap.when) for gap in gaps_in(roles)]


def test_of_the_days_between_two_holders_none_is_known() -> None:
    """They are those that both leave out; behind the last nobody is known."""
    found = kinds(
        role(year(2000), year(2000), year(2004), year(2004)),
        role(year(2006), year(2006), year(2008), year(2008)),
    )
    assert found == [
        ("between", "2 January 2004 to 31 December 2005"),
        ("after", "from 2 January 2008"),
    ]


def test_a_vacancy_is_stated() -> None:
    """By a source that has the holder behind the days succeed the one before them."""
    first = role(year(2000), year(2000), year(2004), year(2004), name="first")
    second = role(year(2006), year(2006), year(2008), year(2008), name="second")
    stated = replace(second, succeeds=("first",))
    assert kinds(first, stated)[0] == ("vacant", "2 January 2004 to 31 December 2005")
    assert kinds(first, replace(second, succeeds=("other",)))[0][0] == "between"


def test_an_acting_holder_fills_no_gap() -> None:
    """But is told of; before a first holder there is none to be told."""
    acting = role(year(2004), year(2004), year(2007), year(2007), acting=True)
    found = kinds(
        acting,
        role(year(2000), year(2000), year(2004), year(2004)),
        role(year(2006), year(2006), year(2008), []),
    )
    assert found == [("acting", "2 January 2004 to 31 December 2005")]
    assert kinds(acting) == []


def test_where_somebody_may_have_been_it_is_not_vacant() -> None:
    """What is merely not known has another name."""
    found = kinds(
        role(year(2000), year(2000), year(2004), year(2004)),
        role([], year(2006), year(2008), []),
    )
    assert found == [("possible", "2 January 2004 to 31 December 2005")]

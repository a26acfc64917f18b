"""The geometry of time lines: precision is drawn, and hostile labels do not break the frame."""

from __future__ import annotations

import itertools

from kg.dates import Day
from kg.web.roles.timeline import Entry, Timeline, draw, shortened

TODAY = Day(2026, 11, 26)


def bars(drawing: Timeline | None, row: int = 0) -> list[str]:
    """The kinds of the bars of a row, from left to right."""
    assert drawing
    return [bar.kind for bar in drawing.rows[row].bars]


def signs(drawing: Timeline | None, row: int = 0) -> list[tuple[str, str]]:
    """What stands at the sides of a row."""
    assert drawing
    return [(sign.kind, sign.side) for sign in drawing.rows[row].signs]


def entry(*bounds: list[Day], open_end: bool = False, label: str = "Minister") -> Entry:
    """A row with the bounds in their order."""
    return Entry(label, "some time", bounds, open_end=open_end)


def test_precision_is_drawn() -> None:
    """Possible until it certainly began, certain, then possible until it certainly was over."""
    known = entry([Day(2012, 1, 1)], [Day(2012, 12, 31)], [Day(2024, 5, 1)], [Day(2024, 5, 31)])
    drawing = draw([known], None, TODAY)
    assert bars(drawing) == ["possible", "certain", "possible"]
    assert signs(drawing) == []
    assert drawing
    row = drawing.rows[0].bars
    assert all(
        abs(one.x + one.width - following.x) < 0.05 for one, following in itertools.pairwise(row)
    )
    assert row[1].width > 80 * row[2].width


def test_unknown_and_open_ends_are_told_apart() -> None:
    """What nobody bounds fades away with a question mark; the open has an arrow."""
    started: list[list[Day]] = [[Day(2020, 1, 1)], [Day(2020, 1, 1)], [Day(2022, 7, 7)], []]
    unknown = draw([entry(*started)], None, TODAY)
    assert bars(unknown) == ["certain", "fade-out"]
    assert signs(unknown) == [("unknown", "right")]
    stated = draw([entry(*started, open_end=True)], None, TODAY)
    assert bars(stated) == ["certain", "possible"]
    assert signs(stated) == [("open", "right")]
    ended = draw([entry([], [], [], [Day(2024, 5, 31)])], None, TODAY)
    assert bars(ended) == ["fade-in"]
    assert signs(ended) == [("unknown", "left")]


def test_what_sources_dispute_is_a_piece_of_its_own() -> None:
    """From the day on which one source has it over, until the other has it over."""
    disputed = entry([], [Day(2012, 1, 1)], [Day(2024, 6, 30)], [Day(2024, 5, 12)])
    assert bars(draw([disputed], None, TODAY)) == ["fade-in", "certain", "disputed"]


def test_the_day_asked_and_today_have_lines() -> None:
    """The day asked always; today where it is near, and once where they are one."""
    old = entry([Day(1890, 1, 1)], [Day(1890, 1, 1)], [Day(1892, 1, 1)], [Day(1892, 1, 1)])
    drawing = draw([old], Day(1891, 1, 1), TODAY)
    assert drawing
    assert drawing.today is None
    assert drawing.at
    assert drawing.at.label == "1 January 1891"
    new = entry([Day(2024, 1, 1)], [Day(2024, 1, 1)], [Day(2025, 1, 1)], [])
    near = draw([new], None, TODAY)
    assert near
    assert near.today
    assert near.at is None
    both = draw([new], TODAY, TODAY)
    assert both
    assert both.today is None
    assert both.at


def test_an_end_that_is_not_known_reaches_today() -> None:
    """However long ago it began: the answer is about today, too."""
    drawing = draw([entry([Day(2010, 1, 1)], [Day(2010, 1, 1)], [], [])], None, TODAY)
    assert drawing
    assert drawing.today
    old = [Day(1900, 1, 1)]
    assert draw([entry(old, old, old, [])], None, TODAY).today  # type: ignore[union-attr]


def test_of_too_many_rows_those_of_the_day_are_drawn() -> None:
    """The day asked is among them, wherever its row stands."""
    days = [[Day(1900 + number, 1, 1)] for number in range(100, 0, -1)]
    rows = [entry(*[day] * 4, label=str(day[0].year)) for day in days]
    drawing = draw(rows, Day(1903, 1, 1), TODAY)
    assert drawing
    labels = [row.label for row in drawing.rows]
    assert "1903" in labels
    assert (len(labels), drawing.more) == (60, 40)
    newest = draw(rows, None, TODAY)
    assert newest
    assert newest.rows[0].label == "2000"


def test_many_rows_and_those_without_a_day_are_counted() -> None:
    """A drawing ends at its limit and says so; what has no day is not drawn."""
    rows = [entry([Day(2000 + number % 20, 1, 1)], [], [], []) for number in range(70)]
    drawing = draw([*rows, entry([], [], [], [])], None, TODAY)
    assert drawing
    assert (len(drawing.rows), drawing.more, drawing.undated) == (60, 10, 1)
    assert draw([entry([], [], [], [])], None, TODAY) is None


def test_every_bar_stays_in_the_frame() -> None:
    """A day of a thousand years is seen, and so is the year before Christ."""
    day = Day(-43, 3, 15)
    far = entry([Day(2026, 1, 1)], [Day(2026, 1, 1)], [Day(2026, 1, 1)], [Day(2026, 1, 1)])
    drawing = draw([entry([day], [day], [day], [day]), far], None, TODAY)
    assert drawing
    for row in drawing.rows:
        assert all(bar.x >= 0 and bar.x + bar.width <= 100 and bar.width > 0 for bar in row.bars)


def test_labels_are_one_short_line() -> None:
    """Whatever they hold: they are cut, and control characters are gone."""
    assert shortened("a\nb\u0000\u202ec") == "a b c"
    assert len(shortened("long " * 1000)) <= 54
    assert shortened("نامه\u200cها") == "نامه\u200cها"


def test_the_drawing_is_told_in_words() -> None:
    """Exactly, for those who do not see it."""
    known = entry([Day(2012, 1, 1)], [Day(2012, 12, 31)], [], [Day(2024, 5, 31)])
    drawing = draw([known], None, TODAY)
    assert drawing
    assert drawing.text == "Minister: some time. The table says the same."
    told = (
        "start not before 1 January 2012 and not after 31 December 2012; end not after 31 May 2024"
    )
    assert drawing.rows[0].bounds == told

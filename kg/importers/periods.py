"""Dates out of named cells: errors name the column, and a period that ends before it starts."""

from __future__ import annotations

from kg.bounds import Bounds
from kg.dates import Order
from kg.errors import DateError
from kg.importers.facts import Facts, Node
from kg.importers.rows import RowError
from kg.vocabulary import GA


def read_date(facts: Facts, column: str, text: str, *, order: Order | None = None) -> Bounds:
    """Read the date in a cell; *order* is that of its numbers, where all are numbers.

    Raises:
        RowError: it is no date; the message names the column.
    """
    try:
        return facts.date(text, order=order)
    except DateError as error:
        raise RowError(f"{column} holds no date: {error.message}", hint=error.hint) from error


def add_period(
    facts: Facts,
    thing: Node,
    start: tuple[str, str],
    end: tuple[str, str],
) -> None:
    """Date a thing by the cells of its start and its end, each a column and its text.

    Where the source has the end before the start, both are kept as its words and none as a
    bound, since nothing tells which is wrong.

    Raises:
        RowError: a cell holds no date.
    """
    for column, text in (start, end):
        if text.casefold() != "present":
            read_date(facts, column, text)
    try:
        bounds = facts.interval(start[1], end[1])
    except DateError:
        words = f"{start[1]} to {end[1]}"
        facts.text(thing, GA.timeExpression, words, "en")
        reason = f"The source has it end before it starts ({words}): no bound is taken from it."
        facts.text(thing, GA.rationale, reason, "en")
        return
    facts.dates(thing, bounds)

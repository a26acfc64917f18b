"""How long and how complex a query or update may be."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class QueryLimits:
    """The limits of the text of a query or update; the process that runs it has limits of its own.

    The engine recurses over brackets and operators, and plans joins in time that grows
    with the third to fourth power of their number.
    """

    query_bytes: int = 256 << 10
    """Most bytes of a query."""
    update_bytes: int = 16 << 20
    """Most bytes of an update, whose data may be long."""
    nesting: int = 64
    """How deep brackets may be nested."""
    words: int = 4000
    """Most words and signs of a query, or of each pattern of an update.

    What VALUES and IN list does not count, nor do the quads of data and templates.
    """
    patterns: int = 128
    """Most triple patterns of a query, or of each pattern of an update: see `kg.query_guards`."""
    update_words: int = 1_000_000
    """Most words and signs of an update: a quad takes about one KB while it is read."""
    operations: int = 10_000
    """Most operations of an update, and most PREFIX and BASE lines in it."""

"""How long and how complex a query may be."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class QueryLimits:
    """The limits of the text of a query; the process that runs it has limits of its own.

    The engine recurses over brackets and plans joins in time that grows with the
    square and more of their number.
    """

    query_bytes: int = 256 << 10
    """Most bytes of a query."""
    update_bytes: int = 16 << 20
    """Most bytes of an update, whose data may be long."""
    nesting: int = 64
    """How deep brackets may be nested."""
    words: int = 4000
    """Most words and signs, outside the data of VALUES, the constants of IN and INSERT DATA."""
    patterns: int = 400
    """Most triple patterns: separators `.`, `;` and `,` between braces, and the opening braces."""

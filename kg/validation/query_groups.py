"""How a group of a query is joined to the group around it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple, TypeAlias

from kg.sparql import Token

Kind: TypeAlias = Literal["joined", "branch", "aside"]


class Group(NamedTuple):
    """One group inside another.

    What a *joined* group binds, the group around it binds too. Of a union, each *branch* is one
    of *branches*; all have the same *place*. A group *aside* (OPTIONAL, MINUS, EXISTS) sees what
    is around it, and binds nothing there for sure.
    """

    kind: Kind
    place: int
    branch: int = 0
    branches: int = 1


Groups: TypeAlias = tuple[Group, ...]
"""From the outermost group inwards, which is itself left out."""


def group_at(tokens: Sequence[Token], at: int) -> Group:
    """Tell of what kind the group is whose bracket is the token *at*."""
    if tokens[at - 1].is_word("OPTIONAL"):
        return Group("aside", at)
    first, branch, branches = at, 0, 1
    while tokens[first - 1].is_word("UNION"):
        first = _other_bracket(tokens, first - 2, -1)
        branch += 1
    last = _other_bracket(tokens, at, 1)
    while tokens[last + 1].is_word("UNION"):
        last = _other_bracket(tokens, last + 2, 1)
        branches += 1
    branches += branch
    return Group("joined", at) if branches == 1 else Group("branch", first, branch, branches)


def _other_bracket(tokens: Sequence[Token], at: int, step: int) -> int:
    """The bracket that belongs to the one *at*, forwards or backwards."""
    depth = 0
    while True:
        if tokens[at].kind == "other" and tokens[at].text in "{}":
            depth += 1 if tokens[at].text == "{" else -1
            if not depth:
                return at
        at += step

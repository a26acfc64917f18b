"""Decides whether a SHACL-SPARQL query means the same with `$this` free as with `$this` bound.

With `$this` free a constraint runs once for all focus nodes. That is sound only
when every solution gets `$this` from a triple pattern before anything looks at
it. The test is conservative: a query that it does not understand runs once per
focus node, which is slower and never wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from kg.sparql import Token
from kg.validation.tokens import is_variable, tokens_of

_ORDER_BOUND = {"MINUS", "VALUES", "SERVICE", "GRAPH", "GROUP", "HAVING", "LIMIT", "OFFSET"}
_AGGREGATES = {"COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT"}
_TERMS = {"iri", "name", "variable", "string", "number"}


@dataclass(slots=True)
class Group:
    """A group graph pattern: its tokens in order, with the groups inside it."""

    role: str
    parts: list[Token | Group] = field(default_factory=list)


@lru_cache(maxsize=1024)
def runs_at_once(query: str) -> bool:
    """Answer True only when *query* may run with `$this` free."""
    tokens = list(tokens_of(query))
    words = {token.text.upper() for token in tokens if token.kind == "word"}
    if words & (_ORDER_BOUND | _AGGREGATES):
        return False
    if sum(token.is_word("SELECT") for token in tokens) != 1:
        return False
    if _curly(tokens, "{") != _curly(tokens, "}"):
        return False
    group = group_of(tokens)
    return group is not None and _Reading(group).binds_this()


def _curly(tokens: Sequence[Token], text: str) -> int:
    return sum(token.kind == "other" and token.text == text for token in tokens)


def group_of(tokens: Sequence[Token]) -> Group | None:
    """Read the one group of the WHERE clause; None when something else is there."""
    stack, tops = [Group("QUERY")], []
    for token in tokens:
        if token.text == "{" and token.kind == "other":
            group = Group(_role(stack[-1]))
            stack[-1].parts.append(group)
            stack.append(group)
        elif token.text == "}" and token.kind == "other":
            if len(stack) == 1:
                return None
            closed = stack.pop()
            if len(stack) == 1:
                tops.append(closed)
        else:
            stack[-1].parts.append(token)
    return tops[0] if len(tops) == 1 else None


def _role(parent: Group) -> str:
    last = parent.parts[-1] if parent.parts else None
    if isinstance(last, Token) and last.kind == "word":
        return last.text.upper()
    return ""


class _Reading:
    """Reads one group from front to back and notes when `$this` is bound.

    *inner*: the group is an OPTIONAL or EXISTS of one that binds `$this`, so
    that its own filters see the value and it need not bind `$this` again.
    """

    def __init__(self, group: Group, *, inner: bool = False) -> None:
        self._parts = group.parts
        self._inner = inner
        self._bound = False
        self._branches_bind = True
        self._depth = 0
        self._opener = ""

    def binds_this(self) -> bool:
        """Whether every use of `$this` is safe, and the group binds it unless it is *inner*."""
        for index, part in enumerate(self._parts):
            read = self._read_group if isinstance(part, Group) else self._read_token
            if not read(index):
                return False
        return self._bound or self._inner

    def _read_group(self, index: int) -> bool:
        group = self._parts[index]
        assert isinstance(group, Group)
        mentioned = _mentions_this(group)
        if group.role == "OPTIONAL":
            return not mentioned or (self._bound and _Reading(group, inner=True).binds_this())
        if group.role == "EXISTS":
            # A filter sees the solutions of its whole group, wherever it stands.
            seen = self._bound_somewhere()
            return not mentioned or (seen and _Reading(group, inner=True).binds_this())
        binds = mentioned and _Reading(group).binds_this()
        self._join(index, binds)
        return binds or not mentioned

    def _join(self, index: int, binds: bool) -> None:
        """Note a group that is joined to what stands before it, or is a branch of a union."""
        before, after = self._at(index - 1), self._at(index + 1)
        follows = isinstance(before, Token) and before.is_word("UNION")
        self._branches_bind = binds and (self._branches_bind or not follows)
        if not (isinstance(after, Token) and after.is_word("UNION")):
            self._bound = self._bound or self._branches_bind

    def _read_token(self, index: int) -> bool:
        token = self._parts[index]
        assert isinstance(token, Token)
        if token.is_word("FILTER", "BIND") and not self._depth:
            self._opener = token.text.upper()
        if token.kind == "other" and token.text in "()":
            self._depth += 1 if token.text == "(" else -1
        if not is_variable(token, "this"):
            return True
        if self._depth:
            filtered = self._opener == "FILTER"
            return self._bound or (filtered and (self._inner or self._bound_somewhere()))
        self._bound = self._bound or self._is_plain_pattern(index)
        return self._bound

    def _bound_somewhere(self) -> bool:
        """Whether some triple pattern directly in the group binds `$this`."""
        return self._bound or any(
            isinstance(part, Token) and is_variable(part, "this") and self._is_plain_pattern(index)
            for index, part in enumerate(self._parts)
        )

    def _is_plain_pattern(self, index: int) -> bool:
        """Whether the token at *index* is subject or object of a one-predicate pattern."""
        return self._is_plain_subject(index) or self._is_plain_object(index)

    def _is_plain_subject(self, index: int) -> bool:
        return (
            self._starts_pattern(index)
            and self._is_predicate(index + 1)
            and self._is_term(index + 2)
        )

    def _is_plain_object(self, index: int) -> bool:
        before = self._at(index - 2)
        joined = isinstance(before, Token) and before.text == ";"
        return self._is_predicate(index - 1) and (
            joined or (self._is_term(index - 2) and self._starts_pattern(index - 2))
        )

    def _starts_pattern(self, index: int) -> bool:
        before = self._at(index - 1)
        return not isinstance(before, Token) or before.text in {".", ")"}

    def _is_predicate(self, index: int) -> bool:
        part = self._at(index)
        return isinstance(part, Token) and (
            part.kind in {"iri", "name", "variable"} or part.text == "a"
        )

    def _is_term(self, index: int) -> bool:
        part = self._at(index)
        return isinstance(part, Token) and (
            part.kind in _TERMS or part.text == "[" or part.is_word("TRUE", "FALSE")
        )

    def _at(self, index: int) -> Token | Group | None:
        return self._parts[index] if 0 <= index < len(self._parts) else None


def _mentions_this(group: Group) -> bool:
    return any(
        _mentions_this(part) if isinstance(part, Group) else is_variable(part, "this")
        for part in group.parts
    )

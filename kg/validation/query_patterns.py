"""The triple patterns of a query, wherever in it they stand."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import pyoxigraph as ox
from rdflib import RDF

from kg.sparql import Token
from kg.validation.property_paths import (
    Alternative,
    AnyStep,
    Inverse,
    Path,
    Predicate,
    Repeat,
    inverted,
)
from kg.validation.property_paths import Sequence as Steps
from kg.validation.queries import expanded
from kg.validation.query_groups import Group, Groups, group_at
from kg.validation.tokens import tokens_of

_REFUSED = {"GRAPH", "SERVICE", "VALUES", "GROUP", "HAVING", "LIMIT", "OFFSET", "LATERAL"}
AGGREGATES = ("COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT")
_OTHER_TERMS = {"string", "number"}


class Pattern(NamedTuple):
    """A triple pattern; *subject* and *value* as in the query, *path* an `AnyStep` for a variable.

    *predicate* is that variable. Without a match of one that is *required*, nothing matches.
    *groups* are those that it stands in.
    """

    subject: str
    path: Path
    value: str
    predicate: str = ""
    required: bool = False
    groups: Groups = ()


class Need(NamedTuple):
    """A triple of `$this` that a query cannot do without; with *backward* it leads there."""

    predicate: ox.NamedNode
    value: ox.NamedNode | None
    backward: bool


class _NotUnderstood(Exception):
    """The reader met something that it does not know."""


@lru_cache(maxsize=1024)
def patterns_of(query: str) -> tuple[Pattern, ...] | None:
    """Read all triple patterns of *query*, those in EXISTS and OPTIONAL too.

    None for a query that is not understood: with nested SELECTs, aggregates, GRAPH, blank
    nodes in brackets, lists, or EXISTS before its WHERE.
    """
    tokens = list(tokens_of(expanded(query)))
    if sum(token.is_word("SELECT") for token in tokens) != 1 or any(
        token.is_word(*_REFUSED, *AGGREGATES) for token in tokens
    ):
        return None
    start = next((i for i, token in enumerate(tokens) if token.text == "{"), None)
    if start is None or any(token.is_word("EXISTS") for token in tokens[:start]):
        return None
    try:
        return tuple(_Reader(tokens, start).read())
    except (_NotUnderstood, IndexError):
        return None


@lru_cache(maxsize=1024)
def needs_of(query: str) -> tuple[Need, ...]:
    """Find triples without which *query* has no solution; it may need others beside."""
    return tuple(
        need
        for pattern in patterns_of(query) or ()
        if pattern.required
        for need in (
            _first(pattern.path, pattern.subject, pattern.value),
            _first(inverted(pattern.path), pattern.value, pattern.subject),
        )
        if need is not None
    )


def _first(path: Path, start: str, end: str) -> Need | None:
    """The step of *path* that is taken from `$this`, when it starts there."""
    alone = not isinstance(path, Steps)
    step = path.steps[0] if isinstance(path, Steps) else path
    backward = isinstance(step, Inverse)
    step = step.path if isinstance(step, Inverse) else step
    if start != "?this" or not isinstance(step, Predicate):
        return None
    value = ox.NamedNode(end[1:-1]) if alone and not backward and end.startswith("<") else None
    return Need(ox.NamedNode(step.iri), value, backward)


class _Reader:
    def __init__(self, tokens: Sequence[Token], start: int, aside: Groups = ()) -> None:
        self._tokens = tokens
        self._at = start
        self._aside = aside
        self._groups: list[Group] = []
        self._found: list[Pattern] = []

    def read(self) -> list[Pattern]:
        while True:
            token = self._tokens[self._at]
            if token.kind == "other" and token.text == "{":
                inner = bool(self._groups)
                group = group_at(self._tokens, self._at) if inner else Group("joined", self._at)
                self._groups.append(group)
                self._at += 1
            elif token.kind == "other" and token.text == "}":
                self._groups.pop()
                self._at += 1
                if not self._groups:
                    return self._found
            elif token.is_word("MINUS"):
                self._asked_group()
            elif token.is_word("FILTER", "BIND"):
                self._expression()
            elif token.is_word("OPTIONAL", "UNION") or token.text == ".":
                self._at += 1
            else:
                self._triples()

    def _expression(self) -> None:
        """Skip a filter or binding, but for the groups of its EXISTS."""
        self._at += 1
        depth = 0
        while True:
            token = self._tokens[self._at]
            if token.is_word("EXISTS"):
                self._asked_group()
                if not depth:
                    return
                continue
            if token.kind == "other" and token.text in "()":
                depth += 1 if token.text == "(" else -1
                if not depth:
                    self._at += 1
                    return
            self._at += 1

    def _around(self) -> Groups:
        """The groups around the token at hand, the outermost left out."""
        return (*self._aside, *self._groups[1:])

    def _asked_group(self) -> None:
        """Read a group that is asked about, behind the word at hand, and binds nothing."""
        inner = _Reader(self._tokens, self._at + 1, (*self._around(), Group("aside", self._at)))
        self._found += inner.read()
        self._at = inner._at

    def _triples(self) -> None:
        subject = self._term()
        groups = self._around()
        while True:
            path, predicate = self._verb()
            while True:
                pattern = Pattern(subject, path, self._term(), predicate, not groups, groups)
                self._found.append(pattern)
                if not self._takes(","):
                    break
            if not self._takes(";"):
                return
            while self._takes(";"):
                pass
            if self._peek() in (".", "}"):
                return

    def _term(self) -> str:
        token = self._tokens[self._at]
        self._at += 1
        if token.kind == "variable":
            return f"?{token.text[1:]}"
        if token.kind == "iri":
            return token.text
        if token.kind in _OTHER_TERMS or token.is_word("TRUE", "FALSE"):
            while self._tokens[self._at].kind in ("language", "iri") or self._peek() == "^":
                self._at += 1
            return f'"{token.text}'
        raise _NotUnderstood

    def _verb(self) -> tuple[Path, str]:
        token = self._tokens[self._at]
        if token.kind == "variable":
            self._at += 1
            return AnyStep(), f"?{token.text[1:]}"
        return self._alternative(), ""

    def _alternative(self) -> Path:
        members = [self._sequence()]
        while self._takes("|"):
            members.append(self._sequence())
        return members[0] if len(members) == 1 else Alternative(tuple(members))

    def _sequence(self) -> Path:
        steps = [self._step()]
        while self._takes("/"):
            steps.append(self._step())
        return steps[0] if len(steps) == 1 else Steps(tuple(steps))

    def _step(self) -> Path:
        if self._takes("^"):
            return Inverse(self._step())
        token = self._tokens[self._at]
        self._at += 1
        path: Path
        if token.text == "(":
            path = self._alternative()
            if not self._takes(")"):
                raise _NotUnderstood
        elif token.kind == "iri":
            path = Predicate(token.text[1:-1])
        elif token.kind == "word" and token.text == "a":
            path = Predicate(str(RDF.type))
        else:
            raise _NotUnderstood
        operator = self._peek()
        if operator in ("*", "+", "?"):
            self._at += 1
            return Repeat(path, operator)
        return path

    def _peek(self) -> str:
        return self._tokens[self._at].text

    def _takes(self, text: str) -> bool:
        if self._peek() != text:
            return False
        self._at += 1
        return True

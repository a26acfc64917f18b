"""Writes the values of variables into a query, so that they hold in all of its groups."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from kg.errors import ParameterError
from kg.sparql.forms import QueryForm, form_of
from kg.sparql.tokens import NOWHERE, Token, position, tokenise

_SHORT = 4096
"""Characters of a query whose tokens are kept: all stored ones have fewer."""

_OPERANDS = frozenset(("variable", "number", "string", "name", "iri", "language"))


def with_values(text: str, bindings: Mapping[str, str]) -> str:
    """Write *bindings* (variable to term in SPARQL syntax) into a query, in all its groups.

    A VALUES block stands at the head of the WHERE pattern. Groups within it do not see
    what is bound there, so that the term itself stands for the variable in them. The text
    can be shown, edited and sent anywhere.

    Raises:
        ParameterError: the query has no group pattern to hold them, binds one of the
            variables itself, or uses one where its value cannot stand.
    """
    if not bindings:
        return text
    tokens = _tokens(text)
    brace = _pattern(tokens)
    if brace is None:
        raise ParameterError("The query has no pattern to bind parameters in.")
    if form_of(tokens, text) is QueryForm.CONSTRUCT and _groups(tokens) == 1:
        raise ParameterError(
            "A CONSTRUCT without a template cannot be bound.", hint="Write its template out."
        )
    return _Binding(text, tokens, bindings, brace).text()


def with_rows(text: str, name: str, terms: Iterable[str]) -> str:
    """Write several values of one variable, as terms in SPARQL syntax, at the head of a pattern.

    Groups within it are joined to them and do not see them, so that a query asked in this way
    should have the variable outside as well.

    Raises:
        ParameterError: the query has no group pattern to hold them.
    """
    brace = _pattern(_tokens(text))
    if brace is None:
        raise ParameterError("The query has no pattern to bind parameters in.")
    values = f"\n  VALUES ?{name} {{ {' '.join(terms)} }}"
    return f"{text[: brace.end]}{values}{text[brace.end :]}"


def _tokens(text: str) -> list[Token]:
    """The tokens of a query; those of stored queries, which are asked again and again, are kept."""
    return _kept_tokens(text) if len(text) <= _SHORT else list(tokenise(text))


@lru_cache(128)
def _kept_tokens(text: str) -> list[Token]:
    return list(tokenise(text))


@dataclass(slots=True)
class _Group:
    """A pair of braces, or the whole query; *before* is the token in front of it.

    *kind* is `query` (it holds SELECT and what belongs to it), `top` (the WHERE pattern of
    the whole), `template` (of a CONSTRUCT) or `group`. *brackets* are the tokens in front
    of the round brackets that are open in it. Of a subquery, *pattern* is its WHERE, and
    *shown* are the bound variables that stand outside it.
    """

    kind: str
    before: Token
    opened: Token
    parent: _Group | None
    brackets: list[Token] = field(default_factory=list)
    pattern: _Group | None = None
    shown: set[str] = field(default_factory=set)


class _Binding:
    """One reading of a query from its first token to its last, and the changes to its text."""

    def __init__(
        self, text: str, tokens: list[Token], bindings: Mapping[str, str], top: Token
    ) -> None:
        self._text = text
        self._tokens = [NOWHERE, NOWHERE, *tokens, NOWHERE]
        self._bindings = bindings
        self._top = top
        self._used = re.compile(rf"[?$](?:{'|'.join(map(re.escape, bindings))})(?!\w)")
        self._open = _Group("query", NOWHERE, NOWHERE, None)
        self._changes: list[tuple[int, int, str]] = []
        self._heads: dict[int, set[str]] = {top.end: set(bindings)}

    def text(self) -> str:
        """The query with its values."""
        for place in range(2, len(self._tokens) - 1):
            self._read(place, self._tokens[place])
        blocks = [(cut, cut, self._values(names)) for cut, names in self._heads.items()]
        parts, done = [], 0
        for start, end, written in sorted([*blocks, *self._changes]):
            parts += [self._text[done:start], written]
            done = end
        return "".join([*parts, self._text[done:]])

    def _values(self, names: set[str]) -> str:
        bound = {name: term for name, term in self._bindings.items() if name in names}
        variables = " ".join(f"?{name}" for name in bound)
        return f"\n  VALUES ({variables}) {{ ({' '.join(bound.values())}) }}"

    def _read(self, place: int, token: Token) -> None:
        before = self._tokens[place - 1]
        if token.kind == "variable" and token.text[1:] in self._bindings:
            self._bind(place, token)
        elif token.kind == "iri" and self._used.search(token.text):
            self._check_comparison(before, token)
        elif token.kind != "other":
            return
        elif token.text == "{":
            self._enter(before, token, self._tokens[place + 1])
        elif token.text == "}":
            self._open = self._open.parent or self._open
        elif token.text == "(":
            self._open.brackets.append(before)
        elif token.text == ")" and self._open.brackets:
            self._open.brackets.pop()

    def _enter(self, before: Token, token: Token, after: Token) -> None:
        outer = self._open
        kind = "query" if after.is_word("SELECT") else "group"
        if token is self._top:
            kind = "top"
        elif outer.parent is None and not outer.brackets and token.offset < self._top.offset:
            kind = "template"
        self._open = _Group(kind, before, token, outer)
        subquery = outer.kind == "query" and outer.parent is not None
        if subquery and outer.pattern is None and not outer.brackets:
            outer.pattern = self._open
            self._add(self._open, outer.shown)

    def _bind(self, place: int, token: Token) -> None:
        """Write the term in place of a variable, unless the variable has to stay."""
        group, name = self._open, token.text[1:]
        before = self._tokens[place - 1]
        brackets = group.brackets
        if before.is_word("AS", "VALUES") or (brackets and brackets[-1].is_word("VALUES")):
            raise self._error(token, f"the query gives ?{name} a value itself")
        if group.kind in ("top", "template"):
            return
        if not brackets:
            self._scope(group, name)
            if group.kind == "query":
                return  # a variable that is shown, or that rows are grouped or sorted by
        term = self._bindings[name]
        if before.is_word("GRAPH", "SERVICE", "SILENT") and not term.startswith("<"):
            raise self._error(token, f"?{name} names a graph here, and its value is no IRI")
        if self._tokens[place - 2].is_word("BOUND") and before.text == "(":
            start, end = self._tokens[place - 2].offset, self._tokens[place + 1].end
            self._changes.append((start, end, "(true)"))
            return
        space = " " if before.text == "<" and before.end == token.offset else ""
        self._changes.append((token.offset, token.end, space + term))

    def _scope(self, group: _Group, name: str) -> None:
        """Let a subquery that shows the variable have it, and a MINUS that compares it."""
        if group.kind == "query":
            group.shown.add(name)
            self._add(group.pattern, {name})
        inner, outer = group, group.parent
        while not inner.before.is_word("MINUS"):
            if outer is None or outer.kind == "query" or inner.before.is_word("EXISTS"):
                return
            inner, outer = outer, outer.parent
        for compared in (inner, outer):
            self._add(compared, {name})

    def _add(self, group: _Group | None, names: set[str]) -> None:
        """Put VALUES at the head of a group; a subquery has them in its own pattern."""
        if group and group.kind != "query" and names:
            self._heads.setdefault(group.opened.end, set()).update(names)

    def _check_comparison(self, before: Token, token: Token) -> None:
        """`?a<?b&&?c>?d` holds `<?b&&?c>`, which is an IRI to one reader and none to another."""
        operand = before.kind in _OPERANDS or before.text == ")"
        if before.text == "<" or (operand and self._open.brackets):
            raise self._error(
                token,
                f"{token.text[:200]} could be an IRI, or compare values",
                "Write spaces around < and >.",
            )

    def _error(self, token: Token, reason: str, hint: str = "") -> ParameterError:
        line, column = position(self._text, token.offset)
        return ParameterError(
            f"No value can be written into the query: line {line}, column {column}: {reason}.",
            hint=hint,
        )


def _pattern(tokens: list[Token]) -> Token | None:
    """The bracket that opens the pattern: the last group outside all others before modifiers."""
    opened: Token | None = None
    depth = 0
    for token in tokens:
        if token.kind == "other" and token.text in ("{", "("):
            if token.text == "{" and depth == 0:
                opened = token
            depth += 1
        elif token.kind == "other" and token.text in ("}", ")"):
            depth -= 1
        elif depth == 0 and token.is_word("ORDER", "GROUP", "HAVING", "LIMIT", "OFFSET", "VALUES"):
            break
    return opened


def _groups(tokens: list[Token]) -> int:
    """How many groups in braces stand at the top of a query."""
    depth = groups = 0
    for token in tokens:
        if token.kind == "other" and token.text in "{}":
            groups += token.text == "{" and depth == 0
            depth += 1 if token.text == "{" else -1
    return groups

"""What is refused in a query or update before the engine sees it, as the engine cannot be stopped.

It calls out for SERVICE and LOAD, and recurses: some thousand operators in a row, or some hundred
nested calls, end the process.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.errors import InputError, TooLargeError
from kg.sparql import QueryForm, Token, error_at, form_of, position, tokenise
from kg.vocabulary import PREFIXES

MAX_QUERY_BYTES = 256 * 1024
MAX_UPDATE_BYTES = 16 * 1024 * 1024
MAX_NESTING = 64
MAX_TOKENS = 4000
"""Tokens outside the data of VALUES and the constants of IN, which may be as many as fit."""
MAX_UPDATE_TOKENS = 1_000_000
"""Tokens of a whole update: a quad takes about one KB while it is read, and two a collection's."""

_OPERATOR = re.compile(r"[!&*+/(-]")
_CONSTANTS = frozenset(("name", "string", "language", "number", "iri"))
_ABSOLUTE = re.compile(r"<[A-Za-z][\w+.-]*://")
_LINE_END = re.compile(r"[\r\n]")
_NOWHERE = Token("other", "", 0)


def check_query(text: str) -> QueryForm:
    """Find the form of a query and refuse what must never reach the engine.

    Raises:
        QuerySyntaxError: no query, an update, or an undeclared prefix; with line and column.
        InputError: it calls out with SERVICE.
        TooLargeError: longer than `MAX_QUERY_BYTES` or `MAX_TOKENS`, or nested deeper than
            `MAX_NESTING`.
    """
    _check_length(text, "query", MAX_QUERY_BYTES)
    tokens = list(tokenise(text))
    form = form_of(tokens, text)
    for check in (_Prefixes(text), _Nesting(text), _Calls(text), _Weight("query")):
        for token in tokens:
            check.see(token)
    return form


def check_update(text: str) -> None:
    """Refuse an update that must never reach the engine.

    Raises:
        QuerySyntaxError: an undeclared prefix; with line and column.
        InputError: it calls out with SERVICE or LOAD.
        TooLargeError: longer than `MAX_UPDATE_BYTES` or `MAX_UPDATE_TOKENS`, nested deeper than
            `MAX_NESTING`, or with a pattern longer than `MAX_TOKENS`.
    """
    for _ in update_tokens(text):
        pass


def update_tokens(text: str) -> Iterator[Token]:
    """Split an update into tokens, each given only after it was checked as `check_update` does.

    The quads of data and templates may be as many as fit: they nest nothing, and are not run.
    """
    _check_length(text, "update", MAX_UPDATE_BYTES)
    always = (_Prefixes(text), _Nesting(text))
    in_pattern: tuple[_Calls | _Weight, ...] = ()
    before = _NOWHERE
    depth = 0
    for count, token in enumerate(tokenise(text)):
        if count == MAX_UPDATE_TOKENS:
            raise TooLargeError(
                f"The update has more than {MAX_UPDATE_TOKENS:,} words and signs.",
                hint="Send the data as a graph, in any RDF format.",
            )
        for check in always:
            check.see(token)
        if depth == 0:
            _check_load(token, text)
            quads = before.is_word("DATA", "INSERT", "DELETE")
            in_pattern = () if quads else (_Calls(text), _Weight("pattern"))
        if token.kind == "other" and token.text in "{}":
            depth += 1 if token.text == "{" else -1
        for guard in in_pattern:
            guard.see(token)
        yield token
        before = token


def _check_length(text: str, what: str, limit: int) -> None:
    try:
        size = len(text.encode())
    except UnicodeEncodeError as error:
        raise InputError(
            f"{_place(Token('other', '', error.start), text)}: half a surrogate pair stands here."
        ) from error
    if size > limit:
        raise TooLargeError(f"The {what} is longer than {limit:,} bytes.")


def _check_load(token: Token, text: str) -> None:
    if token.kind == "word" and token.text.upper().startswith("LOAD"):
        raise InputError(
            f"{_place(token, text)}: LOAD is refused; this server fetches nothing.",
            hint="Fetch the document yourself and send its triples.",
        )


def _place(token: Token, text: str) -> str:
    line, column = position(text, token.offset)
    return f"Line {line}, column {column}"


@dataclass(slots=True)
class _Prefixes:
    """Refuses prefixes that are not declared."""

    text: str
    declared: set[str] = field(default_factory=set)
    declares: bool = False

    def see(self, token: Token) -> None:
        if token.kind == "name":
            prefix = token.text.partition(":")[0]
            if self.declares:
                self.declared.add(prefix)
            elif prefix not in self.declared:
                add = f"PREFIX {prefix}: <{PREFIXES.get(prefix) or '…'}>"
                raise error_at(
                    self.text, token, f"prefix {prefix}: is not declared", f"Add {add} at the top."
                )
        self.declares = token.is_word("PREFIX")


@dataclass(slots=True)
class _Nesting:
    """Refuses brackets nested too deep."""

    text: str
    depth: int = 0
    quoted: int = 0
    previous: Token = _NOWHERE

    def see(self, token: Token) -> None:
        hidden = 0
        if token.kind == "other" and token.text in "({[":
            self.depth += 1
        elif token.kind == "other" and token.text in ")}]":
            self.depth -= 1
        elif token.kind == "iri":
            # `?a<((1))&&1>0` reads as an IRI by the grammar, and as a comparison to the engine
            hidden = token.text.count("(")
        elif token.text == self.previous.text == "<" and token.offset == self.previous.end:
            # `<<` opens a triple term; what closes it is also `>` and `>` of comparisons
            self.quoted += 1
        self.previous = token
        if max(self.depth + hidden, self.quoted) > MAX_NESTING:
            raise TooLargeError(
                f"{_place(token, self.text)}: brackets are nested deeper than {MAX_NESTING}."
            )


@dataclass(slots=True)
class _Calls:
    """Refuses SERVICE, and what could hide it.

    To the engine `?a<e:b#c>` is a comparison and a comment: a text that spans lines, when it
    begins behind such an IRI, begins in a comment to the engine, and ends in a pattern.
    """

    text: str
    previous: Token = _NOWHERE
    before: Token = _NOWHERE
    comment: int = -1

    def see(self, token: Token) -> None:
        if token.kind == "iri" and "#" in token.text and not _ABSOLUTE.match(token.text):
            self.comment = token.offset
        elif token.kind == "string" and self.comment >= 0 and _LINE_END.search(token.text):
            self._check_begin(token)
        if _calls_out(self.before, self.previous, token):
            raise self._refusal(self.previous)
        if token.kind == "word" and "SERVICE" in token.text.upper():
            raise self._refusal(token)
        self.before, self.previous = self.previous, token

    def _check_begin(self, token: Token) -> None:
        if not _LINE_END.search(self.text, self.comment, token.offset):
            raise InputError(
                f"{_place(token, self.text)}: a text of many lines begins behind an IRI with #,"
                " where it can be read as a comment.",
                hint="Begin the text on a line of its own.",
            )

    def _refusal(self, token: Token) -> InputError:
        return InputError(
            f"{_place(token, self.text)}: SERVICE is refused; this server calls no other.",
            hint="Run the query at each endpoint and join the results.",
        )


def _calls_out(before: Token, token: Token, after: Token) -> bool:
    """The engine needs no space after a keyword: SERVICESILENT and SERVICEex:name call out too."""
    if token.kind == "iri":  # `?a<1)SERVICE#>` is a comparison, a call and a comment
        return "#" in token.text.partition(")")[2].upper().partition("SERVICE")[2]
    prefix, _, local = token.text.upper().partition(":")
    names_graph = before.is_word("GRAPH", "FROM", "NAMED")
    return token.kind == "name" and (
        (local.startswith(".") and "SERVICE" in local)
        or ("SERVICE" in prefix and after.text == "{" and not names_graph)
    )


@dataclass(slots=True)
class _Weight:
    """Refuses more words and signs than the engine can bear.

    What VALUES and IN list is not weighed. In the list of IN, a constant follows only a
    bracket or a sign: `(1, 2+3)` is none.
    """

    what: str
    weight: int = 0
    lists: str = ""
    previous: str = ""

    def see(self, token: Token) -> None:
        if (self.lists == "VALUES" and token.text != "}") or self._is_constant(token):
            self.previous = token.text
            return
        self.lists = token.text.upper() if token.is_word("VALUES", "IN") else ""
        self.previous = ""
        self.weight += 1
        if token.kind == "iri":
            self.weight += len(_OPERATOR.findall(token.text))
        if self.weight > MAX_TOKENS:
            raise TooLargeError(
                f"The {self.what} has more than {MAX_TOKENS:,} words and signs.",
                hint="Give long lists of values as VALUES, or split the query.",
            )

    def _is_constant(self, token: Token) -> bool:
        if self.lists != "IN":
            return False
        if token.kind in ("iri", "number"):
            return self.previous in ("(", ",", "^")
        return token.kind in _CONSTANTS or token.text in ("(", ",", "^")

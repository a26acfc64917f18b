"""The text of SPARQL queries: tokens, form, refusals and parameters, without running them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from kg.errors import InputError, ParameterError, QuerySyntaxError, TooLargeError
from kg.vocabulary import PREFIXES

MAX_QUERY_BYTES = 256 * 1024
MAX_NESTING = 64

_TOKEN = re.compile(
    r"""
      (?P<space>[ \t\r\n\f]+ | \#[^\r\n]*)
    | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    | (?P<string>\"\"\"(?:[^"\\]|\\.|\"(?!\"\"))*\"\"\" | '''(?:[^'\\]|\\.|'(?!''))*'''
                | "(?:[^"\\\r\n]|\\.)*" | '(?:[^'\\\r\n]|\\.)*')
    | (?P<variable>[?$]\w+)
    | (?P<blank>_:[\w.\-·]*)
    | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    | (?P<name>(?:[^\W\d_][\w.\-·]*)?:(?:[\w.\-·:]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%])*)
    | (?P<word>[A-Za-z_]\w*)
    | (?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)
    | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_UPDATES = frozenset(
    ("INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "COPY", "MOVE", "ADD", "WITH")
)
_PARAMETER = re.compile(
    r"^#\s*Parameter:\s*\?(?P<name>\w+)\s+\((?P<kind>\w+)\)\s*(?P<text>.*?)"
    r"(?:,?\s*for example\s+(?P<example>\S.*?))?\s*$",
    re.MULTILINE,
)


class QueryForm(StrEnum):
    """The four forms of a SPARQL query."""

    SELECT = "SELECT"
    ASK = "ASK"
    CONSTRUCT = "CONSTRUCT"
    DESCRIBE = "DESCRIBE"

    @property
    def returns_graph(self) -> bool:
        """The result is triples, not a table or a boolean."""
        return self in (QueryForm.CONSTRUCT, QueryForm.DESCRIBE)


@dataclass(frozen=True, slots=True)
class Token:
    """One token; *offset* counts characters from 0."""

    kind: str
    text: str
    offset: int

    def is_word(self, *words: str) -> bool:
        """Compare without regard to case, as SPARQL keywords are."""
        return self.kind == "word" and self.text.upper() in words


@dataclass(frozen=True, slots=True)
class Parameter:
    """A variable that the caller of a stored query binds.

    *kind* is `iri`, `date`, `string`, `integer` or `language`.
    """

    name: str
    kind: str
    description: str
    example: str


def tokenise(text: str) -> Iterator[Token]:
    """Split *text* into tokens of SPARQL 1.1 §19.8, without spaces and comments."""
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or "other"
        if kind != "space":
            yield Token(kind, match[0], match.start())


def check_query(text: str) -> QueryForm:
    """Find the form of a query and refuse what must never reach the engine.

    Raises:
        QuerySyntaxError: no query, an update, or an undeclared prefix; with line and column.
        InputError: it calls out with SERVICE.
        TooLargeError: longer than `MAX_QUERY_BYTES` or nested deeper than `MAX_NESTING`.
    """
    if len(text.encode("utf-8", "surrogatepass")) > MAX_QUERY_BYTES:
        raise TooLargeError(f"The query is longer than {MAX_QUERY_BYTES:,} bytes.")
    tokens = list(tokenise(text))
    form = _form(tokens, text)
    _check_prefixes(tokens, text)
    _check_nesting(tokens, text)
    for token in tokens:
        if token.is_word("SERVICE"):
            line, column = position(text, token.offset)
            raise InputError(
                f"Line {line}, column {column}: SERVICE is refused; this server calls no other.",
                hint="Run the query at each endpoint and join the results.",
            )
    return form


def query_form(text: str) -> QueryForm:
    """Find the form of a query of our own, whose text was checked before."""
    return _form(list(tokenise(text)), text)


def position(text: str, offset: int) -> tuple[int, int]:
    """Line and column of *offset*, both counted from 1."""
    before = text[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1


def _form(tokens: list[Token], text: str) -> QueryForm:
    rest = iter(tokens)
    for token in rest:
        if token.is_word("PREFIX"):
            next(rest, None)
            next(rest, None)
        elif token.is_word("BASE"):
            next(rest, None)
        elif token.is_word(*QueryForm):
            return QueryForm(token.text.upper())
        elif token.is_word(*_UPDATES):
            raise _error(text, token, f"{token.text.upper()} is an update, not a query", _UPDATE)
        else:
            raise _error(text, token, f"{token.text[:40]!r} begins no query", _BEGIN)
    raise QuerySyntaxError("The query is empty.", hint=_BEGIN, line=1, column=1)


_BEGIN = "A query begins with SELECT, ASK, CONSTRUCT or DESCRIBE, after its PREFIX lines."
_UPDATE = "Queries only read; data enters through `kg load`."


def _check_prefixes(tokens: list[Token], text: str) -> None:
    declared: set[str] = set()
    previous: Token | None = None
    for token in tokens:
        if token.kind == "name":
            prefix = token.text.partition(":")[0]
            if previous is not None and previous.is_word("PREFIX"):
                declared.add(prefix)
            elif prefix not in declared:
                known = PREFIXES.get(prefix)
                add = f"PREFIX {prefix}: <{known or '…'}>"
                raise _error(
                    text, token, f"prefix {prefix}: is not declared", f"Add {add} at the top."
                )
        previous = token


def _check_nesting(tokens: list[Token], text: str) -> None:
    depth = 0
    for token in tokens:
        if token.kind == "other" and token.text in "({[":
            depth += 1
            if depth > MAX_NESTING:
                line, column = position(text, token.offset)
                raise TooLargeError(
                    f"Line {line}, column {column}: brackets are nested deeper than {MAX_NESTING}."
                )
        elif token.kind == "other" and token.text in ")}]":
            depth -= 1


def _error(text: str, token: Token, reason: str, hint: str) -> QuerySyntaxError:
    line, column = position(text, token.offset)
    return QuerySyntaxError(
        f"Line {line}, column {column}: {reason}.", hint=hint, line=line, column=column
    )


_ENGINE = re.compile(r"^error at (\d+):(\d+): expected (.*)$", re.DOTALL)


def syntax_error(error: SyntaxError, text: str) -> QuerySyntaxError:
    """Turn the engine's syntax error into a sentence with line and column."""
    message = str(error)
    match = _ENGINE.match(message)
    if match is None:
        return QuerySyntaxError(f"The query cannot be read: {message.rstrip('.')}.")
    line, column = int(match[1]), int(match[2])
    lines = text.splitlines() or [""]
    if line > len(lines):
        return QuerySyntaxError(
            "The query ends before it is complete.",
            hint="Check that every { ( and [ is closed.",
            line=len(lines),
            column=len(lines[-1]) + 1,
        )
    found = lines[line - 1][column - 1 : column + 30].strip() or "the end of the line"
    expected = match[3] if len(match[3]) < 80 else ""
    hint = f"Expected {expected}." if expected else "Look at the word before it."
    return QuerySyntaxError(
        f"Line {line}, column {column}: the query cannot be read from {found!r} on.",
        hint=hint,
        line=line,
        column=column,
    )


def question(text: str) -> str:
    """The question a stored query opens with."""
    first = text.lstrip().partition("\n")[0]
    return first.lstrip("# ").strip() if first.startswith("#") else ""


def parameters(text: str) -> list[Parameter]:
    """The parameters that the comment lines of a stored query declare, in their order."""
    return [
        Parameter(match["name"], match["kind"], match["text"].rstrip(", "), match["example"] or "")
        for match in _PARAMETER.finditer(text)
    ]


def with_values(text: str, bindings: Mapping[str, str]) -> str:
    """Write *bindings* (variable to term in SPARQL syntax) into a query as VALUES.

    The block stands at the head of the WHERE pattern, so that the text can be
    shown, edited and sent anywhere.

    Raises:
        ParameterError: the query has no group pattern to hold them.
    """
    if not bindings:
        return text
    tokens = list(tokenise(text))
    where = next((i for i, token in enumerate(tokens) if token.is_word("WHERE")), 0)
    brace = next((token for token in tokens[where:] if token.text == "{"), None)
    if brace is None:
        raise ParameterError("The query has no pattern to bind parameters in.")
    names = " ".join(f"?{name}" for name in bindings)
    values = f"\n  VALUES ({names}) {{ ({' '.join(bindings.values())}) }}"
    cut = brace.offset + 1
    return text[:cut] + values + text[cut:]

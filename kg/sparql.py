"""The text of SPARQL queries: tokens, form and parameters, without running them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from kg.errors import ParameterError, QuerySyntaxError

_TOKEN = re.compile(
    r"""
      (?P<space>[ \t\r\n\f]+ | \#[^\r\n]*)
    | (?P<iri><(?:[^<>"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*+>)
    | (?P<string>\"\"\"(?:[^"\\]|\\.|\"(?!\"\"))*+\"\"\" | '''(?:[^'\\]|\\.|'(?!''))*+'''
                | "(?:[^"\\\r\n]|\\.)*+" | '(?:[^'\\\r\n]|\\.)*+')
    | (?P<variable>[?$]\w+)
    | (?P<blank>_:[\w.\-·]*)
    | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    | (?P<name>(?:[^\W\d_][\w.\-·]{0,99}+)?:
                (?:[\w.\-·:]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%])*+)
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

    @property
    def end(self) -> int:
        """Where the next token may begin."""
        return self.offset + len(self.text)

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
    """Split *text* into tokens of SPARQL 1.1 §19.8, without spaces and comments.

    A prefix of more than a hundred characters is none, so that a text of dots
    is not read anew from each of its letters. Repetitions never give back what
    they took: a literal of megabytes would otherwise take gigabytes.
    """
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or "other"
        if kind != "space":
            yield Token(kind, match[0], match.start())


def query_form(text: str) -> QueryForm:
    """Find the form of a query whose text was checked before."""
    return form_of(list(tokenise(text)), text)


def position(text: str, offset: int) -> tuple[int, int]:
    """Line and column of *offset*, both counted from 1."""
    before = text[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1


def form_of(tokens: Iterable[Token], text: str) -> QueryForm:
    """Find the form of a query by the first word after its prologue.

    Raises:
        QuerySyntaxError: it is an update, or no query at all; with line and column.
    """
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
            raise error_at(text, token, f"{token.text.upper()} is an update, not a query", _UPDATE)
        else:
            raise error_at(text, token, f"{token.text[:40]!r} begins no query", _BEGIN)
    raise QuerySyntaxError("The query is empty.", hint=_BEGIN, line=1, column=1)


_BEGIN = "A query begins with SELECT, ASK, CONSTRUCT or DESCRIBE, after its PREFIX lines."
_UPDATE = "Queries only read; data enters through `kg load`."


def error_at(text: str, token: Token, reason: str, hint: str) -> QuerySyntaxError:
    """Build the error of a token, with its line and column."""
    line, column = position(text, token.offset)
    return QuerySyntaxError(
        f"Line {line}, column {column}: {reason}.", hint=hint, line=line, column=column
    )


_ENGINE = re.compile(r"^error at (\d+):(\d+): expected (.*)$", re.DOTALL)


_KEYWORD = re.compile(r"(?!EOF)[A-Za-z]\w+")


def engine_offset(error: SyntaxError, text: str) -> int | None:
    """Find where the engine gave up reading *text*, if it says so.

    It names the end of the longest keyword it tried: that may be fourteen characters on.
    """
    match = _ENGINE.match(str(error))
    if match is None:
        return None
    start = sum(len(line) + 1 for line in text.split("\n")[: int(match[1]) - 1])
    wanted = set(match[3].removeprefix("one of ").split(", ")) - {"[_]", "<unreported>"}
    keywords = {word for word in wanted if _KEYWORD.fullmatch(word)}
    back = min(map(len, keywords)) if wanted and wanted == keywords else 0
    return max(0, min(start + int(match[2]) - 1 - back, len(text)))


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
    return QuerySyntaxError(
        f"Line {line}, column {column}: the query cannot be read from {found!r} on.",
        hint="Look at the word before it.",
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
    brace = _pattern(tokens)
    if brace is None:
        raise ParameterError("The query has no pattern to bind parameters in.")
    if form_of(tokens, text) is QueryForm.CONSTRUCT and _groups(tokens) == 1:
        raise ParameterError(
            "A CONSTRUCT without a template cannot be bound.", hint="Write its template out."
        )
    names = " ".join(f"?{name}" for name in bindings)
    values = f"\n  VALUES ({names}) {{ ({' '.join(bindings.values())}) }}"
    cut = brace.offset + 1
    return text[:cut] + values + text[cut:]


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

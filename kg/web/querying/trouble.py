"""What went wrong with a query, as its page says it: a sentence, and the line that it is about."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.errors import KgError, SourcePositionError

_AROUND = 2
_LONGEST = 160


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a query with its number; what is *wrong* in it stands between two texts."""

    number: int
    before: str
    wrong: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Trouble:
    """An error with the place in the query that it is about, counted from 1; 0 when unknown."""

    detail: str
    hint: str
    line: int = 0
    column: int = 0
    lines: list[Line] = field(default_factory=list)


def trouble_of(error: KgError, detail: str, hint: str, query: str) -> Trouble:
    """Show an error by its sentences, with the lines around its place in the query."""
    if not isinstance(error, SourcePositionError) or not error.line:
        return Trouble(detail, hint)
    return Trouble(detail, hint, error.line, error.column, _lines(query, error.line, error.column))


def _lines(query: str, line: int, column: int) -> list[Line]:
    texts = query.split("\n")
    first = max(1, line - _AROUND)
    return [
        _marked(number, text, column) if number == line else Line(number, text[:_LONGEST])
        for number, text in enumerate(texts[first - 1 : line + _AROUND], start=first)
    ]


def _marked(number: int, text: str, column: int) -> Line:
    """The wrong word of a line, with what fits on a page around it."""
    place = max(0, min(column - 1, len(text)))
    rest = text[place:]
    wrong = rest.split(maxsplit=1)[0] if rest[:1].strip() else rest[:1]
    before = text[max(0, place - _LONGEST // 2) : place]
    return Line(number, before, wrong[:_LONGEST] or " ", rest[len(wrong) :][:_LONGEST])

"""A document as a page shows it: numbered lines with marks, all of them or those about a mark."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from kg.validation.reports.common import plain

MOST_LINES = 600
"""Lines of a document that is shown whole."""

_AROUND = 2  # lines before and behind one with a mark, where not all are shown
_LONGEST = 400  # characters of a line
_BYTES = 60_000  # of all lines, as they stand in the page
_FORM_BYTES = 30_000  # of the text in the form
_ROW = 60  # bytes of markup of a line


@dataclass(frozen=True, slots=True)
class Mark:
    """A result that a line is marked with: its number on the page, and how severe it is."""

    number: int
    severity: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a document; *marked* is the part that an error points at, between the others.

    With *gap*, lines before it are not shown.
    """

    number: int
    before: str
    marked: str = ""
    behind: str = ""
    marks: tuple[Mark, ...] = ()
    gap: bool = False


@dataclass(frozen=True, slots=True)
class ShownText:
    """The lines that a page shows; *total* is how many the document has."""

    lines: tuple[Line, ...]
    total: int

    @property
    def whole(self) -> bool:
        """All of the document is there."""
        return len(self.lines) == self.total

    def shows(self, number: int) -> bool:
        """Whether a line is there, so that a link can lead to it."""
        return any(line.number == number for line in self.lines)


def shown_text(
    path: Path, marks: Mapping[int, Sequence[Mark]], place: tuple[int, int] = (0, 0)
) -> ShownText:
    """The lines of a file in UTF-8, within what a page may hold.

    *marks* are those of each line by its number, from 1; *place* is the line and the column
    that a syntax error points at. A document that is too long is cut to the lines about marks.
    """
    texts = path.read_bytes().removeprefix(b"\xef\xbb\xbf").split(b"\n")
    if texts and not texts[-1]:
        texts.pop()
    wanted = {*marks, place[0]} - {0}
    every = range(1, len(texts) + 1)
    whole = len(texts) <= MOST_LINES and sum(map(_size, texts)) <= _BYTES
    numbers: Sequence[int] = every if whole else _around(wanted, len(texts))
    lines = _within(_lines(texts, numbers, marks, place))
    return ShownText(tuple(lines), len(texts))


@dataclass(frozen=True, slots=True)
class FormText:
    """A text to be mended in the form, or *why* it cannot be."""

    text: str = ""
    why: str = ""


def text_for_form(path: Path) -> FormText:
    """The text of a file to be mended in the form, when there is room for it."""
    try:
        return fitting(path.read_bytes().decode("utf-8-sig"))
    except UnicodeDecodeError:
        return FormText(why="The text is not in UTF-8, and cannot be mended here.")


def fitting(text: str) -> FormText:
    """A text to be mended in the form, when there is room for it."""
    if "\x00" in text:
        return FormText(
            why="There are characters in it that no text has: it cannot be mended here."
        )
    if len(escape(text).encode()) > _FORM_BYTES:
        return FormText(why="The text is too long to be mended here.")
    return FormText(text)


def _size(text: bytes) -> int:
    """About how many bytes a line takes in the page."""
    return len(escape(text[: 4 * _LONGEST].decode("utf-8", "replace"))) + _ROW


def _around(wanted: set[int], last: int) -> list[int]:
    if not wanted:  # its beginning, so that somebody sees which document it was
        return list(range(1, min(last, 20) + 1))
    near = {n for number in wanted for n in range(number - _AROUND, number + _AROUND + 1)}
    return sorted(n for n in near if 1 <= n <= last)


def _lines(
    texts: Sequence[bytes],
    numbers: Sequence[int],
    marks: Mapping[int, Sequence[Mark]],
    place: tuple[int, int],
) -> Iterator[Line]:
    before = 0
    for number in numbers:
        text = texts[number - 1].decode("utf-8", "replace").removesuffix("\r")
        column = place[1] if number == place[0] else 0
        head, marked, behind = _parts(text, column)
        gap = number != before + 1
        yield Line(number, head, marked, behind, tuple(marks.get(number, ())), gap)
        before = number


def _parts(text: str, column: int) -> tuple[str, str, str]:
    """A line in three parts, of which the second begins at a column; it is safe to show."""
    if not 0 < column <= min(len(text), _LONGEST):
        return _cut(text), "", ""
    start = column - 1
    end = next((n for n in range(start + 1, len(text)) if not _in_word(text[n])), len(text))
    end = min(end, start + 40) if _in_word(text[start]) else column
    return _safe(text[:start]), _safe(text[start:end]), _cut(text[end:])


def _in_word(character: str) -> bool:
    return character.isalnum() or character in "_-:"


def _cut(text: str) -> str:
    return _safe(text[:_LONGEST]) + ("…" if len(text) > _LONGEST else "")


def _safe(text: str) -> str:
    """A text without characters that hide or turn others round; tabs stay."""
    return "\t".join(plain(part) for part in text.split("\t"))


def _within(lines: Iterator[Line]) -> Iterator[Line]:
    total = 0
    for count, line in enumerate(lines, start=1):
        shown = line.before + line.marked + line.behind
        total += len(escape(shown).encode("utf-8")) + _ROW + 60 * len(line.marks)
        if total > _BYTES or count > MOST_LINES:
            return
        yield line

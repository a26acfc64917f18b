"""Tests of kg.store.lines: a file of lines read from its end, and searched."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest

from kg.store.lines import backwards, first_where

TEXT = "a\n\nÜber 王\nlonger than any block of these tests\n𐍈𐍈𐍈\nz\n".encode()
BLOCKS = [1, 2, 3, 5, 7, 16, len(TEXT) - 1, len(TEXT), 1000]


class Counted(BytesIO):
    """A file that counts the bytes that are read of it."""

    taken = 0

    def read(self, size: int | None = -1, /) -> bytes:
        """Read some."""
        found = super().read(size)
        self.taken += len(found)
        return found

    def readline(self, size: int | None = -1, /) -> bytes:
        """Read a line."""
        found = super().readline(size)
        self.taken += len(found)
        return found


def forwards(text: bytes) -> list[tuple[int, bytes]]:
    """The whole lines of a text, each with where it ends."""
    lines = [line for line in BytesIO(text) if line.endswith(b"\n")]
    return [(sum(map(len, lines[: n + 1])), line) for n, line in enumerate(lines)]


def at_least(number: int) -> Callable[[bytes], bool]:
    """Whether a line begins with a number as large."""
    return lambda head: int(head) >= number


@pytest.mark.parametrize("block", BLOCKS)
def test_lines_come_backwards_whatever_is_read_at_once(block: int) -> None:
    """No border of a block tears a line or a letter, or moves an end."""
    assert [*backwards(BytesIO(TEXT), block=block)] == forwards(TEXT)[::-1]


@pytest.mark.parametrize("block", BLOCKS)
def test_a_torn_line_does_not_count(block: int) -> None:
    """Wherever it is torn, within a letter too."""
    for length in range(len(TEXT)):
        torn = TEXT[:length]
        assert [*backwards(BytesIO(torn), block=block)] == forwards(torn)[::-1]


@pytest.mark.parametrize("text", [b"", b"torn", b"\n", b"\n\n", b"\r\n\x0b\x0c\x85\n"])
def test_odd_files(text: bytes) -> None:
    """Empty ones, and ones with signs that end a line elsewhere."""
    assert [*backwards(BytesIO(text), block=2)] == forwards(text)[::-1]


def test_reading_can_begin_at_the_end_of_any_line() -> None:
    """What lies behind is left alone."""
    lines = forwards(TEXT)
    for number, (end, _) in enumerate(lines):
        assert [*backwards(BytesIO(TEXT), end, block=4)] == lines[: number + 1][::-1]
    assert [*backwards(BytesIO(TEXT), 0)] == []


def test_what_is_taken_is_what_is_read() -> None:
    """Though the file is long."""
    file = Counted(b"x" * 99 + b"\n" + b"line\n" * 100_000)
    lines = backwards(file, block=1000)
    assert [next(lines)[1] for _ in range(100)] == [b"line\n"] * 100
    assert file.taken == 1000


def test_a_long_line_is_read_about_twice_at_most() -> None:
    """Not once for every block that it fills."""
    file = Counted(b"a\n" + b"x" * 1_000_000 + b"\n")
    assert len(next(backwards(file, block=10))[1]) == 1_000_001
    assert file.taken < 2_100_000


@pytest.mark.parametrize("count", [0, 1, 2, 3, 50])
def test_the_first_line_of_which_something_holds(count: int) -> None:
    """The first of all, any in between, or none: then it is the end."""
    text = b"".join(b"%03d%s\n" % (2 * n, b"x" * (n * 7 % 40)) for n in range(count))
    ends = [0, *(end for end, _ in forwards(text))]
    for wanted in range(2 * count + 2):
        found = first_where(BytesIO(text + b"torn"), len(text), at_least(wanted), 3)
        assert found == ends[min((wanted + 1) // 2, count)]


def test_a_search_halves_what_is_left() -> None:
    """A hundred thousand lines cost less than a hundred."""
    file = Counted(b"".join(b"%06d\n" % n for n in range(100_000)))
    assert first_where(file, 700_000, at_least(70_000), 6) == 490_000
    assert file.taken < 100 * 7

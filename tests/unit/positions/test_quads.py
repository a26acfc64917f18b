"""Tests of kg.positions.quads: N-Triples and N-Quads."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.positions.quads import find_in_quads
from tests.unit.positions.asking import e, place, result, written

S, P = "<http://example.org/s>", "<http://example.org/p>"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f'{S} {P} "x" .', "1:47"),
        (f'# {S}\r\n\r\n\t{S}\t{P}\t"x" . # "x"\r\n', "3:48"),
        (f'{S}{P}"x"<http://example.org/g>.', "1:45"),
        (f'_:a.b {P} "a\\"b"^^{P} _:g .\n{S} {P} "𝔄" .\n{S} {P} "x" .\n{S} {P} "x"@en .', "3:47"),
        (f'{S} {P} "\\u0078" _:a.', "1:47"),
    ],
)
def test_statements_are_found_by_their_number(text: str, expected: str, tmp_path: Path) -> None:
    """Comments and empty lines do not count."""
    document = written(tmp_path, text, "doc.nq")
    assert place(document, result(e("s"), "e:p", ox.Literal("x"))) == expected


def test_nothing_is_found_behind_what_cannot_be_read() -> None:
    """What stands before it is."""
    data = f"{S} {P} {S} .\n{S} {P} .\n{S} {P} {S} .".encode()
    assert list(find_in_quads(data, [0, 1, 2], lambda number, statement: True)) == [0]

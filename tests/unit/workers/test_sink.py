"""Tests of kg.workers.sink."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.errors import ResultTooLargeError
from kg.workers.sink import PIECE, Sink


def test_bytes_are_collected_and_sent_in_pieces() -> None:
    """The rest is for whoever ends the answer."""
    sent: list[bytes] = []
    sink = Sink(sent.append, most_bytes=1 << 20, most_rows=10)
    for _ in range(2 * PIECE // 1000):
        assert sink.write(b"x" * 1000) == 1000
    sink.flush()
    assert [len(piece) for piece in sent] == [66_000]
    assert len(sink.rest()) == 2 * PIECE // 1000 * 1000 - 66_000
    assert sink.rest() == b""


def test_bytes_are_bounded() -> None:
    """The last one counts."""
    sink = Sink(lambda _: None, most_bytes=10, most_rows=10)
    sink.write(b"x" * 10)
    with pytest.raises(ResultTooLargeError, match="more than 10 bytes") as caught:
        sink.write(b"x")
    assert caught.value.limit == "result-bytes"


def test_rows_are_bounded_in_a_syntax_that_has_them() -> None:
    """The header of a table is no row."""
    sink = Sink(lambda _: None, most_bytes=1000, most_rows=2)
    sink.write(b"\n\n\n\n")
    sink.expect(ox.QueryResultsFormat.TSV)
    sink.write(b"?a\n1\n2\n")
    with pytest.raises(ResultTooLargeError, match="more than 2 rows") as caught:
        sink.write(b"3\n")
    assert caught.value.limit == "result-rows"

"""Tests of kg.web.hot: what is kept of an answer on its way to a client."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from kg.web.held.cache import AnswerCache
from kg.web.hot import _collected

PIECES = [b"abc", b"", b"de"]


class Answer(Iterator[bytes]):
    """Pieces that are sent, and whether somebody let go of them."""

    def __init__(self, pieces: list[bytes]) -> None:
        self._pieces = iter(pieces)
        self.closed = False

    def __next__(self) -> bytes:
        return next(self._pieces)

    def close(self) -> None:
        """Let go."""
        self.closed = True


@pytest.mark.parametrize(("most", "kept"), [(5, [b"abcde"]), (6, [b"abcde"]), (4, []), (2, [])])
def test_an_answer_is_kept_when_it_is_not_too_long(most: int, kept: list[bytes]) -> None:
    """It is sent whole, whatever its length."""
    found: list[bytes] = []
    answer = Answer(PIECES)
    assert [*_collected(answer, found.append, most)] == PIECES
    assert (found, answer.closed) == (kept, True)


def test_a_short_piece_behind_a_long_one_is_not_kept() -> None:
    """What was too long once stays so."""
    found: list[bytes] = []
    assert [*_collected(Answer([b"long", b"x"]), found.append, 3)] == [b"long", b"x"]
    assert found == []


def test_an_answer_that_breaks_off_is_not_kept() -> None:
    """Nobody reads on: it is let go of."""
    found: list[bytes] = []
    answer = Answer(PIECES)
    sent = _collected(answer, found.append, 100)
    assert next(sent) == b"abc"
    sent.close()  # type: ignore[attr-defined]
    assert (found, answer.closed) == ([], True)


PLAIN = {"HTTP_HOST": "localhost", "wsgi.url_scheme": "http", "HTTP_ACCEPT": "text/html"}


@pytest.mark.parametrize(
    "other",
    [
        {"HTTP_HOST": "other.example"},
        {"wsgi.url_scheme": "https", "HTTP_HOST": "other.example"},
        {"HTTP_HOST": "slocalhost"},
        {"HTTP_ACCEPT": "application/json"},
        {"HTTP_ACCEPT_ENCODING": "gzip"},
        {"SCRIPT_NAME": "/prefix"},
    ],
)
@pytest.mark.parametrize(
    ("path", "asked"),
    [("/page/agent/china", "at=2024-05-12"), ("/queries/counts", ""), ("/search", "type=State")],
)
def test_a_kept_answer_is_for_whoever_asks_the_same(
    demo_client: FlaskClient,
    monkeypatch: pytest.MonkeyPatch,
    other: dict[str, str],
    path: str,
    asked: str,
) -> None:
    """The one and the other get what each gets alone, whoever comes first."""

    def got(environ: dict[str, str]) -> tuple[int, bytes, list[str]]:
        answer = demo_client.get(path, query_string=asked, environ_overrides={**PLAIN, **environ})
        return answer.status_code, answer.data, answer.headers.getlist("Link")

    held = demo_client.application.extensions["kg"]
    monkeypatch.setattr(held, "cache", AnswerCache(1 << 24))
    alone = got(other)
    monkeypatch.setattr(held, "cache", AnswerCache(1 << 24))
    for first in ({}, {"wsgi.url_scheme": "https"}):
        got(first)
    assert got(other) == alone

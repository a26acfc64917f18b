"""The cache of answers: its bound holds for all that it keeps."""

from __future__ import annotations

from kg.web.held.cache import AnswerCache, CachedAnswer

ROOM = 1 << 20
ANSWER = CachedAnswer((("Content-Type", "text/csv"),), b"x")


def test_what_was_asked_longest_ago_goes_first() -> None:
    """And what was asked again is young again."""
    cache = AnswerCache(ROOM)
    large = CachedAnswer((), bytes(cache.largest - 2000))
    for number in range(8):
        cache.put((number,), large)
        assert cache.get((0,)) is large
    cache.put((8,), large)
    assert cache.get((0,)) is large
    assert cache.get((1,)) is None
    assert cache.held_bytes <= ROOM


def test_an_answer_beyond_its_share_is_not_kept() -> None:
    """An eighth of the room."""
    cache = AnswerCache(ROOM)
    cache.put((1,), CachedAnswer((), bytes(cache.largest)))
    assert cache.get((1,)) is None
    assert cache.held_bytes == 0


def test_addresses_and_fields_count() -> None:
    """Or long questions with short answers would take memory without a bound."""
    cache = AnswerCache(ROOM)
    for number in range(100):
        cache.put((number, "?" * 50_000, "text/csv", ""), ANSWER)
    assert cache.held_bytes <= ROOM
    assert sum(cache.get((n, "?" * 50_000, "text/csv", "")) is not None for n in range(100)) <= 20
    cache.put((7, "?" * ROOM, "", ""), ANSWER)
    assert cache.get((7, "?" * ROOM, "", "")) is None

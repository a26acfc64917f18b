"""pySHACL matches texts, in a process with limits."""

from __future__ import annotations

import pytest

from kg.errors import LimitError
from kg.validation.fallback import FallbackLimits, Matcher, Regex
from kg.validation.fallback import matcher as module

S = "http://example.org/S"
LOOKS_AHEAD = Regex("^(?!x)[a-z]*$")
RUNAWAY = Regex("(?=a)(a+)+$")


def test_any_text_can_be_matched() -> None:
    """Empty and odd ones among them; each is judged as it is written."""
    texts = {"", "abc", "xyz", "0", "FALSE", "a\nb", "a\n", "é", "\u0000", "\"'\\", " ", "a" * 9999}
    assert Matcher(S).breaking(LOOKS_AHEAD, texts) == texts - {"", "abc", "a" * 9999}


def test_many_texts_go_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """None is lost between them."""
    monkeypatch.setattr(module, "_AT_ONCE", 3)
    monkeypatch.setattr(module, "_LONG", 10)
    texts = [f"{letter}{'b' * length}" for length in range(6) for letter in "ax"]
    broken = Matcher(S).breaking(LOOKS_AHEAD, texts)
    assert broken == {text for text in texts if text.startswith("x")}


def test_nothing_is_asked_about_no_text(monkeypatch: pytest.MonkeyPatch) -> None:
    """No process is started for it."""
    monkeypatch.setattr(module, "_shapes", pytest.fail)
    assert Matcher(S).breaking(LOOKS_AHEAD, []) == set()


def test_a_pattern_that_backtracks_for_ever_is_stopped() -> None:
    """The error names the pattern, the shape and the limit; what comes next is not affected."""
    limits = FallbackLimits(seconds=1.0)
    with pytest.raises(LimitError) as caught:
        Matcher(S, limits).breaking(RUNAWAY, ["a" * 60 + "!"])
    assert "more than 1 seconds" in caught.value.message
    assert "“(?=a)(a+)+$” of <http://example.org/S>" in caught.value.message
    assert caught.value.limit == "pattern-time"
    assert Matcher(S, FallbackLimits(seconds=59.0)).breaking(RUNAWAY, ["b"]) == {"b"}


def test_all_that_a_check_asks_has_one_time() -> None:
    """It is not given anew for each part."""
    matcher = Matcher(S, FallbackLimits(seconds=1.0))
    matcher._left = 0.0
    with pytest.raises(LimitError, match="1 seconds"):
        matcher.breaking(RUNAWAY, ["b"])


def test_memory_is_limited() -> None:
    """Texts that need more of it are an error, and not the end of this process."""
    limits = FallbackLimits(memory_bytes=300 << 20)
    with pytest.raises(LimitError, match="300 MiB of memory") as caught:
        Matcher(S, limits).breaking(LOOKS_AHEAD, ["a" * (100 << 20)])
    assert caught.value.limit == "pattern-memory"

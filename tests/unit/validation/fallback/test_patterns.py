"""Regular expressions that the engine cannot match, as Python has them."""

from __future__ import annotations

import re

import pytest

from kg.errors import ShapesError
from kg.validation.fallback import Regex, as_python, is_compiled, refuse_regex


@pytest.mark.parametrize(
    ("text", "flags", "compiled"),
    [
        ("^[a-z]+$", "", True),
        ("a.b", "q", True),
        (r"\p{L}", "i", True),
        ("(a+)+$", "", True),
        ("^(?!x)", "", False),
        ("(?<=x)a", "", False),
        (r"(.)\1", "", False),
        (r"\w{5000}", "", False),
        ("(", "", False),
        ("a", "z", False),
    ],
)
def test_the_engine_says_what_it_can_match(text: str, flags: str, compiled: bool) -> None:
    """Look-around, references back and very large patterns are beyond it."""
    assert is_compiled(Regex(text, flags)) is compiled


@pytest.mark.parametrize(
    ("text", "flags", "matched", "broken"),
    [
        ("^(?!x)a$", "", "a", "a\n"),
        ("^(?!x)a$", "m", "b\na\nc", "b\nac"),
        ("(?=a)A", "i", "a", "b"),
        ("(?=a)a.b", "s", "a\nb", "a\n\nb"),
        ("(?=a)a b [ ]#c", "x", "ab #c", "a b #c"),
        (r"(?=a)a\$[$]$", "", "a$$", "a$"),
    ],
)
def test_flags_and_dollars_mean_what_they_mean_to_xpath(
    text: str, flags: str, matched: str, broken: str
) -> None:
    """Python has its own mind about line breaks at the end, and about comments."""
    written = as_python(Regex(text, flags))
    assert written is not None
    assert re.search(written, matched)
    assert not re.search(written, broken)


@pytest.mark.parametrize(
    ("text", "flags"),
    [
        ("(", ""),
        (r"(?=a)\p{L}", ""),
        ("(?=a)[a-z-[aeiou]]", ""),
        ("(?=a)[a&&b]", ""),
        ("a", "z"),
        ("(" * 5000, ""),
        ("a{99999999999999999999}(?=a)", ""),
    ],
)
def test_what_python_reads_otherwise_is_refused(text: str, flags: str) -> None:
    """It would match something else; the error names the shape."""
    with pytest.raises(ShapesError, match="of <urn:s>"):
        refuse_regex(Regex(text, flags), "urn:s", ShapesError)


def test_a_long_pattern_is_cut_in_a_sentence() -> None:
    """And a shape need not have a name."""
    sentence = Regex("a" * 100, "i").of("")
    assert sentence == f"the pattern “{'a' * 39}…” with the flags “i” of a shape without a name"

"""Regular expressions in queries."""

from __future__ import annotations

import pytest

from kg.errors import ShapesError
from kg.validation.fallback import (
    MATCHES,
    Regex,
    hand_over,
    refuse_patterns,
    uncompiled_patterns,
)

QUERY = """SELECT $this { $this ?p ?v FILTER(REGEX(?v, "a")
    && !regex(CONCAT(?v, ","), '^(?!x)', "i")
    && REGEX(?v, CONCAT("(?=", "a)")) && STR(?v) != 'REGEX(?v, "(?=a)")') }"""


def test_only_what_the_engine_cannot_match_is_handed_over() -> None:
    """Not what stands in texts, nor what is computed."""
    assert uncompiled_patterns(QUERY) == [Regex("^(?!x)", "i")]
    assert hand_over(QUERY) == QUERY.replace("regex(", f"{MATCHES}(")


def test_escapes_in_a_pattern_are_read() -> None:
    """The pattern is the text, not the way in which it is written."""
    assert uncompiled_patterns(r"""SELECT $this { FILTER REGEX("", '''(.)"\\1''') }""") == [
        Regex(r'(.)"\1')
    ]


@pytest.mark.parametrize(
    ("call", "handed_over", "reason"),
    [
        ('REPLACE(?v, "(?=a)", "")', True, "REPLACE cannot be run"),
        ('REGEX(?v, "(?=a)")', False, "REGEX cannot be run"),
        ('REGEX(?v, "(")', True, "Nothing can match"),
    ],
)
def test_what_nothing_can_match_is_refused(call: str, handed_over: bool, reason: str) -> None:
    """To the engine it would be an error, which breaks nothing: the data would pass unseen."""
    query = f"SELECT $this WHERE {{ $this ?p ?v FILTER({call} = true) }}"
    with pytest.raises(ShapesError, match=reason):
        refuse_patterns(query, "urn:s", ShapesError, handed_over=handed_over)


def test_what_can_be_matched_is_no_defect() -> None:
    """By the engine or by pySHACL."""
    refuse_patterns(QUERY, "urn:s", ShapesError)

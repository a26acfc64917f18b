"""Words that are spelt nearly like another."""

from __future__ import annotations

import pytest

from kg.search.spelling import LEAST_ALIKE, alike, grams


def test_words_are_cut_into_groups_with_their_ends_marked() -> None:
    """So that beginnings and ends count."""
    assert grams("merkel") == ["^me", "mer", "erk", "rke", "kel", "el$"]


@pytest.mark.parametrize("other", ["merkle", "merkl", "merkeel", "mirkel"])
def test_one_fault_in_a_word_leaves_it_alike(other: str) -> None:
    """Two letters that changed places are one fault."""
    assert alike("merkel", other) >= LEAST_ALIKE


@pytest.mark.parametrize("other", ["miracle", "berlin", "mark"])
def test_other_words_are_not_alike(other: str) -> None:
    """Or everything would be found."""
    assert alike("merkel", other) < LEAST_ALIKE

"""Types of posts by their titles: exact ones alone, and what leaves it open has none."""

from __future__ import annotations

import pytest

from kg.importers.post_types import _TITLES, post_type
from kg.vocabulary import GC


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("Prime Minister", "prime-minister"),
        ("Prime Minister of Estonia", "prime-minister"),
        ("President of the Republic of Belarus", "president"),
        ("Minister of Foreign Affairs", "foreign-minister"),
        ("Secretary of State for Foreign and Commonwealth Affairs", "foreign-minister"),
        ("Minister of Defense of Japan", "defence-minister"),
        ("Minister of Culture (France)", "minister"),
        ("Minister in charge of Economic Security", "minister"),
        ("minister without portfolio", "minister-without-portfolio"),
    ],
)
def test_a_title_that_tells_has_its_type(title: str, code: str) -> None:
    """A known title has its type, also before the name of a state."""
    assert post_type(title) == code


@pytest.mark.parametrize(
    "title",
    [
        "",
        "Home Secretary",
        "Secretary of State",
        "Minister of State for Trade",
        "Minister-Counsellor",
        "President of the Senate",
        "ambassador to Latvia",
        "Prime Minister of Nowhere",
        "Ministerial adviser",
    ],
)
def test_a_title_that_leaves_it_open_has_no_type(title: str) -> None:
    """What is another post in another state, or of another body, is not guessed."""
    assert post_type(title) == ""


def test_every_type_of_the_table_is_a_code() -> None:
    """No type is misspelt."""
    assert all(GC[code] for code in _TITLES)

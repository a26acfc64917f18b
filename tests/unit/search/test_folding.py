"""Words of names, folded so that spellings of one name meet."""

from __future__ import annotations

import pytest

from kg.search.folding import NO_SOUND, folded, otherwise_smooth, smooth, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Choïgou", "Шойгу"),
        ("Szojgu", "Šojgu"),
        ("Poutine", "Путин"),
        ("Gorbatschow", "Горбачёв"),
        ("Gorbačov", "Gorbachev"),
        ("Selenskyj", "Zelenskyy"),
        ("Łukaszenka", "Lukashenka"),
    ],
)
def test_spellings_of_countries_are_smoothed_to_one(one: str, other: str) -> None:
    """Each language writes the sounds of another in a way of its own."""
    assert words(one, 9)[0].smooth == words(other, 9)[0].smooth


def test_letters_with_two_readings_have_two_smooth_forms() -> None:
    """J is that of Jacques, or that of Jelzin; ch that of Chirac, or that of Achmetow."""
    assert otherwise_smooth("jacques") == smooth("zhak")
    assert otherwise_smooth("achmetow") == smooth("akhmetov")


def test_accents_case_and_silent_signs_are_folded() -> None:
    """Writers leave them out as they like."""
    assert folded("Jun'ichirō") == folded("JUNICHIRO")
    assert folded("Ёлка") == folded("елка")
    assert folded("أحمد") == folded("احمد")


def test_hyphens_and_punctuation_part_words() -> None:
    """A name without its hyphen has the same words."""
    assert [w.latin for w in words("Jean-Marc, (Ayrault)", 9)] == ["jean", "marc", "ayrault"]


def test_a_run_of_chinese_characters_is_one_word_whose_sound_nobody_knows() -> None:
    """Japanese read the same characters otherwise; simplified and traditional ones meet."""
    (simplified,), (traditional,) = words("习近平", 9), words("習近平", 9)
    assert simplified.is_run
    assert simplified.smooth == NO_SOUND
    assert simplified.latin == traditional.latin == "xijinping"
    assert simplified.syllables == ("xi", "jin", "ping")


def test_arabic_letters_are_vowels_within_a_word() -> None:
    """So that a name meets its Latin spelling; the article is no part of a name."""
    assert words("شويغو", 9)[0].latin == "shuighu"
    assert words("الصين", 9) == words("صين", 9)


@pytest.mark.parametrize("text", ["", "   ", '"*()-', "\x00\ud800", "🙂"])
def test_what_has_no_letters_has_no_words(text: str) -> None:
    """Punctuation alone names nothing."""
    assert words(text, 9) == []


def test_no_more_words_are_read_than_asked_for() -> None:
    """A long text costs no more than its first words."""
    assert len(words("a b c " * 50_000, 5)) == 5
    assert len(words("x" * 100_000, 5)[0].native) < 100

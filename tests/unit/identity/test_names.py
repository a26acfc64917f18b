"""Unit tests of kg.identity.names: names of any script, folded and compared."""

from __future__ import annotations

import pytest

from kg.identity.names import given, likeness, sound, words


def share(one: str, other: str) -> float:
    """How far two names agree when all words are equally rare."""
    return likeness(one, other, {}, 5.0, 0.35).share


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sergei Lavrov", "Сергей Лавров"),
        ("Sergei Lavrov", "LAVROV, Sergey"),
        ("Muammar Gaddafi", "Mu'ammar Qadhafi"),
        ("Yevgeny Prigozhin", "Evgeni Prigozhin"),
        ("José Ornelas", "Jose ORNELAS"),
        ("Georgios Papandreou", "Γεώργιος Παπανδρέου"),
    ],
)
def test_a_name_is_known_in_other_letters(one: str, other: str) -> None:
    """Also in another order, with other accents, in another script."""
    assert share(one, other) > 0.85


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sergei Lavrov", "Sergei Shoigu"),
        ("Barzan Ibrahim Hassan Al-Tikriti", "NOOR BARZAN IBRAHIM HASAN AL-TIKRITI"),
        ("Saddam Hussein Al-Tikriti Majid", "HALA SADDAM HUSSEIN AL-TIKRITI MAJID"),
        ("27th Scientific Centre", "33rd Research Institute"),
    ],
)
def test_other_names_are_told_apart(one: str, other: str) -> None:
    """Also those of a father and of his child, which have all words but one in common."""
    assert share(one, other) < 0.75


def test_titles_and_particles_do_not_count() -> None:
    """A name of nothing else keeps them."""
    assert words("President Hu Jintao") == ("hu", "jintao")
    assert words("ACME Trading Co., Ltd.") == ("acme", "trading")
    assert words("The Group") == ("the", "group")


def test_the_given_name_stands_first_or_behind_a_comma() -> None:
    """As lists of sanctions and others write it."""
    assert given("AL-TIKRITI, Bashar Sabawi") == "bashar"
    assert given("Bashar Sabawi Al-Tikriti") == "bashar"
    assert given("Babbar Khalsa,") == "babbar"


def test_spellings_of_a_sound_are_one() -> None:
    """So that they are compared at all."""
    assert len({sound(word) for word in ("mohammed", "muhammad", "mohamed")}) == 1
    assert sound("lavrov") == sound("lawrow") != sound("orlov")

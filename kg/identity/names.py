"""Names in any script, folded to Latin letters, and how alike they are.

Imports anyascii, which has Latin letters for every script, and rapidfuzz; `kg.search` does, too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from anyascii import anyascii
from rapidfuzz.distance import JaroWinkler

_WORD = re.compile(r"[a-z0-9]+")
_DROPPED = frozenset(
    word
    # particles, titles and legal forms: writers leave them out as they like
    for line in (
        "al el ul as ad bin ibn ben bint abd abu de del der den di da do dos das du la le les",
        "van von zu zum and the of for und y e i a an",
        "sir dr mr mrs ms prof hon rt lord lady dame baron baroness haji hajji shaykh sheikh",
        "mullah mawlawi maulavi general gen col colonel maj major king queen emperor amir emir",
        "president prime minister chancellor premier chairman sultan crown prince princess",
        "foreign secretary vice deputy",
        "ltd limited llc inc co corp corporation company gmbh ag sa srl spa plc pjsc ojsc jsc",
        "cjsc ooo oao pao zao ao fze fzco dmcc group",
    )
    for word in line.split()
)
_SOUNDS = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"sch|sh|cz|ch|tsch|tch|zh|dzh|dj", "s"),
        (r"kh|gh|qu?|ck|x", "k"),
        (r"ph", "f"),
        (r"th|dh", "t"),
        (r"ts|tz|z", "s"),
        (r"c|g|h(?=[aeiouy])", "k"),
        (r"w|ff?", "v"),
        (r"j", "i"),
        (r"d", "t"),
        (r"b", "p"),
    )
]
_VOWELS = re.compile(r"[aeiouyh]+")
_DOUBLED = re.compile(r"(.)\1+")
_LEAST_ALIKE = 0.88
_SAME_SOUND = 0.9
_LEAST_RARE = 0.5
_SAME_GIVEN = 0.88
_OTHER_GIVEN = 0.75
_ONE_WORD = 0.6
_MOST_OF_TWO_WORDS = 15.0
"""A name of one word tells less than its rarity: others leave out what would tell it apart."""


@lru_cache(maxsize=1 << 18)
def words(name: str) -> tuple[str, ...]:
    """The words of a name in small Latin letters, without particles, titles and legal forms.

    A name of nothing else keeps them.
    """
    found = _WORD.findall(anyascii(name).lower().replace("'", "").replace("`", ""))
    return tuple(word for word in found if word not in _DROPPED) or tuple(found)


@lru_cache(maxsize=1 << 18)
def sound(word: str) -> str:
    """How a word sounds, roughly: equal for most ways to write a name in Latin letters."""
    if word.isdecimal():
        return word
    for pattern, letter in _SOUNDS:
        word = pattern.sub(letter, word)
    first = "a" if _VOWELS.match(word) else ""
    return first + _DOUBLED.sub(r"\1", _VOWELS.sub("", word))


@lru_cache(maxsize=1 << 20)
def alike(one: str, other: str) -> float:
    """How alike two words are, from 0 to 1."""
    if one == other:
        return 1.0
    if len(one) == 1 or len(other) == 1:
        return 0.5 if one[0] == other[0] else 0.0
    ratio = float(JaroWinkler.similarity(one, other))
    if sound(one) == sound(other) and len(sound(one)) > 1:
        return max(ratio, _SAME_SOUND)
    return ratio if ratio >= _LEAST_ALIKE else 0.0


@dataclass(frozen=True, slots=True)
class Likeness:
    """How two names agree: the share of them that does, and how rare the words are that do.

    *weight* is in units of the logarithm of how many times rarer than chance that is.
    """

    share: float
    weight: float
    one: str = ""
    other: str = ""


NOT_ALIKE = Likeness(0.0, 0.0)


@lru_cache(maxsize=1 << 16)
def given(name: str) -> str:
    """The first word of a name, or the first behind a comma: `LAVROV, Sergei`."""
    family, comma, rest = name.partition(",")
    return next(iter(words(rest if comma and rest.strip() else family)), "")


def likeness(
    one: str, other: str, rarity: Mapping[str, float], rarest: float, strictness: float
) -> Likeness:
    """Compare two names word by word; *rarity* is of sounds and, behind `=`, of words, *rarest* of
    those that are not in it, *strictness* how much a word counts that only one has."""
    ours, theirs = words(one), words(other)
    if len(ours) > len(theirs):
        ours, theirs = theirs, ours
    if not ours:
        return NOT_ALIKE
    left = list(theirs)
    agreed = total = 0.0
    for word in ours:
        best = max(left, key=lambda other: alike(word, other))
        degree = alike(word, best)
        value = max(rarity.get(f"={word}" if degree == 1 else sound(word), rarest), _LEAST_RARE)
        total += value
        if degree:
            left.remove(best)
            agreed += value * degree
        if not left:
            break
    unmatched = sum(rarity.get(sound(word), rarest) for word in left)
    share = agreed / (total + strictness * unmatched) if total else 0.0
    if len(ours) == 1:
        agreed *= _ONE_WORD
    elif len(ours) == 2:
        agreed = min(agreed, _MOST_OF_TWO_WORDS)
    elif left and alike(given(one), given(other)) < _SAME_GIVEN:
        share *= _OTHER_GIVEN  # a father and his child have all names but one in common
    return Likeness(share, agreed, one, other)


def best_likeness(
    ours: Sequence[str],
    theirs: Sequence[str],
    rarity: Mapping[str, float],
    rarest: float,
    strictness: float,
) -> Likeness:
    """The two names of two things that agree best."""
    found = (likeness(one, other, rarity, rarest, strictness) for one in ours for other in theirs)
    return max(found, key=lambda found: (found.share, found.weight), default=NOT_ALIKE)

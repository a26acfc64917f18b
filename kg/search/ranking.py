"""How well a name fits a query: word by word, by spelling and sound, and why it does."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from rapidfuzz.distance import OSA

from kg.identity.names import sound
from kg.search.candidates import LITTLE_WORDS, Candidate
from kg.search.folding import NO_SOUND, Word, otherwise_smooth
from kg.search.gathering import ALIAS, HIDDEN
from kg.search.hits import How
from kg.search.spelling import LEAST_ALIKE, alike

_EXACT, _SOUNDS, _NEARLY, _SIMILAR = range(4)
"""By what a word fits, the surest first; nearly is by its spelling with the same consonants."""
_BEGUN = 0.8
_INITIAL = 0.8
_SMOOTH = 0.93
_SAME_SOUND = 0.5
_NEAR = 0.9
_OTHER_START = 0.95
_OTHER_SCRIPT = 0.94
_BESIDE = 0.75
_JOINED = 0.96
_COVERAGE = 0.2  # of the score goes with how much of the name was asked for
_LITTLE = 0.15
_LEAST_STEM = 4
_LIKELY = 0.1  # of the score goes with how likely a thing is meant


@dataclass(frozen=True, slots=True)
class Fit:
    """How well a name fits, from 0 to 1, by what, and how well its part does that was asked for."""

    score: float
    worst: int
    share: float = 1.0


NO_FIT: Final = Fit(0.0, _SIMILAR, 0.0)


class Ranking:
    """Scores the names that may be meant by a query."""

    def __init__(self, text: str, query: Sequence[Word]) -> None:
        self._script = script(text)
        self._query = query
        self._weights = [_weight(word.latin) for word in query]
        self._total = sum(self._weights)
        self._joined = "".join(word.latin for word in query)

    def fit(self, candidate: Candidate) -> Fit:
        """Compare a name with the query."""
        latin = candidate.latin.split()
        if not latin or not self._query:
            return NO_FIT
        joined = "".join(latin)
        if joined == self._joined and len(latin) != len(self._query):
            return Fit(_JOINED, _EXACT)
        return self._by_words(candidate, *self._merged(latin, candidate.smooth.split()))

    def score(self, fit: Fit, candidate: Candidate) -> float:
        """The fit of a name with how likely its thing is meant, from 0 to 1."""
        fits = fit.score if self._script == script(candidate.text) else fit.score * _OTHER_SCRIPT
        return round((1 - _LIKELY) * fits + _LIKELY * candidate.likely, 4)

    def how(self, fit: Fit, candidate: Candidate) -> How:
        """Why a name was found."""
        if fit.worst != _EXACT:
            return "sounds like" if fit.worst == _SOUNDS else "similar spelling"
        if self._script != script(candidate.text):
            return "transliteration"
        if candidate.rank >= HIDDEN:
            return "hidden name"
        return "alias" if candidate.rank >= ALIAS else "name"

    def _merged(self, latin: list[str], smooth: list[str]) -> tuple[list[str], list[str]]:
        """The words of a name, two as one where the query writes them so."""
        asked = {word.latin for word in self._query}
        for at in range(len(latin) - 2, -1, -1):
            if (together := latin[at] + latin[at + 1]) in asked:
                latin[at : at + 2] = [together]
                smooth[at : at + 2] = [smooth[at] + smooth[at + 1]]
        return latin, smooth

    def _by_words(self, candidate: Candidate, latin: list[str], smooth: list[str]) -> Fit:
        left = list(range(len(latin)))
        beside = candidate.context.split()
        agreed = met = 0.0
        ways: list[int] = []
        missed = False
        for word, weight in zip(self._query, self._weights, strict=True):
            best, place, by = 0.0, -1, _SIMILAR
            for at in left:
                degree, way = _compared(word, latin[at], smooth[at])
                if degree > best:
                    best, place, by = degree, at, way
            if best < _BESIDE and any(_starts(other, word.latin) for other in beside):
                agreed += weight * _BESIDE
            elif place >= 0:
                left.remove(place)
                agreed += weight * best
                met += _weight(latin[place]) * best
                ways.append(by)
            else:
                missed = True
        if not ways or (missed and min(ways) == _SIMILAR):
            return NO_FIT
        share = agreed / self._total
        covered = min(1.0, met / sum(map(_weight, latin)))
        return Fit(share * (1 - _COVERAGE + _COVERAGE * covered), max(ways), share)


@lru_cache(maxsize=1 << 15)
def _compared(word: Word, latin: str, smooth: str) -> tuple[float, int]:
    """How alike a word of a query and one of a name are, and by what."""
    asked = word.latin
    if asked == latin:
        of_one_script = (word.smooth == NO_SOUND) == (smooth == NO_SOUND)
        return (1.0 if of_one_script else _INITIAL), _EXACT
    if len(asked) == 1 or len(latin) == 1:
        return (_INITIAL, _EXACT) if asked[:1] == latin[:1] else (0.0, _SIMILAR)
    if latin.startswith(asked) or (word.is_run and asked in latin):
        return _BEGUN + (1 - _BEGUN) * len(asked) / len(latin), _EXACT
    if NO_SOUND in word.smooth or NO_SOUND in smooth:
        return 0.0, _SIMILAR
    ours, theirs = (word.smooth, otherwise_smooth(asked)), (smooth, otherwise_smooth(latin))
    if not set(ours).isdisjoint(theirs):
        return _SMOOTH + (1 - _SMOOTH) * float(OSA.normalized_similarity(asked, latin)), _SOUNDS
    near = max(alike(asked, latin), *(alike(o, t) for o in set(ours) for t in set(theirs)))
    if len(latin) >= _LEAST_STEM and asked.startswith(latin):
        near = max(near, len(latin) / len(asked))
    if asked[0] != latin[0] and ours[0][0] != theirs[0][0]:
        near *= _OTHER_START
    if sound(asked) == sound(latin) and len(sound(asked)) > 1:
        by = _SOUNDS if near < LEAST_ALIKE else _NEARLY
        return _SAME_SOUND + (_NEAR - _SAME_SOUND) * near, by
    return (near * _NEAR, _SIMILAR) if near >= LEAST_ALIKE else (0.0, _SIMILAR)


def script(text: str) -> str:
    """The script of the first letter of a text, as Unicode names it; empty where there is none."""
    letter = next((c for c in text if c.isalpha()), "")
    if letter.isascii():
        return "LATIN" if letter else ""
    return _script_of(letter)


@lru_cache(maxsize=1 << 12)
def _script_of(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0]


def _starts(other: str, asked: str) -> bool:
    return other.startswith(asked) or (
        len(other) >= _LEAST_STEM and len(asked) <= len(other) + 2 and asked.startswith(other)
    )


def _weight(word: str) -> float:
    return _LITTLE if word in LITTLE_WORDS else min(len(word), 6) / 6

"""Words that are spelt nearly like one that is in no name: by the groups of letters they share."""

from __future__ import annotations

import sqlite3
import sys
from array import array
from collections import Counter
from heapq import nlargest

from rapidfuzz.distance import OSA, JaroWinkler

LEAST_ALIKE = 0.74
"""How alike two words have to be, from 0 to 1."""

_SHORTEST = 3
_MOST_NUMBERS = 20_000  # of words that are counted for one word
_MOST_WORDS = 150  # of those that share most, which are compared letter by letter
_CHOSEN = 8
_COUNTED = "SELECT number FROM gram WHERE gram = ?"
_HAVING = "SELECT words FROM gram WHERE gram = ?"
_WORDS = "SELECT word FROM word WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id"


def grams(word: str) -> list[str]:
    """The groups of three letters of a word with a mark before and behind it, each once."""
    marked = f"^{word}$"
    return list(dict.fromkeys(marked[at : at + 3] for at in range(len(marked) - 2)))


def alike(one: str, other: str) -> float:
    """How alike two words are written, from 0 to 1; two swapped letters are one fault."""
    if one == other:
        return 1.0
    edits = float(OSA.normalized_similarity(one, other))
    return max(edits, 0.5 * edits + 0.5 * float(JaroWinkler.similarity(one, other)))


def packed(numbers: list[int]) -> bytes:
    """Numbers of words as the index holds them."""
    held = array("I", numbers)
    if sys.byteorder == "big":
        held.byteswap()
    return held.tobytes()


def near_words(index: sqlite3.Connection, word: str) -> list[str]:
    """The words of an index that are spelt nearly like a word in Latin letters, the nearest first.

    The rarest groups of letters are looked up until enough words were counted.
    """
    if len(word) < _SHORTEST:
        return []
    shared: Counter[int] = Counter()
    counted = 0
    for number, gram in _rarest(index, word):
        counted += number
        if shared and counted > _MOST_NUMBERS:
            break
        shared.update(_unpacked(index.execute(_HAVING, (gram,)).fetchone()[0]))
    most = nlargest(_MOST_WORDS, shared.items(), key=lambda pair: (pair[1], -pair[0]))
    found = index.execute(_WORDS, (str([number for number, _ in most]),))
    apart = 1 + len(word) // 4
    near = [(alike(word, o), o) for (o,) in found if abs(len(o) - len(word)) <= apart]
    best = sorted((pair for pair in near if pair[0] >= LEAST_ALIKE), reverse=True)
    return [found for _, found in best[:_CHOSEN]]


def _rarest(index: sqlite3.Connection, word: str) -> list[tuple[int, str]]:
    counts = ((index.execute(_COUNTED, (gram,)).fetchone(), gram) for gram in grams(word))
    return sorted((row[0], gram) for row, gram in counts if row)


def _unpacked(data: bytes) -> array[int]:
    held = array("I", data)
    if sys.byteorder == "big":
        held.byteswap()
    return held

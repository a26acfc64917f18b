"""Pairs worth comparing: things of different sources that share a rare key, and no others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

from kg.identity.names import sound, words
from kg.identity.things import Thing

MOST_IN_A_BLOCK = 60
"""Things that share a key, from which the key tells too little."""
_MOST_WORDS = 6


def name_keys(thing: Thing) -> set[str]:
    """Two sounds of each of its names, or the only one."""
    keys: set[str] = set()
    for name in thing.names:
        sounds = sorted({sound(word) for word in words(name)[:_MOST_WORDS]} - {""})
        if len(sounds) == 1:
            keys.add(sounds[0])
        keys.update(f"{one} {other}" for one, other in combinations(sounds, 2))
    return keys


def refined(thing: Thing) -> list[str]:
    """What parts a block that is too large: years of birth and countries."""
    years = {born.first[:4] for born in thing.births}
    return sorted(years) or sorted(thing.countries) or [""]


def pairs(
    things: Iterable[Thing], keys: Iterable[tuple[Thing, str]]
) -> Iterator[tuple[Thing, Thing]]:
    """Pairs of things with a key in common, each once, that no source tells apart.

    A source that describes both holds them to be two. Of a block with more than
    `MOST_IN_A_BLOCK` things only those are paired that share a year of birth, or a
    country, too: what it costs grows with the things and not with their square.
    """
    number = {thing.iri: position for position, thing in enumerate(things)}
    blocks: defaultdict[str, list[Thing]] = defaultdict(list)
    for thing, key in keys:
        blocks[key].append(thing)
    seen: set[int] = set()
    total = len(number)
    for block in blocks.values():
        for small in _parts(block):
            for one, other in combinations(small, 2):
                first, second = sorted((number[one.iri], number[other.iri]))
                pair = first * total + second
                if pair not in seen and one.sources.isdisjoint(other.sources):
                    seen.add(pair)
                    yield (one, other) if one.iri < other.iri else (other, one)


def _parts(block: list[Thing]) -> Iterator[list[Thing]]:
    if len(block) <= MOST_IN_A_BLOCK:
        yield block
        return
    parts: defaultdict[str, list[Thing]] = defaultdict(list)
    for thing in block:
        for key in refined(thing):
            parts[key].append(thing)
    yield from (part for key, part in parts.items() if key and len(part) <= MOST_IN_A_BLOCK)

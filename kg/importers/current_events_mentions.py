"""Persons and states that a text names by an exact name that nothing else has."""

from __future__ import annotations

import re
from collections import defaultdict

import pyoxigraph as ox

from kg.importers.known import Names, States

_WORD = re.compile(r"\w+")
_CAPITAL_BEFORE = re.compile(r"(?<!\w)([^\W\d_a-zß-ÿ][\w.’'-]*) (?:of (?:the )?)?$")
_CAPITAL_AFTER = re.compile(r" [^\W\d_a-zß-ÿ]")
_FUNCTION_WORDS = """
    a after against along amid an and as at before between both but by during following for from
    if in inside into like meanwhile near of off on or outside over since than that the through
    to toward towards under until via when where while with within without
"""
_TITLES = """
    admiral ambassador archbishop ayatollah captain chair chairman chancellor chief colonel
    commander commissioner congressman director dr emir emperor general governor imam judge
    justice king lawmaker leader lieutenant major mayor minister mr mrs ms officer official
    politician pope premier president prince princess professor queen representative secretary
    senator sheikh speaker spokesman spokesperson spokeswoman sultan taoiseach treasurer
"""
_FREE = frozenset((_FUNCTION_WORDS + _TITLES).split())
"""Capitalised words that may stand before a name without being part of a longer one."""
_SHARED = frozenset({"Georgia"})
"""Names of states that news in English use as often for something else: a state of the USA."""


class Mentions:
    """Finds the things that carry one of the names known to a store."""

    def __init__(self, names: Names, states: States) -> None:
        self._by_word: defaultdict[str, list[tuple[str, ox.NamedNode | None]]] = defaultdict(list)
        for name in sorted(names):
            if self._usable(name, names, states) and (word := _WORD.match(name)):
                thing = None if name in _SHARED else names.unambiguous(name)
                self._by_word[word[0]].append((name, thing))
        for found in self._by_word.values():
            found.sort(key=lambda pair: (-len(pair[0]), pair[0]))

    def find(self, text: str) -> list[ox.NamedNode]:
        """The things that a text names, in the order of their first mention.

        The longest name counts. One that several things have is passed over whole, and so is
        one that is part of a longer name: "Jersey" in "New Jersey", "Mexico" in "Gulf of Mexico".
        """
        found: dict[ox.NamedNode, None] = {}
        end = 0
        for word in _WORD.finditer(text):
            if word.start() < end or not (names := self._by_word.get(word[0])):
                continue
            for name, thing in names:
                if text.startswith(name, word.start()) and _ends(text, word.start() + len(name)):
                    start, end = word.start(), word.start() + len(name)
                    if thing is not None and _stands_alone(text, start, end):
                        found.setdefault(thing)
                    break
        return list(found)

    @staticmethod
    def _usable(name: str, names: Names, states: States) -> bool:
        """Persons by two words at least, in any language; states by their English names."""
        things = names.things(name)
        if any(thing in names.persons for thing in things):
            return len(name.split()) > 1
        return any(thing in states.labels for thing in things) and "en" in names.languages[name]


def _ends(text: str, end: int) -> bool:
    return end == len(text) or not (text[end].isalnum() or text[end] == "_")


def _stands_alone(text: str, start: int, end: int) -> bool:
    if _CAPITAL_AFTER.match(text, end):
        return False
    before = _CAPITAL_BEFORE.search(text, max(0, start - 40), start)
    return before is None or before[1].rstrip(".").casefold() in _FREE

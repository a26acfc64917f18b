"""What tells a thing from its namesakes: its posts, its country, its years, and words of these."""

from __future__ import annotations

import sqlite3
from typing import Final

from rdflib import DCTERMS, ORG

from kg.search.gathering import ALIAS, year_of
from kg.vocabulary import GA

_TIMED: Final = ("Event", "Communication", "Document")
_LATEST_START = 1
_START, _END = 0, 3  # the earliest start and the latest end, by which a thing is certainly not
_BELONGS: Final = (
    *(GA.jurisdiction, GA.governs, ORG.postIn, GA.affiliation),
    *(GA.citizenship, GA.location, DCTERMS.isPartOf, DCTERMS.publisher),
)
"""Links to what a thing belongs to, the most telling first."""
_MOST_POSTS = 6
_LONGEST_CONTEXT = 400

_LABEL = """
SELECT text, language FROM name WHERE thing = ?
ORDER BY language <> 'en', rank, language, text LIMIT 1
"""
_OTHERS = "SELECT object FROM link WHERE subject = ? AND predicate = ? ORDER BY object LIMIT ?"
_NAMES = "SELECT DISTINCT text FROM name WHERE thing = ? AND rank < ? ORDER BY rank, text LIMIT 12"
_DAYS = "SELECT min(day), max(day) FROM day WHERE thing = ? AND bound = ?"
_TENURES = """
SELECT post.object, (SELECT max(day) FROM day WHERE thing = post.subject AND bound = 0),
    (SELECT min(day) FROM day WHERE thing = post.subject AND bound = 3),
    (SELECT max(day) FROM day WHERE thing = post.subject) AS known
FROM link AS holder JOIN link AS post ON post.subject = holder.subject AND post.predicate = ?
WHERE holder.object = ? AND holder.predicate = ?
ORDER BY known IS NULL, known DESC, post.object LIMIT ?
"""
_EVENTS = """
SELECT min(day), max(day) FROM link JOIN day ON day.thing = link.subject
WHERE link.predicate = ? AND link.object = ?
"""


class Describer:
    """Looks things up in gathered tables; answers follow from the tables alone."""

    def __init__(self, tables: sqlite3.Connection) -> None:
        self._tables = tables

    def label(self, thing: str) -> tuple[str, str]:
        """The name by which a thing is shown, English where it has one, with its language."""
        found = self._tables.execute(_LABEL, (thing,)).fetchone()
        return (found[0], found[1]) if found else ("", "")

    def days(self, thing: str, *, person: bool) -> tuple[int | None, int | None]:
        """The days before and behind which a thing certainly was not, as numbers.

        They are its own earliest start and latest end; of a person those of birth and death.
        """
        born, died = thing, thing
        if person:
            born = next(iter(self._linked(thing, GA.birth, 1)), "")
            died = next(iter(self._linked(thing, GA.death, 1)), "")
        first = self._tables.execute(_DAYS, (born, _START)).fetchone()[1]
        last = self._tables.execute(_DAYS, (died, _END)).fetchone()[0]
        return first, last

    def note(self, thing: str, kind: str, days: tuple[int | None, int | None]) -> str:
        """What tells a thing from its namesakes, in a few words; it may be empty."""
        if kind == "Person" and (post := self._post_of(thing)):
            return post
        owner = next((o for p in _BELONGS for o in self._linked(thing, p, 1)), "")
        belongs = self.label(owner)[0] if owner else ""
        if belongs and belongs in self.label(thing)[0]:
            belongs = ""
        return ", ".join(part for part in (belongs, self._time(thing, kind, days)) if part)

    def context(self, thing: str) -> str:
        """Words by which people look for a thing beside its name: its posts and countries."""
        texts: list[str] = []
        posts = [row[0] for row in self._tenures(thing)]
        for post in dict.fromkeys(posts):
            texts += self._names(post)[:2]
        for one in (thing, *dict.fromkeys(posts)):
            for predicate in _BELONGS:
                for owner in self._linked(one, predicate, 2):
                    texts += self._names(owner)
        return " ".join(dict.fromkeys(texts))[:_LONGEST_CONTEXT]

    def _time(self, thing: str, kind: str, days: tuple[int | None, int | None]) -> str:
        if kind == "Person":
            events = self._tables.execute(_EVENTS, (str(GA.involves), thing)).fetchone()
            return _lifetime(*days) or (_years(*events) and f"events {_years(*events)}")
        if kind not in _TIMED:
            return ""
        known = self._tables.execute(_DAYS, (thing, _LATEST_START)).fetchone()[0]
        return _years(*days) if days[0] is not None or known is None else f"by {year_of(known)}"

    def _post_of(self, person: str) -> str:
        row = next(iter(self._tenures(person)), None)
        if row is None:
            return ""
        post, began, ended, _ = row
        label = self.label(post)[0]
        country = next(iter(self._linked(post, GA.jurisdiction, 1)), "")
        where = self.label(country)[0] if country else ""
        if where and where not in label:
            label = f"{label} ({where})"
        return ", ".join(part for part in (label, _years(began, ended)) if part)

    def _tenures(self, person: str) -> list[tuple[str, int | None, int | None, int | None]]:
        values = (str(GA.post), person, str(GA.holder), _MOST_POSTS)
        return self._tables.execute(_TENURES, values).fetchall()

    def _linked(self, thing: str, predicate: object, most: int) -> list[str]:
        return [row[0] for row in self._tables.execute(_OTHERS, (thing, str(predicate), most))]

    def _names(self, thing: str) -> list[str]:
        return [row[0] for row in self._tables.execute(_NAMES, (thing, ALIAS))]


def _lifetime(born: int | None, died: int | None) -> str:
    if died is None:
        return "" if born is None else f"born {year_of(born)}"
    return f"died {year_of(died)}" if born is None else _years(born, died)


def _years(first: int | None, last: int | None) -> str:
    if first is None:
        return "" if last is None else f"until {year_of(last)}"
    if last is None:
        return f"from {year_of(first)}"
    start, end = year_of(first), year_of(last)
    return f"{start}" if start == end else f"{start}–{end}"

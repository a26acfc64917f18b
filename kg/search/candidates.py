"""Names that may be meant by a query, looked up in steps from the same words to near spellings."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from kg.identity.names import sound
from kg.search.folding import NO_SOUND, Word, otherwise_smooth
from kg.search.spelling import near_words

_MOST = 200
"""Names that one step gives; they come in the order of how likely things are meant."""

LITTLE_WORDS: Final = frozenset(
    (
        *("of", "the", "for", "and", "in", "to", "on", "at", "an", "a"),
        *("de", "la", "le", "les", "du", "des", "d", "l", "el", "y", "e", "i"),
        *("von", "van", "der", "zu", "und", "al"),
    )
)
"""Words that tell little of a name."""

_LEAST_SKELETON = 2
_MOST_JOINED = 4
_MOST_PARTED = 6

_MATCHING = """
SELECT known.* FROM found CROSS JOIN known ON known.id = found.rowid
WHERE found MATCH ?2 AND ?4 IS NOT NULL
    AND (?1 IS NULL OR (coalesce(first, ?1) <= ?1 AND coalesce(last, ?1) >= ?1))
LIMIT ?3
"""
_SAME = """
SELECT * FROM known
WHERE latin = ?2 AND (?4 = '' OR kind IN (SELECT value FROM json_each(?4)))
    AND (?1 IS NULL OR (coalesce(first, ?1) <= ?1 AND coalesce(last, ?1) >= ?1))
LIMIT ?3
"""
_OF_CODE = """
SELECT known.id, thing, kind, likely, rank, '' AS language, code.text, latin, smooth, context,
    first, last
FROM code CROSS JOIN known ON known.id = code.name
WHERE code.code = ?2 AND (?4 = '' OR kind IN (SELECT value FROM json_each(?4)))
    AND (?1 IS NULL OR (coalesce(first, ?1) <= ?1 AND coalesce(last, ?1) >= ?1))
ORDER BY code.name LIMIT ?3
"""
"""Statements that take a day or nothing, a value, how many names, and kinds as JSON or nothing."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name that may be meant, of a thing; *rank* says what kind of a name it is."""

    name: int
    thing: int
    kind: str
    likely: float
    rank: int
    language: str
    text: str
    latin: str
    smooth: str
    context: str
    first: int | None
    last: int | None


class Candidates:
    """Looks names up for one query; *day* and *kinds* leave others out."""

    def __init__(
        self,
        index: sqlite3.Connection,
        query: Sequence[Word],
        kinds: Collection[str],
        day: int | None,
    ) -> None:
        self._index = index
        self._query = query
        self._kinds = sorted(kinds)
        self._day = day

    def of_code(self, code: str) -> list[Candidate]:
        """The things of a code, with that as the text of a name."""
        return self._rows(_OF_CODE, code.casefold())

    def same(self) -> list[Candidate]:
        """Names of the very words of the query, in any script."""
        return self._rows(_SAME, " ".join(word.latin for word in self._query))

    def by_words(self) -> Iterator[Candidate]:
        """Names with all words of the query, of which the last may be the beginning of one."""
        clauses = [_begun(word, last) for word, last in self._parted()]
        found = self._matching("words", clauses)
        yield from found
        for joined in self._joined():
            yield from self._matching("words", joined)
        if len(self._query) > 1 and len(found) < _MOST:
            yield from self._matching(
                "words context", [_begun(w, last) for w, last in self._parted()]
            )
            yield from self._matching("words", [_begun(word, True) for word in self._query])

    def by_spelling_of_countries(self) -> list[Candidate]:
        """Names whose words are the query's as other countries write them."""
        words = [(word.smooth, otherwise_smooth(word.latin)) for word in self._query]
        return self._skeletons("smooth", words)

    def by_sound(self) -> list[Candidate]:
        """Names whose words have the consonants of the query's, roughly."""
        words = [(sound(word.latin), sound(word.smooth)) for word in self._query]
        return self._skeletons("sounds", words)

    def by_near_spelling(self) -> Iterator[Candidate]:
        """Names with words near to those of the query: with all of them, else with all but one."""
        clauses = [
            [*_begun(word, last), *(_quoted(near) for near in self._near(word))]
            for word, last in self._parted()
        ]
        found = self._matching("words smooth context", clauses)
        yield from found
        if not found and 1 < len(clauses) <= _MOST_PARTED:
            for fewer in combinations(clauses, len(clauses) - 1):
                yield from self._matching("words smooth", list(fewer))

    def by_one_word(self) -> Iterator[Candidate]:
        """Names with any one of the words of the query, but for the beginnings of words."""
        if len(self._query) > 1:
            for word in self._query:
                if word.latin not in LITTLE_WORDS:
                    yield from self._matching("words", [_begun(word, False)])

    def _near(self, word: Word) -> list[str]:
        if word.smooth == NO_SOUND:
            return []
        forms = {word.latin, word.smooth, otherwise_smooth(word.latin)}
        return sorted({near for form in forms for near in near_words(self._index, form)})

    def _parted(self) -> Iterator[tuple[Word, bool]]:
        last = len(self._query) - 1
        return ((word, at == last) for at, word in enumerate(self._query))

    def _joined(self) -> Iterator[list[list[str]]]:
        """The query with two neighbours as one word, and with all as one."""
        latin = [word.latin for word in self._query]
        if not 1 < len(latin) <= _MOST_JOINED:
            return
        ways = [
            [*latin[:at], latin[at] + latin[at + 1], *latin[at + 2 :]]
            for at in range(len(latin) - 1)
        ]
        if len(latin) > 2:
            ways.append(["".join(latin)])
        for way in ways:
            yield [[_quoted(word) + ("*" if word is way[-1] else "")] for word in way]

    def _skeletons(self, column: str, words: list[tuple[str, str]]) -> list[Candidate]:
        tells = any(len(word.latin) > _LEAST_SKELETON for word in self._query)
        if not tells or any(w.smooth == NO_SOUND for w in self._query) or not all(map(all, words)):
            return []
        return self._matching(column, [[_quoted(way) for way in sorted({*w})] for w in words])

    def _matching(self, columns: str, clauses: list[list[str]]) -> list[Candidate]:
        """Names that have one of the words of each clause in a column."""
        text = " AND ".join("(" + " OR ".join(clause) + ")" for clause in clauses)
        text = f"{{{columns}}} : ({text})"
        if self._kinds:
            text += " AND kind : (" + " OR ".join(map(_quoted, self._kinds)) + ")"
        return self._rows(_MATCHING, text)

    def _rows(self, statement: str, value: str) -> list[Candidate]:
        kinds = "[" + ",".join(map(_quoted, self._kinds)) + "]" if self._kinds else ""
        values = (self._day, value, _MOST, kinds)
        return [Candidate(*row) for row in self._index.execute(statement, values)]


def _begun(word: Word, begins: bool) -> list[str]:
    """A word as it is searched; folded words are of letters and digits alone, and need no more."""
    star = "*" if begins or word.is_run or len(word.latin) == 1 else ""
    return [f"{_quoted(text)}{star}" for text in dict.fromkeys((word.native, word.latin))]


def _quoted(word: str) -> str:
    return f'"{word}"'

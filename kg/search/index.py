"""Searches in the index of a version; any thread may."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Queue

from kg.dates import Day
from kg.errors import UnavailableError
from kg.search.candidates import Candidate, Candidates
from kg.search.folding import words
from kg.search.gathering import number_of
from kg.search.hits import Hit, Matched
from kg.search.ranking import Fit, Ranking
from kg.search.schema import FORMAT

MOST_TEXT = 200
"""Characters of a query that are read."""

MOST_WORDS = 8
"""Words of a query that are searched."""

_MOST_HITS = 100
_CONNECTIONS = 4
_SECONDS = 0.5  # that one search may take; then it gives what it has
_STEPS = 5000  # of the engine between looks at the clock
_GOOD = 0.93  # of what was asked for, with which no worse way to find names is tried
_CODE_SCORE = 0.99
_THING = "SELECT iri, label, language, kind, note FROM thing WHERE id = ?"
_MAPPED = 256 << 20
_OF_KIND = """
SELECT iri, label, language, kind, note FROM thing
WHERE kind IN (SELECT lower FROM below WHERE upper = ?)
ORDER BY label COLLATE NOCASE, iri LIMIT ? OFFSET ?
"""


class SearchIndex:
    """The index in a file, which stays readable when the file is removed.

    Raises:
        UnavailableError: it is no index, or one of another release.
    """

    def __init__(self, path: Path) -> None:
        self._idle: Queue[sqlite3.Connection] = Queue()
        self._opened: list[sqlite3.Connection] = []
        self._deadlines: dict[int, float] = {}
        try:
            for _ in range(_CONNECTIONS):
                self._open(path)
            about = dict(self._opened[0].execute("SELECT key, value FROM about"))
            self._kinds = self._opened[0].execute("SELECT kind, number FROM kind").fetchall()
            self._below = self._opened[0].execute("SELECT upper, lower FROM below").fetchall()
        except sqlite3.Error as error:
            self.close()
            raise UnavailableError(f"The index of names cannot be read: {error}.") from error
        if about.get("format") != FORMAT:
            self.close()
            raise UnavailableError("The index of names is one of another release.")
        self.version = int(about["version"])

    def close(self) -> None:
        """Close the file; searches that go on end with an error."""
        for connection in self._opened:
            connection.close()

    def kinds(self) -> list[tuple[str, int]]:
        """The kinds of the things that have a name, each with their number, the most first."""
        return sorted(self._kinds, key=lambda pair: (-pair[1], pair[0]))

    def search(
        self,
        text: str,
        *,
        kinds: Collection[str] = (),
        at: Day | None = None,
        limit: int = 10,
    ) -> list[Hit]:
        """Find the things that a text names best, the best first; of no words, none.

        *kinds* are names of classes, with those below them. *at* leaves out what certainly was
        not on that day: by its own earliest start and latest end, as those of events, bodies and
        posts; of persons by birth and death. At most 100 are given.

        Raises:
            UnavailableError: the index was closed, or cannot be read.
        """
        text = text[:MOST_TEXT].encode("utf-8", "replace").decode()
        query = words(text, MOST_WORDS)
        wanted = {lower for upper, lower in self._below if upper in kinds}
        if not query or (kinds and not wanted):
            return []
        with self._connection() as connection:
            found = Candidates(connection, query, wanted, number_of(at) if at else None)
            best = _Best(Ranking(text, query))
            try:
                _collect(found, best, text, limit)
            except sqlite3.OperationalError as error:
                if getattr(error, "sqlite_errorcode", None) != sqlite3.SQLITE_INTERRUPT:
                    raise
            return best.hits(connection, min(limit, _MOST_HITS))

    def of_kind(self, kind: str, first: int, most: int) -> tuple[list[Hit], int]:
        """At most so many things of a kind and of those below it, by label, behind *first* others.

        Gives, too, how many there are in all.

        Raises:
            UnavailableError: the index was closed, or cannot be read.
        """
        below = {lower for upper, lower in self._below if upper == kind}
        number = sum(count for one, count in self._kinds if one in below)
        with self._connection() as connection:
            found = connection.execute(_OF_KIND, (kind, most, first)).fetchall()
        return [
            Hit(iri, label, language, one, 1.0, Matched(label, language, "name"), note)
            for iri, label, language, one, note in found
        ], number

    def _open(self, path: Path) -> None:
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode=ro&immutable=1",
            uri=True,
            check_same_thread=False,
            isolation_level=None,
        )
        self._opened.append(connection)
        connection.execute(f"PRAGMA mmap_size = {_MAPPED}")
        connection.set_progress_handler(lambda: self._is_late(connection), _STEPS)
        self._idle.put(connection)

    def _is_late(self, connection: sqlite3.Connection) -> bool:
        return time.monotonic() > self._deadlines.get(id(connection), float("inf"))

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        connection = self._idle.get()
        self._deadlines[id(connection)] = time.monotonic() + _SECONDS
        try:
            yield connection
        except sqlite3.Error as error:
            raise UnavailableError(f"The index of names cannot be read: {error}.") from error
        finally:
            self._deadlines.pop(id(connection), None)
            self._idle.put(connection)


class _Best:
    """The best name of each thing."""

    def __init__(self, ranking: Ranking) -> None:
        self._ranking = ranking
        self._seen: set[int] = set()
        self._found: dict[int, tuple[float, Fit, Candidate]] = {}
        self._by_code: set[int] = set()

    def take(self, candidates: Iterable[Candidate]) -> None:
        """Take names in."""
        for candidate in candidates:
            if candidate.name in self._seen:
                continue
            self._seen.add(candidate.name)
            fit = self._ranking.fit(candidate)
            if not fit.score:
                continue
            score = self._ranking.score(fit, candidate)
            before = self._found.get(candidate.thing)
            if before is None or (score, -candidate.rank) > (before[0], -before[2].rank):
                self._found[candidate.thing] = (score, fit, candidate)

    def take_by_code(self, candidates: Iterable[Candidate]) -> None:
        """Take in the things of a code."""
        for candidate in candidates:
            self._by_code.add(candidate.thing)
            self._found[candidate.thing] = (_CODE_SCORE, Fit(1.0, 0), candidate)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was found."""
        return not self._found

    def good(self) -> int:
        """The number of things that fit well."""
        return sum(fit.share >= _GOOD for _, fit, _ in self._found.values())

    def hits(self, connection: sqlite3.Connection, limit: int) -> list[Hit]:
        """The best things."""
        ordered = sorted(self._found.items(), key=lambda item: (-item[1][0], item[0]))
        return [self._hit(connection, thing, *found) for thing, found in ordered[: max(limit, 0)]]

    def _hit(
        self, connection: sqlite3.Connection, thing: int, score: float, fit: Fit, name: Candidate
    ) -> Hit:
        iri, label, language, kind, note = connection.execute(_THING, (thing,)).fetchone()
        how = "code" if thing in self._by_code else self._ranking.how(fit, name)
        matched = Matched(name.text, name.language, how)
        return Hit(iri, label, language, kind, score, matched, note)


def _collect(found: Candidates, best: _Best, text: str, limit: int) -> None:
    """Look names up, from the surest way to the least, until enough of them fit well."""
    best.take_by_code(found.of_code(text.strip()))
    best.take(found.same())
    best.take(found.by_words())
    best.take(found.by_spelling_of_countries())
    if not best.good():
        best.take(found.by_sound())
        best.take(found.by_near_spelling())
    if best.is_empty:
        best.take(found.by_one_word())

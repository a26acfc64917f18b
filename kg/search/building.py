"""Makes the index of a version: one SQLite file, from tables that were gathered beside it."""

from __future__ import annotations

import math
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import groupby, pairwise
from operator import itemgetter
from pathlib import Path

from kg.errors import DiskFullError, UnavailableError
from kg.identity.names import sound
from kg.search.describing import Describer
from kg.search.folding import NO_SOUND, Word, otherwise_smooth, words
from kg.search.gathering import Reader, gather
from kg.search.kinds import kind_of, kinds_below
from kg.search.schema import FINISH, FORMAT, TABLES
from kg.search.spelling import grams, packed

MOST_WORDS = 64
"""Words of a name that are searched; the rest of it, as of a long statement, is not."""

_MANY_FACTS = 2000  # facts that lead to a thing, from which on more of them say nothing
_LIKELY_BY_KIND = 0.4
_LONGEST_RUN = 12
_MOST_JOINED = 4
_THINGS = """
SELECT thing FROM name GROUP BY thing
"""
_TYPES = "SELECT class FROM type WHERE thing = ? ORDER BY class"
_FACTS = "SELECT count(*) FROM link WHERE object = ?"
_ORDERED = "SELECT thing, kind, likely FROM likely ORDER BY likely DESC, thing"
_NAMES = """
SELECT min(rank), language, text FROM name WHERE thing = ?
GROUP BY language, text ORDER BY min(rank), language <> 'en', language, text
"""
_CODES = "SELECT DISTINCT text FROM code WHERE thing = ? ORDER BY text"


def write_index(version: Reader, path: Path) -> None:
    """Write the index of a version into a file that is not there yet.

    What is gathered goes to files among the temporary ones, so that memory does not grow with
    the version. The same version gives the same bytes with the same SQLite.

    Raises:
        DiskFullError: there is no room.
        UnavailableError: the file cannot be written.
    """
    with tempfile.TemporaryDirectory(prefix="geoactors-search-") as folder:
        try:
            with (
                closing(_scratch(Path(folder, "gathered"))) as tables,
                closing(sqlite3.connect(path, isolation_level=None)) as index,
            ):
                gather(version, tables)
                _order(tables)
                _fill(index, tables, version.version)
        except sqlite3.Error as error:
            if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL:
                raise DiskFullError("There is no room for the index of names.") from error
            raise UnavailableError(f"The index of names cannot be written: {error}.") from error


def _scratch(path: Path) -> sqlite3.Connection:
    tables = sqlite3.connect(path, isolation_level=None)
    tables.executescript(
        "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536;"
    )
    return tables


def _order(tables: sqlite3.Connection) -> None:
    """Note the kind of each thing that has a name, and how likely it is that one is meant."""
    tables.execute("CREATE TABLE likely(thing TEXT, kind TEXT, likely REAL)")
    tables.execute("BEGIN")
    for (thing,) in tables.execute(_THINGS):
        found = kind_of(row[0] for row in tables.execute(_TYPES, (thing,)))
        if found is None:
            continue
        kind, by_kind = found
        (facts,) = tables.execute(_FACTS, (thing,)).fetchone()
        known = min(1.0, math.log1p(facts) / math.log1p(_MANY_FACTS))
        likely = round(_LIKELY_BY_KIND * by_kind + (1 - _LIKELY_BY_KIND) * known, 4)
        tables.execute("INSERT INTO likely VALUES (?, ?, ?)", (thing, kind, likely))
    tables.execute("COMMIT")


def _fill(index: sqlite3.Connection, tables: sqlite3.Connection, version: int) -> None:
    index.executescript(TABLES)
    index.execute("BEGIN")
    about = {"format": FORMAT, "version": str(version)}
    index.executemany("INSERT INTO about VALUES (?, ?)", about.items())
    index.executemany("INSERT INTO below VALUES (?, ?)", kinds_below())
    describer = Describer(tables)
    for number, (thing, kind, likely) in enumerate(tables.execute(_ORDERED), 1):
        label, language = describer.label(thing)
        days = describer.days(thing, person=kind == "Person")
        row = (number, thing, label, language, kind, describer.note(thing, kind, days), likely)
        index.execute("INSERT INTO thing VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", (*row, *days))
        _add_names(index, tables, number, thing, kind, _words(describer.context(thing)))
    _add_spellings(index)
    index.executescript(FINISH)


def _add_names(
    index: sqlite3.Connection,
    tables: sqlite3.Connection,
    number: int,
    thing: str,
    kind: str,
    context: list[Word],
) -> None:
    """Add the names of a thing; its codes go with the first, and so does its context."""
    names = tables.execute(_NAMES, (thing,)).fetchall()
    rows = [
        _add_name(index, (number, *name), kind, [] if place else context)
        for place, name in enumerate(names)
    ]
    codes = ((code.casefold(), rows[0], code) for (code,) in tables.execute(_CODES, (thing,)))
    index.executemany("INSERT OR IGNORE INTO code VALUES (?, ?, ?)", codes)


def _words(text: str) -> list[Word]:
    return words(text, MOST_WORDS)


def _add_name(
    index: sqlite3.Connection,
    name: tuple[int, int, str, str],
    kind: str,
    context: list[Word],
) -> int | None:
    found = _words(name[-1])
    latin, smooth = _spaced(w.latin for w in found), _spaced(w.smooth for w in found)
    beside = _spaced(_each(w.latin for w in context))
    heard = [word for word in found if word.smooth != NO_SOUND]
    row = index.execute(
        "INSERT INTO name VALUES (NULL, ?, ?, ?, ?, ?, ?, ?)", (*name, latin, smooth, beside)
    ).lastrowid
    index.execute(
        "INSERT INTO found(rowid, words, smooth, sounds, context, kind) VALUES (?, ?, ?, ?, ?, ?)",
        (
            row,
            _spaced(_searched(found)),
            _spaced(_each(s for w in heard for s in (w.smooth, otherwise_smooth(w.latin)))),
            _spaced(_each(s for w in heard for s in (sound(w.latin), sound(w.smooth)))),
            _spaced(_searched(context)),
            kind,
        ),
    )
    return row


def _searched(found: list[Word]) -> Iterator[str]:
    """The words of a name as they are searched, each once: in its own script and in Latin letters.

    Of a run in a script without spaces, what begins at any letter of it. Neighbours in short names
    also as one word: writers join and part them as they like.
    """
    given: dict[str, None] = {}
    for word in found:
        given |= dict.fromkeys((word.native, word.latin, *word.syllables))
        if word.is_run:
            run = word.native
            given |= dict.fromkeys(run[at : at + _LONGEST_RUN] for at in range(len(run)))
    for one, other in pairwise(found if len(found) <= _MOST_JOINED else ()):
        given |= dict.fromkeys((one.native + other.native, one.latin + other.latin))
    yield from (word for word in given if word)


def _each(texts: Iterable[str]) -> Iterable[str]:
    return (text for text in dict.fromkeys(texts) if text)


def _spaced(texts: Iterable[str]) -> str:
    return " ".join(texts)


def _add_spellings(index: sqlite3.Connection) -> None:
    """Note all words in Latin letters, also smoothed, with their groups of three letters."""
    index.execute("CREATE TEMP TABLE seen(word TEXT PRIMARY KEY) WITHOUT ROWID")
    for row in index.execute("SELECT latin, smooth FROM name"):
        found = {word for text in row for word in text.split()} - {NO_SOUND}
        index.executemany("INSERT OR IGNORE INTO seen VALUES (?)", ((word,) for word in found))
    index.execute("INSERT INTO word SELECT NULL, word FROM seen ORDER BY word")
    index.execute("CREATE TEMP TABLE piece(gram TEXT, word INTEGER)")
    for number, word in index.execute("SELECT id, word FROM word ORDER BY id"):
        index.executemany("INSERT INTO piece VALUES (?, ?)", ((g, number) for g in grams(word)))
    pieces = index.execute("SELECT gram, word FROM piece ORDER BY gram, word")
    for gram, rows in groupby(pieces, itemgetter(0)):
        numbers = [row[1] for row in rows]
        index.execute("INSERT INTO gram VALUES (?, ?, ?)", (gram, len(numbers), packed(numbers)))
    index.execute("DROP TABLE seen")
    index.execute("DROP TABLE piece")

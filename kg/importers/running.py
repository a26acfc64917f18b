"""One import from its files to the triples of its graph: rows, what became of them, limits."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import IO

import pyoxigraph as ox

from kg.errors import DateError, InputError, ParameterError
from kg.importers.accounts import Accounts
from kg.importers.facts import Facts
from kg.importers.files import Files
from kg.importers.formats import Format, Importer
from kg.importers.known import Known
from kg.importers.release import Release
from kg.importers.rows import Fate, Row, RowError, skipped

SET_ASIDE = "set aside: "


@dataclass(frozen=True, slots=True)
class Limits:
    """How an import deals with rows that cannot be read.

    Without *set_aside* the first of them ends it; with it they are written to that folder, each
    file under its own name.
    """

    set_aside: Path | None = None


@dataclass(slots=True)
class Import:
    """What an import made: the triples of one source graph, and the account of its rows."""

    release: Release
    triples: set[ox.Triple] = field(default_factory=set)
    accounts: Accounts = field(default_factory=Accounts)


Progress = Callable[[int, int, int], None]
"""Told now and then: rows, bytes read of the files, bytes that they have."""

_TELL_EVERY = 500


def run_import(
    source: Format,
    paths: Sequence[Path],
    release: Release,
    known: Known,
    limits: Limits | None = None,
    progress: Progress | None = None,
) -> Import:
    """Read the files of a release into the triples of its graph; nothing is stored.

    A row's triples count when all of it could be read. Memory follows the triples.

    Raises:
        NotFoundError: a file is missing.
        InputError: a file or a row cannot be read; the message names both.
    """
    files = Files(paths, source.patterns)
    facts = Facts(release, known)
    result = Import(release, facts.triples)
    importer = source.make(facts)
    aside = _SetAside(limits.set_aside if limits else None)
    with closing(files), aside:
        for number, row in enumerate(importer.rows(files.files), 1):
            fate = _take(importer.take, row, facts, aside)
            result.accounts.note(row.file, fate)
            if progress and number % _TELL_EVERY == 0:
                progress(number, files.bytes_read, files.bytes_total)
    importer.finish()
    facts.keep()
    for file in files.files:
        result.accounts.open(file.name)
    result.accounts.notes.extend(facts.notes)
    if progress:
        progress(result.accounts.total.rows, files.bytes_total, files.bytes_total)
    return result


def preview_rows(
    source: Format, paths: Sequence[Path], release: Release, known: Known, number: int
) -> Iterator[tuple[Row, Fate, set[ox.Triple]]]:  # type: ignore[type-arg]
    """Read the first rows of a release: each with what became of it and the triples it adds.

    Raises:
        NotFoundError: a file is missing.
        InputError: a file or a row cannot be read; the message names both.
    """
    files = Files(paths, source.patterns)
    facts = Facts(release, known)
    importer = source.make(facts)
    with closing(files), _SetAside(None) as aside, closing(_rows(importer, files)) as rows:
        for row in islice(rows, number):
            before = set(facts.triples)
            fate = _take(importer.take, row, facts, aside)
            yield row, fate, facts.triples - before


def _rows(importer: Importer, files: Files) -> Generator[Row]:  # type: ignore[type-arg]
    """The rows as a generator that closes its file when it is left early."""
    yield from importer.rows(files.files)


def _take(take: Callable[[Row], Fate], row: Row, facts: Facts, aside: _SetAside) -> Fate:  # type: ignore[type-arg]
    try:
        if row.problem:
            raise RowError(row.problem)
        fate = take(row)
    except (RowError, DateError, ParameterError) as error:
        facts.forget()
        if not aside.takes(row):
            raise InputError(
                f"{row.place}: {error.message.rstrip('.')}.",
                hint=error.hint or "--keep-going sets such rows aside in a file for repair.",
            ) from error
        return skipped(SET_ASIDE + _general(error.message))
    if fate.outcome == "skipped":
        facts.forget()
    else:
        facts.keep()
    return fate


def _general(message: str) -> str:
    """A reason without the value in it, so that many rows share it."""
    return message.partition(":")[0][:120].rstrip(".")


class _SetAside:
    """Files of rows for repair, each with the frame of the file that its rows came from."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._files: dict[str, tuple[IO[str], str]] = {}

    def __enter__(self) -> _SetAside:
        return self

    def __exit__(self, *_: object) -> None:
        for stream, tail in self._files.values():
            stream.write(tail)
            stream.close()

    def takes(self, row: Row) -> bool:  # type: ignore[type-arg]
        """Write a row aside, if rows are set aside at all."""
        if self._folder is None:
            return False
        if row.file not in self._files:
            path = self._folder / row.file.replace("/", "-").replace("\\", "-")
            self._folder.mkdir(parents=True, exist_ok=True)
            stream = path.open("w", encoding="utf-8", errors="backslashreplace")
            stream.write(row.frame.head)
            self._files[row.file] = (stream, row.frame.tail)
        self._files[row.file][0].write(row.written())
        return True

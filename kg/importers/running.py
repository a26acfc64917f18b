"""One import from its files to the triples of its graph: rows, what became of them, limits."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import pyoxigraph as ox

from kg.errors import DateError, InputError, ParameterError, TooLargeError
from kg.importers.accounts import Accounts
from kg.importers.facts import Facts
from kg.importers.files import Files
from kg.importers.formats import Format, Importer
from kg.importers.known import Known
from kg.importers.release import Release
from kg.importers.rows import Fate, Row, RowError, skipped
from kg.importers.set_aside import SetAside

SET_ASIDE = "set aside: "
MOST_TRIPLES = 4_000_000
"""A release is held in memory: from its rows through the gate, some 3 kB a triple."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How an import deals with rows that cannot be read, and how much it may become.

    Without *set_aside* the first of them ends it; with it they are written to that folder, each
    file under its own name. *triples* is what one release may have at most.
    """

    set_aside: Path | None = None
    triples: int = MOST_TRIPLES


@dataclass(slots=True)
class Import:
    """What an import made: the triples of one source graph, and the account of its rows."""

    release: Release
    triples: set[ox.Triple] = field(default_factory=set)
    accounts: Accounts = field(default_factory=Accounts)


Progress = Callable[[int, int, int], None]
"""Told now and then: rows, bytes read of the files, bytes that they have."""

_TELL_EVERY = 500
_SHOWN = 3


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
        InputError: a file or a row cannot be read; the message names both. No file holds a row.
        TooLargeError: there are more triples than a release may have.
    """
    limits, files = limits or Limits(), Files(paths, source.patterns)
    facts = Facts(release, known)
    result = Import(release, facts.triples)
    importer = source.make(facts)
    aside = SetAside(limits.set_aside)
    with closing(files), aside, closing(_rows(importer, files)) as rows:
        for number, row in enumerate(rows, 1):
            fate = _take(importer.take, row, facts, aside)
            result.accounts.note(row.file, fate)
            if len(facts.triples) > limits.triples:
                raise _too_large(row, limits.triples)
            if progress and number % _TELL_EVERY == 0:
                progress(number, files.bytes_read, files.bytes_total)
    if not result.accounts.files:
        raise _without_rows(files)
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
        InputError: a file or a row cannot be read; the message names both. No file holds a row.
    """
    files = Files(paths, source.patterns)
    facts = Facts(release, known)
    number_read = 0
    importer = source.make(facts)
    with closing(files), SetAside(None) as aside, closing(_rows(importer, files)) as rows:
        for row in islice(rows, number):
            number_read += 1
            before = set(facts.triples)
            fate = _take(importer.take, row, facts, aside)
            yield row, fate, facts.triples - before
    if number and not number_read:
        raise _without_rows(files)


def _rows(importer: Importer, files: Files) -> Generator[Row]:  # type: ignore[type-arg]
    """The rows as a generator that closes its file when it is left early."""
    yield from importer.rows(files.files)


def _take(take: Callable[[Row], Fate], row: Row, facts: Facts, aside: SetAside) -> Fate:  # type: ignore[type-arg]
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


def _without_rows(files: Files) -> InputError:
    """Why nothing is imported: an empty graph would take the place of an earlier one."""
    names = [file.name for file in files.files]
    hint = "Is it of another format, or cut short? `kg import --list` shows what is read."
    if not names:
        return InputError("The source holds no row that was asked for.")
    if len(names) == 1:
        return InputError(f"{names[0]}: the file holds no row of this format.", hint=hint)
    shown = ", ".join(names[:_SHOWN]) + (", …" if len(names) > _SHOWN else "")
    return InputError(f"{shown}: none of {len(names)} files holds a row of this format.", hint=hint)


def _too_large(row: Row, most: int) -> TooLargeError:  # type: ignore[type-arg]
    return TooLargeError(
        f"{row.place}: the release has more than {most:,} triples, which is the limit.",
        hint="Split its files into several releases, each with a --release of its own.",
    )


def _general(message: str) -> str:
    """A reason without the value in it, so that many rows share it."""
    return message.partition(":")[0][:120].rstrip(".")

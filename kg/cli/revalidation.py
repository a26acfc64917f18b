"""`kg validate --store`: what a store holds, by the shapes that it has yet to pass."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from kg.cli.baselines import Baseline
from kg.cli.stores import open_existing
from kg.errors import KgError, ParameterError
from kg.gate import Gate, Passing
from kg.ingest.revalidation import note_passed, revalidate
from kg.report import Severity, ValidationReport
from kg.store.embedded import DatasetStore
from kg.validation.reports.common import counted


def refuse_files(folder: Path | None, *, given: bool, every: bool) -> None:
    """Refuse files and shapes beside a store, and --all-shapes without one.

    Raises:
        ParameterError: they stand together.
    """
    if folder is None and every:
        raise ParameterError("--all-shapes goes with --store DIR.")
    if folder is not None and given:
        raise ParameterError(
            "--store validates what a store holds by its own shapes.",
            hint="Leave PATH…, --context and --shapes out.",
        )


def validate_store(
    folder: Path,
    accepting: Baseline,
    severity: Severity,
    write: Callable[[ValidationReport], None],
    *,
    every: bool,
) -> ValidationReport:
    """Validate what a store holds, *write* the report, and note in the store that its data passed.

    What a baseline accepts is a violation still: the store is told of nothing then.
    """
    store = open_existing(folder)
    entries = accepting.entries()
    found = revalidate(store, every=every)
    whole = every or found.passing.ahead is None
    report = accepting.apply(found.report, entries, severity, whole=whole)
    write(report)
    version = found.passing.version
    if note_passed(store, found):
        click.echo(f"Noted that version {version} has passed these shapes.", err=True)
    elif not found.report.conforms:
        count = counted(len(found.report.violations), "violation")
        click.echo(f"Nothing was noted in the store: version {version} has {count}.", err=True)
    return report


def say_differences(store: DatasetStore, gate: Gate | None = None) -> None:
    """Say on standard error which shapes the data of a store has yet to pass, and what to run."""
    if sentence := differences(store, gate):
        click.echo(sentence, err=True)


def differences(store: DatasetStore, gate: Gate | None = None) -> str:
    """Which shapes the data of a store has yet to pass, as a line; nothing when it passed all.

    A store that is served or looked at need not be whole for that: then the line says
    what is wrong.
    """
    try:
        return Passing.of(store, gate.digests if gate is not None else None).sentence()
    except KgError as error:
        return str(error)

"""Where `kg import` writes beside its answers: the store, the report, the rows set aside."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import click

from kg.cli.new_stores import open_store
from kg.cli.stores import refuse_endpoint
from kg.errors import InputError, ParameterError
from kg.importers import Format, Import
from kg.store.embedded import DatasetStore


def find_store(
    folder: Path | None, default_graph: str | None, shapes: str | None
) -> DatasetStore | None:
    """The store to import into; None when there is none yet, or none was named.

    Raises:
        ParameterError: it has no source graphs, or the folder is none for a store.
        NotFoundError: the folder holds something else.
    """
    if folder is None:
        return None
    refuse_endpoint(folder)
    is_new = not folder.exists() or (folder.is_dir() and not any(folder.iterdir()))
    dataset = None if is_new else open_store(folder, default_graph, shapes)
    if not dataset.union if dataset else default_graph == "own":
        raise ParameterError(f"{folder}: a plain dataset has no source graphs to import into.")
    return dataset


@contextmanager
def new_store(folder: Path, shapes: str | None) -> Iterator[DatasetStore]:
    """Make a store that is there afterwards only when the block stored something.

    Raises:
        ParameterError, NotFoundError, ShapesError: as `open_store`.
    """
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    dataset = open_store(folder, "union", shapes)
    try:
        yield dataset
    finally:
        if dataset.version == 0:
            dataset.close()
            shutil.rmtree(folder, ignore_errors=True)
            with suppress(OSError):  # somebody else put something there
                for path in missing[1:]:
                    path.rmdir()
            if not missing:
                folder.mkdir(exist_ok=True)


def check_places(report: Path | None, set_aside: Path | None) -> None:
    """Refuse places where the report and rows cannot be written, before anything is read.

    Raises:
        InputError: one is such, or holds rows already: they may have been repaired there.
    """
    _check_report(report)
    _check_set_aside(set_aside)


def _check_report(report: Path | None) -> None:
    if report is None:
        return
    if report.is_dir():
        raise InputError(f"{report}: cannot be written: it is a folder.")
    if not report.parent.is_dir():
        raise InputError(f"{report}: cannot be written: there is no folder {report.parent}.")


def _check_set_aside(folder: Path | None) -> None:
    if folder is None:
        return
    if folder.is_dir():
        if any(folder.iterdir()):
            raise InputError(
                f"{folder}: rows cannot be set aside here: the folder is not empty.",
                hint="Name another with --set-aside, or move away what an earlier run left there.",
            )
        return
    above = next(path for path in (folder, *folder.absolute().parents) if path.exists())
    if not above.is_dir():
        raise InputError(
            f"{folder}: rows cannot be set aside here: {above} is a file.",
            hint="Name a folder with --set-aside.",
        )
    if not os.access(above, os.W_OK):
        raise InputError(f"{folder}: rows cannot be set aside here: {above} cannot be written.")


def tell_set_aside(folder: Path | None) -> None:
    """Say where rows were set aside, if any were; the folder was empty before."""
    if folder is not None and folder.is_dir() and any(folder.iterdir()):
        click.echo(f"Rows set aside for repair are in {folder}.", err=True)


def write_report(report: Path | None, made: Import, source: Format) -> None:
    """Write what became of the rows as JSON, where a file was named.

    Raises:
        InputError: it cannot be written.
    """
    if report is None:
        return
    counts = {
        "format": source.name,
        "graph": made.release.graph,
        "triples": len(made.triples),
        **made.accounts.as_json(),
    }
    text = json.dumps(counts, indent=2, ensure_ascii=False)
    try:
        report.write_text(f"{text}\n", encoding="utf-8")
    except OSError as error:
        raise InputError(f"{report}: cannot be written: {error.strerror}.") from error

"""`kg export`: a store in the formats of other programs."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

import click

from kg.cli.stores import open_existing
from kg.dates import Day
from kg.errors import ParameterError, UnavailableError
from kg.export import (
    CHANGE_FORMATS,
    FORMATS,
    KINDS,
    ExportFormat,
    ExportReport,
    Selection,
    export_to,
    find_format,
    open_export,
)
from kg.export.placing import beside, file_place, folder_place, report_place, write_report
from kg.lookup import read_day

_EXAMPLES = """\b
Examples:
  kg export --list
  kg export --store my.store --format nquads --output all.nq.gz
  kg export --store my.store --format csv --to tables --licence open
  kg export --store my.store --format turtle --kind tenure --at 2024-05-12 --output -
  kg export --store my.store --format gexf --at 2024-05-12 --output network.gexf
  kg export --store my.store --format rdfpatch --since 12 --output changes.rdfp
"""
_REPORT = ".report.json"


@click.command("export", epilog=_EXAMPLES)
@click.option(
    "--store", metavar="DIR", type=click.Path(path_type=Path), help="Folder of the store."
)
@click.option("--format", "name", metavar="FORMAT", help="One of those that --list shows.")
@click.option(
    "--output", type=click.Path(path_type=Path), help="The file to write; - is standard output."
)
@click.option("--to", "folder", type=click.Path(path_type=Path), help="The folder to make.")
@click.option("--at", metavar="DATE", help="Only what may have been so on that day.")
@click.option("--known-at", metavar="DATE", help="Only the documents published by that day.")
@click.option("--graph", "graphs", multiple=True, metavar="IRI", help="Only that source graph.")
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    type=click.Choice(list(KINDS)),
    help="Only things of that kind.",
)
@click.option(
    "--since",
    type=click.IntRange(min=0),
    metavar="N",
    help="rdfpatch: only what changed behind version N; 0 is the empty store.",
)
@click.option("--merged", is_flag=True, help="All facts in one graph, without named graphs.")
@click.option(
    "--licence",
    type=click.Choice(["all", "open"]),
    default="all",
    help="open: only graphs that everybody may pass on.",
)
@click.option(
    "--report", type=click.Path(path_type=Path), help="Where the report of sources and losses goes."
)
@click.option("--list", "listing", is_flag=True, help="List the formats.")
def export_command(
    store: Path | None,
    name: str | None,
    output: Path | None,
    folder: Path | None,
    at: str | None,
    known_at: str | None,
    graphs: tuple[str, ...],
    kinds: tuple[str, ...],
    since: int | None,
    merged: bool,
    licence: str,
    report: Path | None,
    listing: bool,
) -> None:
    """Write a store in the format of other programs, with a report of what that cannot express."""
    if listing:
        _print_list()
        return
    if store is None or name is None:
        raise ParameterError("Which store, in which format?", hint="--store DIR --format FORMAT.")
    wanted = find_format(name)
    target = _target(wanted, output, folder)
    if since is None and wanted.of_changes:
        since = 0
    selection = Selection(graphs, kinds, _day(at), licence == "open", merged, since)
    known = _day(known_at)
    wanted.require_fitting(selection, known)
    place = _places(wanted, target, report)
    with open_export(open_existing(store), selection, known) as version:
        if str(target) == "-":
            with tempfile.TemporaryDirectory(prefix="geoactors-export-") as scratch:
                path = Path(scratch) / f"export.{wanted.ending}"
                done = export_to(version, wanted, path, known)
                _copy_out(path)
        else:
            done = export_to(version, wanted, target, known)
        if place is not None:
            write_report(place, done.to_json())
        _tell(done, place)


def _target(wanted: ExportFormat, output: Path | None, folder: Path | None) -> Path:
    if wanted.is_folder:
        if folder is None or output is not None:
            raise ParameterError(
                f"{wanted.name} makes a folder.", hint="Name it with --to DIR, without --output."
            )
        return folder
    if output is None or folder is not None:
        raise ParameterError(
            f"{wanted.name} makes one file.",
            hint=f"Name it with --output FILE.{wanted.ending}; - is standard output.",
        )
    return output


def _day(text: str | None) -> Day | None:
    return read_day(text) if text else None


def _places(wanted: ExportFormat, target: Path, report: Path | None) -> Path | None:
    """Look at where the export and its report go, before the work; give that of the report."""
    if str(target) == "-":
        return report and report_place(report, None, is_folder=False)
    if wanted.is_folder:
        folder_place(target)
    else:
        file_place(target)
    return report_place(report or beside(target, _REPORT), target, is_folder=wanted.is_folder)


def _copy_out(path: Path) -> None:
    """Write a file to standard output.

    Raises:
        BrokenPipeError: its reader went away.
        UnavailableError: it takes no more.
    """
    output = sys.stdout.buffer
    try:
        with path.open("rb") as file:
            shutil.copyfileobj(file, output, 1 << 20)
        output.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), output.fileno())  # what is left goes nowhere
        raise UnavailableError(
            f"Standard output takes no more: {error.strerror}.",
            hint="What was written of the export is not whole.",
        ) from error


def _tell(done: ExportReport, place: Path | None) -> None:
    """Say on standard error what was written, and what is missing in it."""
    for file in done.files:
        click.echo(f"{file.name}: {file.bytes:,} bytes, SHA-256 {file.sha256}", err=True)
    for heading, losses in (
        ("left out", done.version.left_out),
        ("lost", done.losses),
    ):
        for loss in losses.listed():
            click.echo(f"{heading}: {loss.count:,} {loss.what}: {loss.why}", err=True)
    if place is not None:
        click.echo(f"report: {place}", err=True)


def _print_list() -> None:
    for entry in (*FORMATS.values(), *CHANGE_FORMATS.values()):
        where = "--to DIR" if entry.is_folder else f"--output FILE.{entry.ending}"
        click.echo(f"{entry.name:<14} {entry.title}  ({where})")

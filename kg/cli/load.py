"""`kg load`: files through the gate into a store."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from kg.cli.new_stores import open_store, store_options
from kg.cli.revalidation import say_differences
from kg.cli.stores import user
from kg.errors import NonConformingDataError, ParameterError
from kg.gate import gate_of
from kg.ingest import Author, Outcome, graphs_of, ingest
from kg.ingest.bulk import ingest_bulk, is_large, takes_bulk
from kg.parsing import find_files, parse_path
from kg.report import Severity, ValidationReport
from kg.resources import reference_files
from kg.store.embedded import DatasetStore
from kg.terms import expand
from kg.validation.reports import write_report
from kg.validation.reports.common import counted, plain

_EXAMPLES = """\b
Examples:
  kg load --store my.store --states
  kg load --store my.store data/
  kg load --store my.store talks.ttl --graph https://example.org/graph/talks
  kg load --store my.store more-talks.ttl --graph https://example.org/graph/talks --add
"""


_MOST_LINES = 50


@click.command("load", epilog=_EXAMPLES)
@click.argument("paths", nargs=-1, metavar="FILE…", type=click.Path(path_type=Path))
@store_options()
@click.option("--states", is_flag=True, help="Load the packaged states of the world as well.")
@click.option("--graph", metavar="IRI", help="Source graph of the triples outside a named graph.")
@click.option(
    "--add/--replace", "add", help="Add to the graphs, or replace them whole (the default)."
)
def load_command(
    paths: tuple[Path, ...],
    store: Path,
    graph: str | None,
    add: bool,
    states: bool,
    default_graph: str | None,
    shapes: str | None,
) -> None:
    """Validate the RDF in FILE… and store it, all of it or nothing.

    The files are one transaction over all their source graphs. When something
    breaks the shapes, the report says what, and the store stays as it was.
    """
    if not paths and not states:
        raise ParameterError("Load what?", hint="Name the files, or --states.")
    files = [*find_files(paths), *(reference_files() if states else ())]
    author = Author(who=user(), action="load", wait=10.0)
    if is_large(files) and _loads_in_bulk(store, default_graph, shapes, files, graph, author):
        return
    documents = [parse_path(path) for path in files]
    dataset = open_store(store, default_graph, shapes)
    graphs = graphs_of(documents, _target(dataset, graph))
    before = dataset.version
    gate = gate_of(dataset)
    say_differences(dataset, gate)
    try:
        outcome = ingest(dataset, graphs, gate, add=add, author=author)
    except NonConformingDataError as error:
        click.echo(write_report(error.report, "text"))
        if not states:
            click.echo("States that the data refers to come with --states.", err=True)
        raise
    show_outcome(outcome, before)


def _loads_in_bulk(
    folder: Path,
    default_graph: str | None,
    shapes: str | None,
    files: list[Path],
    graph: str | None,
    author: Author,
) -> bool:
    """Load in bulk where the store takes it; a store that was made for nothing goes again."""
    is_new = not folder.exists()
    if is_new and shapes != "none":
        return False
    dataset = open_store(folder, default_graph, shapes)
    if not takes_bulk(dataset):
        return False
    before = dataset.version
    try:
        outcome = ingest_bulk(dataset, files, _target(dataset, graph), author)
    except BaseException:
        if is_new:
            shutil.rmtree(folder, ignore_errors=True)
        raise
    show_outcome(outcome, before)
    return True


def _target(store: DatasetStore, graph: str | None) -> str | None:
    """Where triples outside a graph go; in a plain dataset the default graph is one."""
    return expand(graph) if graph else (None if store.union else "")


def show_outcome(outcome: Outcome, before: int) -> None:
    """Say what a write changed, which version it made, and what the gate remarked."""
    if len(outcome.changes) > _MOST_LINES:
        added = sum(change.added for change in outcome.changes.values())
        removed = sum(change.removed for change in outcome.changes.values())
        click.echo(f"{len(outcome.changes):,} graphs: {added:,} added, {removed:,} removed")
    else:
        for name, change in sorted(outcome.changes.items()):
            name = name or "default graph"
            click.echo(f"{name}: {change.added} added, {change.removed} removed")
    if outcome.version == before:
        click.echo(f"Nothing changed; the store stays at version {before}.")
    else:
        click.echo(f"Published as version {outcome.version}.")
    show_warnings(outcome.report)


def show_warnings(report: ValidationReport) -> None:
    """Warnings do not refuse, and are shown; remarks are only counted."""
    warnings = report.at_least(Severity.WARNING)
    remarks = len(report.results) - len(warnings)
    if warnings:
        shown = ValidationReport.of(warnings, focus_nodes=report.focus_nodes)
        click.echo(write_report(shown, "text"), err=True)
    for note in report.notes:
        click.echo(f"Note: {plain(note)}", err=True)
    if report.accepted:
        number = counted(len(report.accepted), "result")
        click.echo(f"{number} stood there before; `kg validate --store` shows all.", err=True)
    if remarks:
        click.echo(f"{counted(remarks, 'remark')}; `kg validate` shows them.", err=True)

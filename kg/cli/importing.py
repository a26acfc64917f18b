"""`kg import`: the files of a source through the gate into a store."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from pathlib import Path

import click

from kg import __version__
from kg.cli.import_options import (
    RELEASE_WORDS,
    format_options,
    release_options,
    running_options,
)
from kg.cli.import_places import (
    check_places,
    find_store,
    new_store,
    tell_set_aside,
    write_report,
)
from kg.cli.import_progress import run_shown
from kg.cli.load import show_outcome
from kg.cli.new_stores import store_options
from kg.cli.preview import show_preview
from kg.cli.revalidation import say_differences
from kg.cli.stores import user
from kg.dates import parse_date, parse_day
from kg.errors import DateError, NonConformingDataError, ParameterError
from kg.gate import gate_of
from kg.importers import (
    Format,
    Import,
    Known,
    Limits,
    Release,
    find_format,
    list_formats,
)
from kg.importers.options import Options, options_of
from kg.importers.release_names import release_names
from kg.ingest import Author
from kg.ingest.releases import ingest_release
from kg.store.embedded import DatasetStore
from kg.terms import expand
from kg.validation.reports import write_report as write_findings
from kg.vocabulary import BASE_IRI

_EXAMPLES = """\b
Examples:
  kg import --list
  kg import hsg-visits visits/data --store my.store --retrieved 2026-11-23
  kg import sanctions-uk uk/ --store my.store --report report.json
  kg import wikidata-cabinets estonia/ --store my.store --dry-run
  kg import csv ministers.csv --mapping ministers.toml --preview
"""


@click.command("import", epilog=_EXAMPLES)
@click.argument("source", metavar="FORMAT", required=False)
@click.argument("paths", nargs=-1, metavar="PATH…", type=click.Path(path_type=Path))
@store_options(required=False)
@running_options
@release_options
@format_options
def importing_command(
    source: str | None,
    paths: tuple[Path, ...],
    store: Path | None,
    listing: bool,
    preview: bool,
    dry_run: bool,
    report: Path | None,
    keep_going: bool,
    set_aside: Path | None,
    default_graph: str | None,
    shapes: str | None,
    **words: str | None,
) -> None:
    """Import the files of a source: all of them or nothing.

    A release of a source becomes one source graph. Imported again, it replaces that
    graph, and the log shows what moved.
    """
    if listing:
        _list()
        return
    source = _checked(source, store, dry_run or preview, bool(set_aside) and not keep_going)
    told = {name: words.pop(name) for name in RELEASE_WORDS}
    options = options_of(source, words)
    found = _settled(source, paths, options, told["licence"])
    dataset = find_store(store, default_graph, shapes)
    release = _release(found, paths, dataset, told, options)
    known = Known.of_store(dataset, release.graph)
    if preview:
        show_preview(found, paths, release, known)
        return
    aside = (set_aside or Path(f"{release.key}-set-aside")) if keep_going else None
    check_places(report, aside)
    made = run_shown(found, paths, release, known, Limits(aside))
    tell_set_aside(aside)
    write_report(report, made, found)  # it is of the rows, whatever the gate says of them
    if store is not None and not dry_run:
        _store(nullcontext(dataset) if dataset else new_store(store, shapes), made, found)
    _tell(made)


def _checked(source: str | None, store: Path | None, reading: bool, aside: bool) -> str:
    """The name of a format, when the options go together."""
    if not source:
        raise ParameterError("Import what?", hint="Name a format and its files; see --list.")
    if store is None and not reading:
        raise ParameterError("Which store?", hint="Name it with --store DIR, or use --dry-run.")
    if aside:
        raise ParameterError("--set-aside goes with --keep-going.")
    return source


def _list() -> None:
    for known_format in list_formats():
        click.echo(f"{known_format.name}\n    {known_format.summary}")


def _settled(name: str, paths: tuple[Path, ...], options: Options, licence: str | None) -> Format:
    """The format as its options leave it."""
    found = find_format(name)
    if found.settle is not None:
        found = found.settle(found, options)
    if found.needs_files and not paths:
        raise ParameterError("Import what?", hint="Name the files, or a folder of them.")
    if paths and not found.needs_files:
        raise ParameterError(f"{paths[0]}: with these options, no file is read.")
    if licence:
        found = replace(found, terms=replace(found.terms, license=expand(licence)))
    return found


def _release(
    source: Format,
    paths: tuple[Path, ...],
    dataset: DatasetStore | None,
    told: Mapping[str, str | None],
    options: Options,
) -> Release:
    key, citation = told["key"] or source.key, told["citation"] or source.citation
    retrieved = told["retrieved"] or source.retrieved
    published = told["published"] or source.published
    try:
        return Release(
            source.name,
            Release.key_of(source.name, [key] if key else release_names(paths)),
            source.terms,
            dataset.settings.base_iri if dataset else BASE_IRI,
            retrieved=parse_day(retrieved) if retrieved else None,
            published=parse_date(published) if published else None,
            citation=citation,
            options=options,
        )
    except DateError as error:
        raise ParameterError(f"--retrieved or --published: {error.message}") from error


def _store(place: AbstractContextManager[DatasetStore], made: Import, source: Format) -> None:
    author = Author(user(), f"import {source.name} by geoactors {__version__}", wait=10.0)
    release = made.release
    with place as dataset:
        gate = gate_of(dataset)
        say_differences(dataset, gate)
        before = dataset.version
        entry = release.catalogue()
        try:
            outcome = ingest_release(
                dataset, release.graph, made.triples, entry, gate, author=author
            )
        except NonConformingDataError as error:
            click.echo(write_findings(error.report, "text"))
            raise
    show_outcome(outcome, before)


def _tell(made: Import) -> None:
    total = made.accounts.total
    counts = ", ".join(f"{total.outcomes[n]:,} {n}" for n in ("imported", "merged", "skipped"))
    click.echo(f"{total.rows:,} rows: {counts}.")
    for reason, number in total.reasons.most_common():
        click.echo(f"  {number:,} skipped: {reason}")
    for note in made.accounts.notes:
        click.echo(note, err=True)
    if made.release.retrieved is None and made.release.published is None:
        click.echo(
            "Nothing says when this was published or fetched, so that no question about what was"
            " known on a day uses it. Say it with --retrieved or --published.",
            err=True,
        )

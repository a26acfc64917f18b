"""`kg doctor`: what is wrong with the installation or with a store, and what to run about it."""

from __future__ import annotations

import json
import platform
from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import click
import pyoxigraph as ox

from kg import __version__
from kg.cli.revalidation import differences
from kg.cli.stores import open_existing
from kg.errors import KgError
from kg.gate import packaged_validators
from kg.parsing import parse_path
from kg.query_guards import check_query
from kg.resources import (
    alignment_files,
    context_document,
    data_files,
    ontology_files,
    query_files,
    rule_files,
    shape_files,
)
from kg.store.checks import check_store
from kg.store.embedded import DatasetStore
from kg.store.snapshot import Snapshot

_EXAMPLES = """\b
Examples:
  kg doctor
  kg doctor --store my.store
"""
_LIBRARIES = ("pyoxigraph", "rdflib", "pyshacl", "Flask", "waitress")


@click.command("doctor", epilog=_EXAMPLES)
@click.option(
    "--store", metavar="DIR", type=click.Path(path_type=Path), help="Look at this store, too."
)
def doctor_command(store: Path | None) -> None:
    """Check the installation, and a store: a line for each finding, and what to run about it.

    Of a store it reads everything: the published version, the default graph
    against the source graphs, the journal from its beginning. It changes nothing
    and may run beside a server.
    """
    dataset = None if store is None else open_existing(store)
    click.echo(_versions())
    problems = list(_broken_parts())
    for problem in problems:
        click.echo(f"Broken: {problem} Install geoactors again.")
    damaged = bool(problems)
    if not problems:
        click.echo("The packaged ontology, shapes, queries and data can be read.")
    if dataset is not None:
        damaged |= _check(dataset)
    if damaged:
        raise click.exceptions.Exit(4)


def _check(store: DatasetStore) -> bool:
    findings = check_store(store)
    for finding in findings:
        kind = "Damaged" if finding.damage else "Note"
        click.echo(f"{kind}: {finding.text} {finding.advice}")
    damaged = any(finding.damage for finding in findings)
    if not damaged:
        text = f"version {store.version} is whole, and the journal leads to it."
        if sentence := differences(store):
            click.echo(f"Note: {sentence}")
        click.echo(f"{store.folder}: {text}")
    return damaged


def _versions() -> str:
    found = [f"geoactors {__version__}", f"Python {platform.python_version()}"]
    for name in _LIBRARIES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            found.append(f"{name} (unknown)")
    return ", ".join(found)


def _broken_parts() -> Iterator[str]:
    """A sentence for each part of the installation that cannot be used."""
    checks: list[Callable[[], object]] = [
        lambda: [parse_path(p) for p in (*ontology_files(), *alignment_files(), *data_files())],
        lambda: json.loads(context_document()),
        packaged_validators,
        lambda: [parse_path(path) for path in shape_files()],
        lambda: [_run(path) for path in (*query_files().values(), *rule_files())],
    ]
    for check in checks:
        try:
            check()
        except (KgError, OSError, ValueError) as error:
            yield f"{str(error).rstrip('.')}."


def _run(path: Path) -> bytes:
    """Run a stored query on nothing, as a look at its text."""
    text = path.read_text(encoding="utf-8")
    syntax = ox.RdfFormat.TURTLE if check_query(text).returns_graph else ox.QueryResultsFormat.JSON
    try:
        return Snapshot.of_quads(()).serialise(text, syntax)
    except KgError as error:
        raise ValueError(f"{path}: {error.message}") from error

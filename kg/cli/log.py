"""`kg log`: who changed what and when."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from itertools import islice
from pathlib import Path

import click

from kg.cli.stores import existing_store, open_existing
from kg.cli.tables import write_rows
from kg.store.log import Entry

_EXAMPLES = """\b
Examples:
  kg log --store my.store
  kg log --store my.store --last 5 --format json
  kg log --store my.store --compact
"""


@click.command("log", epilog=_EXAMPLES)
@existing_store
@click.option("--last", type=click.IntRange(1), metavar="N", help="Only the last N versions.")
@click.option("--format", "fmt", type=click.Choice(["table", "json"]), default="table")
@click.option(
    "--compact", is_flag=True, help="Merge the patches up to the oldest version on disk into one."
)
def log_command(store: Path, last: int | None, fmt: str, compact: bool) -> None:
    """Show each version: when it was made, by whom, how, what it changed, what the gate found.

    The last column is the digest of the shapes that all of its data has passed.
    """
    dataset = open_existing(store)
    if compact:
        count = dataset.compact()
        merged = f"Merged {count} patch{'es' if count != 1 else ''} into one."
        click.echo(merged if count else "Nothing to merge: no patch is older than the versions.")
        return
    entries = dataset.journal.log.newest(before=dataset.version + 1)
    shown = list(islice(entries, last))[::-1]
    if fmt == "json":
        for entry in shown:
            click.echo(json.dumps(asdict(entry), ensure_ascii=False))
        return
    header = ("version", "time", "who", "action", "graph", "added", "removed", "report", "shapes")
    write_rows(header, [row for entry in shown for row in _rows(entry)])


def _rows(entry: Entry) -> Iterable[tuple[str, ...]]:
    """A row per graph; what they share stands in the first."""
    head = (str(entry.version), entry.time, entry.who, entry.action)
    tail = (_report(entry), _short(entry.shapes))
    graphs = sorted(entry.graphs()) or [""]
    for number, graph in enumerate(graphs):
        added, removed = entry.changes.get(graph, (0, 0))
        name = graph or ("default graph" if graph in entry.changes else "")
        counts = (f"+{added}", f"-{removed}")
        first = number == 0
        yield (*(head if first else ("",) * 4), name, *counts, *(tail if first else ("",) * 2))


def _report(entry: Entry) -> str:
    if "restored" in entry.report:
        return f"restored version {entry.report['restored']}"
    if "digest" not in entry.report:
        return ""
    found = (f"{entry.report[kind]} {kind}s" for kind in ("warning", "info") if entry.report[kind])
    return ", ".join(("conforms", *found, _short(str(entry.report["digest"]))))


def _short(digest: str) -> str:
    return digest.removeprefix("sha256:")[:12]

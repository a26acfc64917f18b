"""The first rows of an import as facts, in Turtle."""

from __future__ import annotations

from pathlib import Path

import click
import pyoxigraph as ox

from kg.importers import Format, Known, Release, preview_rows
from kg.vocabulary import PREFIXES

_ROWS = 5


def show_preview(source: Format, paths: tuple[Path, ...], release: Release, known: Known) -> None:
    """Show what the first rows become; nothing is stored.

    Raises:
        InputError: a file or a row cannot be read.
    """
    prefixes = PREFIXES | {"id": f"{release.base}id/"}
    for row, fate, triples in preview_rows(source, paths, release, known, _ROWS):
        reason = f": {fate.reason}" if fate.reason else ""
        click.echo(f"# {row.place}: {fate.outcome}{reason}")
        ordered = sorted(triples, key=str)
        text = ox.serialize(ordered, format=ox.RdfFormat.TURTLE, prefixes=prefixes) or b""
        lines = text.decode().splitlines()
        click.echo("\n".join(line for line in lines if not line.startswith("@prefix")) + "\n")

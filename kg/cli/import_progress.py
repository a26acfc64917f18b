"""An import with a bar that shows rows, their rate and the time that is left."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from kg.importers import Format, Import, Known, Limits, Release, run_import


def run_shown(
    source: Format, paths: tuple[Path, ...], release: Release, known: Known, limits: Limits
) -> Import:
    """Run the import, with a bar on a terminal."""
    if not sys.stderr.isatty():
        return run_import(source, paths, release, known, limits)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[rows]:,} rows, {task.fields[rate]:,.0f}/s"),
        TimeRemainingColumn(),
    )
    begin = time.monotonic()
    with Progress(*columns, transient=True) as bar:
        task = bar.add_task(source.name, rows=0, rate=0.0)

        def tell(rows: int, done: int, total: int) -> None:
            rate = rows / max(time.monotonic() - begin, 0.001)
            bar.update(task, completed=done, total=total, rows=rows, rate=rate)

        return run_import(source, paths, release, known, limits, tell)

"""Measures `kg export --format csv`: seconds, and memory at the peak."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from tests.running import KG

MOST_SECONDS = 20.0
MOST_BYTES = 300_000_000
"""What a million triples may take."""


@dataclass(frozen=True, slots=True)
class TablesMade:
    """What one export took: seconds, bytes of memory at the peak, bytes on the disk."""

    seconds: float
    memory: int
    written: int


def measure_tables(store: Path) -> TablesMade:
    """Export a store into a folder that is removed again."""
    with tempfile.TemporaryDirectory(prefix="geoactors-tables-") as scratch:
        target = Path(scratch) / "tables"
        command = (*KG, "export", "--store", str(store), "--format", "csv", "--to", str(target))
        start = perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise RuntimeError("the tables were not written")
        written = sum(path.stat().st_size for path in target.iterdir())
        shutil.rmtree(target)
        return TablesMade(seconds, usage.ru_maxrss * 1024, written)

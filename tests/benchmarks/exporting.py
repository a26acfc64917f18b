"""Measures exports beside `oxigraph dump`: `python -m tests.benchmarks.exporting --help`."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.benchmarks.compare import markdown, show, verdict
from tests.benchmarks.export_tables import MOST_BYTES, MOST_SECONDS, measure_tables
from tests.benchmarks.generate import parse_size, write_dataset
from tests.benchmarks.peers import binary, default_binaries
from tests.benchmarks.stores import Prepared, load_ours
from tests.benchmarks.world import World
from tests.running import KG

_SYNTAXES = ("nquads", "trig", "jsonld", "ntriples", "turtle", "rdfxml")
_TARGET = 0.8
_JUDGED_FROM = 10_000_000  # below, the start of the processes counts for too much
_TABLES_FROM = 1_000_000
_MB = 1_000_000


@dataclass(frozen=True, slots=True)
class Written:
    """What one process took to write a file: seconds, bytes written, bytes of memory at most."""

    seconds: float
    size: int
    memory: int


def main() -> None:
    """Print the tables; the exit code is 1 when a target is missed, or N-Quads are other ones."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="100k", help="100k,1m,10m; 100k unless more is asked")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--peer-binaries", type=Path, default=default_binaries(), metavar="DIR")
    parser.add_argument("--folder", type=Path, help="keeps files and stores here")
    options = parser.parse_args()
    sound = True
    with ExitStack() as stack:
        folder = options.folder or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        for size in map(parse_size, options.sizes.split(",")):
            prepared = prepare(folder / f"exporting-{size}", World(size), options.peer_binaries)
            print(f"\n## {prepared.statements:,} statements in named graphs\n")
            text, met = dump_table(prepared, options.peer_binaries, options.rounds)
            print(text, flush=True)
            print(f"\n{syntax_table(prepared, _SYNTAXES)}", flush=True)
            text, kept = tables_table(prepared)
            print(f"\n{text}", flush=True)
            sound = sound and met and kept
    sys.exit(0 if sound else 1)


def prepare(folder: Path, world: World, binaries: Path) -> Prepared:
    """Load a store of ours, and one of Oxigraph with what ours holds, unless an earlier run did.

    Ours adds its default graph, and what follows from the day of a document.
    """
    folder.mkdir(parents=True, exist_ok=True)
    note = folder / "statements"
    prepared = Prepared(world, folder, int(note.read_text()) if note.exists() else 0)
    if prepared.statements:
        return prepared
    write_dataset(world, prepared.file)
    load_ours(prepared)
    prepared.file.unlink()
    run(_export(prepared, "nquads"), prepared.file, keep=True)
    with prepared.file.open("rb") as file:
        statements = sum(1 for _ in file)
    load = (binary("oxigraph", binaries), "load", "--location", str(prepared.oxigraph))
    subprocess.run((*load, "--file", str(prepared.file)), check=True, capture_output=True)
    note.write_text(str(statements))
    return Prepared(world, folder, statements)


def dump_table(prepared: Prepared, binaries: Path, rounds: int) -> tuple[str, bool]:
    """Write N-Quads with both in turns, as whole processes; a ratio is the peer's time by ours."""
    peer = (binary("oxigraph", binaries), "dump", "--location", str(prepared.oxigraph), "--file")
    ours: list[Written] = []
    theirs: list[Written] = []
    for number in range(rounds + 1):
        for command, taken in ((_export(prepared, "nquads"), ours), (peer, theirs)):
            written = run(command, prepared.folder / "dump.nq")
            if number:  # the first one warms up
                taken.append(written)
    fast = _median(theirs) / _median(ours) >= _TARGET
    judged = prepared.statements >= _JUDGED_FROM
    met = (fast or not judged) and ours[0].size == theirs[0].size
    rows = [
        (name, *_figures(prepared, taken), f"{_median(theirs) / _median(taken):.2f} ×")
        for name, taken in (("`kg export --format nquads`", ours), ("`oxigraph dump`", theirs))
    ]
    goal = f"ratio, target {_TARGET} ×: {verdict(met)}" if judged else "ratio"
    titles = ("N-Quads", *_TITLES, goal)
    return markdown(titles, rows), met


def syntax_table(prepared: Prepared, formats: Iterable[str]) -> str:
    """Write each format once, as a whole process."""
    rows = []
    for name in formats:
        written = run(_export(prepared, name), prepared.folder / f"export.{name}")
        rows.append((name, *_figures(prepared, [written])))
    return markdown(("format", *_TITLES), rows)


def tables_table(prepared: Prepared) -> tuple[str, bool]:
    """Write CSV once, as a whole process; judged at the size that the limits are for."""
    made = measure_tables(prepared.ours)
    judged = _TABLES_FROM <= prepared.statements < _JUDGED_FROM
    met = not judged or (made.seconds <= MOST_SECONDS and made.memory <= MOST_BYTES)
    limits = f"at most {show(MOST_SECONDS)} and {MOST_BYTES / _MB:.0f} MB"
    row = (
        "csv",
        show(made.seconds),
        f"{prepared.statements / made.seconds:,.0f}",
        f"{made.written / _MB:.0f} MB",
        f"{made.memory / _MB:.0f} MB",
        f"{limits}: {verdict(met)}" if judged else "–",
    )
    return markdown(("tables", "time", "statements/s", "files", "memory", "target"), [row]), met


def run(command: Sequence[str], target: Path, *, keep: bool = False) -> Written:
    """Run a command whose last argument is the file that it writes; unless kept it is removed."""
    start = time.perf_counter()
    with target.with_suffix(".log").open("wb") as talk:
        process = subprocess.Popen((*command, str(target)), stdout=talk, stderr=talk)
        try:
            _, status, usage = os.wait4(process.pid, 0)
        except BaseException:
            process.kill()
            process.wait()
            raise
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        said = target.with_suffix(".log").read_text()[-2000:]
        raise RuntimeError(f"{' '.join(command[:4])} failed: {said}")
    size = target.stat().st_size
    if not keep:
        target.unlink()
    return Written(seconds, size, usage.ru_maxrss * 1024)


_TITLES = ("time", "statements/s", "MB/s", "file", "memory")


def _export(prepared: Prepared, name: str) -> tuple[str, ...]:
    return (*KG, "export", "--store", str(prepared.ours), "--format", name, "--output")


def _median(taken: Sequence[Written]) -> float:
    return median(written.seconds for written in taken)


def _figures(prepared: Prepared, taken: Sequence[Written]) -> tuple[str, ...]:
    seconds, size = _median(taken), taken[0].size
    return (
        show(seconds),
        f"{prepared.statements / seconds:,.0f}",
        f"{size / seconds / _MB:.1f}",
        f"{size / _MB:.0f} MB",
        f"{max(written.memory for written in taken) / _MB:.0f} MB",
    )


if __name__ == "__main__":
    main()

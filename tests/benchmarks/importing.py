"""Measures the importers: quads a second through reading, mapping and normalising, on one core.

Run it by `make bench`. Files are those that GEOACTORS_TESTDATA leads to, else the fixtures of the
tests; they are repeated by importing them again until a second has passed, and the median of the
rounds counts. Memory is that of a process which does nothing else.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.dates import parse_day
from kg.importers import Known, Release, find_format, run_import
from kg.importers.release_names import release_names
from kg.normalise import normalise
from kg.vocabulary import BASE_IRI
from tools.import_sources import SOURCES

ROUNDS = 3
TARGET = 50_000
FIXTURES = Path(__file__).parents[1] / "importers" / "fixtures"


@dataclass(frozen=True)
class Measured:
    """One release: its quads, seconds of processor time, and the peak memory of a process."""

    name: str
    quads: int
    seconds: float
    megabytes: float

    @property
    def rate(self) -> float:
        """Quads a second."""
        return self.quads / self.seconds


def releases() -> Iterator[tuple[str, Path]]:
    """The formats and files to measure."""
    root = os.environ.get("GEOACTORS_TESTDATA")
    if not root:
        yield from ((path.name, path) for path in sorted(FIXTURES.iterdir()))
        return
    for source in SOURCES:
        for _, path in source.releases(Path(root, "data")):
            yield source.format, path


def import_once(name: str, path: Path) -> int:
    """Read, map and normalise a release; the number of its quads."""
    source = find_format(name)
    key = Release.key_of(name, release_names([path]))
    release = Release(name, key, source.terms, BASE_IRI, retrieved=parse_day("2026-11-23"))
    made = run_import(source, [path], release, Known(None, release.graph))
    complete, _ = normalise(release.graph, made.triples)
    return len(complete)


def measure(name: str, path: Path) -> Measured:
    """Measure in a process of its own."""
    code = (
        "import resource, sys; from pathlib import Path;"
        "from tests.benchmarks.importing import seconds_of;"
        "print(*seconds_of(sys.argv[1], Path(sys.argv[2])));"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, name, str(path)], check=True, capture_output=True, text=True
    )
    first, megabytes = done.stdout.splitlines()
    quads, seconds = first.split()
    return Measured(f"{name} {path.name}", int(quads), float(seconds), float(megabytes))


def seconds_of(name: str, path: Path) -> tuple[int, float]:
    """The quads of a release, and the median of the processor time that they take."""
    rounds = []
    quads = import_once(name, path)  # the first one reads modules and the packaged states
    for _ in range(ROUNDS):
        begin, times = time.process_time(), 0
        while not times or time.process_time() - begin < 1:
            import_once(name, path)
            times += 1
        rounds.append((time.process_time() - begin) / times)
    return quads, statistics.median(rounds)


def main() -> None:
    """Print the table."""
    print("| release | quads | quads/s | of the target | peak memory |")
    print("|---|---:|---:|---:|---:|")
    for name, path in releases():
        found = measure(name, path)
        print(
            f"| {found.name} | {found.quads:,} | {found.rate:,.0f} |"
            f" {found.rate / TARGET:.2f} | {found.megabytes:,.0f} MB |",
            flush=True,
        )


if __name__ == "__main__":
    main()

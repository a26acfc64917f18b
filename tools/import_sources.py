"""Imports a folder of source files into one store; run
`python tools/import_sources.py FOLDER --store my.store --retrieved 2026-11-23`.

FOLDER holds a folder for each source, as `SOURCES` names them; one that is missing is an error,
unless `--only` leaves it out. Each is one `kg import`, with its report in `--reports`. At the end
stands a table of the rows of all sources, and the store is validated by all shapes.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.importers.release_names import release_names


@dataclass(frozen=True)
class Source:
    """A format and its files, under the folder of sources; with *each*, every folder in there is
    a release of its own."""

    format: str
    path: str
    each: bool = False

    def releases(self, folder: Path) -> Iterator[tuple[str, Path]]:
        """The paths to import, each with the name of its release."""
        path = folder / self.path
        if not path.exists():
            raise SystemExit(f"{path} is missing.")
        if not self.each:
            yield release_names([path])[0], path
            return
        for part in sorted(child for child in path.iterdir() if child.is_dir()):
            yield part.name, part


SOURCES = (
    Source("states", "states-iso/iso_3166-1.json"),
    Source("states", "states-iso/iso_3166-3.json"),
    Source("states", "states-iso/country-codes.csv"),
    Source("states", "states-systems/cowstates.csv"),
    Source("states", "org-memberships/country_data.tsv"),
    Source("wikidata-cabinets", "wikidata-cabinets", each=True),
    Source("wikidata-entity", "wikidata-entities/Q53713.json.gz"),
    Source("pocom", "hsg-pocom"),
    Source("hsg-visits", "hsg-visits"),
    Source("hsg-travels", "hsg-travels"),
    Source("popolo", "popolo-uk-wikidata"),
    Source("popolo", "uk-ministers-parlparse/ministers.json.gz"),
    Source("popolo", "uk-ministers-parlparse/sp-ministers.json.gz"),
    Source("sanctions-eu", "eu-sanctions"),
    Source("sanctions-ofac", "ofac-sdn"),
    Source("sanctions-uk", "uk-sanctions"),
    Source("gdelt", "gdelt-events"),
    Source("current-events", "wikipedia-current-events"),
)


@dataclass(frozen=True)
class Imported:
    """The account of one release, and how many seconds it took through the gate."""

    name: str
    counts: dict[str, int]
    seconds: float


def run_kg(*arguments: str) -> int:
    """Run the command line as a user does; its output is shown."""
    command = [sys.executable, "-m", "kg.cli", *arguments]
    return subprocess.run(command, check=False).returncode  # noqa: S603 - our own program


def import_all(
    folder: Path, store: Path, reports: Path, options: Sequence[str], only: Sequence[str]
) -> Iterator[Imported]:
    """Import source after source.

    Raises:
        SystemExit: one could not be imported; its message was shown.
    """
    for source in SOURCES:
        if only and source.format not in only:
            continue
        for name, path in source.releases(folder):
            report = reports / f"{source.format}-{name}.json"
            begin = time.monotonic()
            code = run_kg(
                *("import", source.format, str(path), "--store", str(store)),
                *("--report", str(report), *options),
            )
            if code:
                raise SystemExit(code)
            counts = json.loads(report.read_text(encoding="utf-8"))
            yield Imported(f"{source.format} {name}", counts, time.monotonic() - begin)


def table(imports: Sequence[Imported]) -> Iterator[str]:
    """The rows of all sources, as a table of Markdown."""
    columns = ("rows", "imported", "merged", "skipped", "triples")
    yield f"| source | {' | '.join(columns)} | seconds |"
    yield f"|---|{'---:|' * (len(columns) + 1)}"
    for done in imports:
        numbers = " | ".join(f"{done.counts[column]:,}" for column in columns)
        yield f"| {done.name} | {numbers} | {done.seconds:.1f} |"
    totals = " | ".join(f"{sum(done.counts[c] for done in imports):,}" for c in columns)
    yield f"| **all** | {totals} | {sum(done.seconds for done in imports):.1f} |"


def main(arguments: Sequence[str] | None = None) -> int:
    """Import, print the table, and validate; the exit code is that of the validation."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition(";")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--store", type=Path, required=True)
    parser.add_argument("--reports", type=Path, help="folder for the reports of the imports")
    parser.add_argument("--retrieved", help="day on which the files were fetched")
    parser.add_argument("--only", action="append", default=[], help="a format; may be repeated")
    given = parser.parse_args(arguments)
    options = ("--retrieved", given.retrieved) if given.retrieved else ()
    with tempfile.TemporaryDirectory() as scratch:
        reports = given.reports or Path(scratch)
        reports.mkdir(parents=True, exist_ok=True)
        imports = list(import_all(given.folder, given.store, reports, options, given.only))
    print("\n".join(table(imports)))
    return run_kg("validate", "--store", str(given.store), "--all-shapes")


if __name__ == "__main__":
    sys.exit(main())

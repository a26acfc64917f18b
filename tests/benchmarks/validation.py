"""Measures validation: `python -m tests.benchmarks.validation`.

Whole graphs and the gate, on generated data, beside pySHACL where it can be waited for. Each
whole graph is validated in a process of its own, whose memory is measured; loading is apart.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from statistics import median

from tests.benchmarks.compare import markdown, percentile, show, verdict
from tests.benchmarks.gate import gate_times
from tests.benchmarks.generate import parse_size, write_dataset
from tests.benchmarks.world import World

_IN_MEMORY = 2_000_000
"""Larger graphs lie on disk while they are validated."""

_MILLION = 1_000_000
_SECONDS = {(_MILLION, "core"): 3.0, (_MILLION, "all"): 5.0, (10 * _MILLION, "all"): 60.0}
_BYTES = {_MILLION: 650 * 2**20, 10 * _MILLION: 4 * 2**30}

Row = tuple[str, str, str, str]


def whole(file: Path, rounds: int, *, shapes: str, on_disk: bool = False) -> dict[str, float]:
    """Validate a file in a process of its own: seconds, results, bytes of memory at most."""
    command = [sys.executable, "-m", "tests.benchmarks.whole_graph", str(file)]
    command += ["--shapes", shapes, "--rounds", str(rounds), *(["--disk"] if on_disk else [])]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    found = json.loads(output.splitlines()[-1])
    assert isinstance(found, dict)
    return found


def whole_rows(file: Path, size: int, rounds: int, peer: int) -> Iterator[Row]:
    """All shapes, and those of SHACL Core alone."""
    for shapes in ("core", "all"):
        found = whole(file, rounds, shapes=shapes, on_disk=size > _IN_MEMORY)
        seconds, memory = found["seconds"], found["memory"]
        other = whole(file, 1, shapes="pyshacl") if shapes == "core" and size <= peer else None
        name = f"{size:,} triples, {shapes} shapes"
        beside, ratio = "–", ""
        if other is not None:
            times = other["seconds"] / seconds
            beside = f"{show(other['seconds'])} (pySHACL, {times:.0f} ×)"
            ratio = f"30 × pySHACL: {verdict(times >= 30)}" if size == _MILLION else ""
        limit = _SECONDS.get((size, shapes))
        target = "" if limit is None else f"{show(limit)}: {verdict(seconds <= limit)}"
        targets = "; ".join(filter(None, (target, ratio))) or "–"
        yield f"{name}, {int(found['results']):,} results", show(seconds), beside, targets
        beside = "–" if other is None else _mebibytes(other["memory"])
        most = _BYTES.get(size)
        target = "–" if most is None else f"{_mebibytes(most)}: {verdict(memory <= most)}"
        yield f"{name}, memory with the data", _mebibytes(memory), beside, target


def _mebibytes(number: float) -> str:
    return f"{number / 2**20:,.0f} MiB"


def gate_rows(sizes: Sequence[tuple[int, Path]], rounds: int, folder: Path) -> Iterator[Row]:
    """A change of a hundred triples, judged in stores of several sizes."""
    medians = []
    for size, file in sizes:
        times = gate_times(file, folder / f"gate-{size}", rounds)
        medians.append(median(times))
        yield (
            f"a change of 100 triples in {size:,}: gate, p50",
            show(medians[-1]),
            "–",
            f"15 ms: {verdict(medians[-1] <= 0.015)}",
        )
        late = percentile(times, 0.99)
        name = f"a change of 100 triples in {size:,}: gate, p99"
        yield name, show(late), "–", f"60 ms: {verdict(late <= 0.06)}"
    if len(medians) > 1:
        growth = medians[-1] / medians[0]
        name = "the same, the largest store beside the smallest"
        yield name, f"{growth:.2f} ×", "–", f"1.5 ×: {verdict(growth <= 1.5)}"


def main(arguments: Iterable[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="10k,1m")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--changes", type=int, default=200)
    parser.add_argument("--peer", type=parse_size, default=_MILLION, help="pySHACL up to this size")
    options = parser.parse_args(None if arguments is None else list(arguments))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = []
        for size in map(parse_size, options.sizes.split(",")):
            path = folder / f"{size}.nq"
            write_dataset(World(size, 1), path)
            files.append((size, path))
        print(markdown(("what", "ours", "peer", "target"), ()))
        for size, path in files:
            _print(whole_rows(path, size, options.rounds, options.peer))
        small = [(size, path) for size, path in files if size <= _IN_MEMORY]
        _print(gate_rows(small, options.changes, folder))


def _print(rows: Iterable[Row]) -> None:
    """Write rows as they come: the last may take long."""
    for row in rows:
        print(f"| {' | '.join(row)} |", flush=True)


if __name__ == "__main__":
    main()

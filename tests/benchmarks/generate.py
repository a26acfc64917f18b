"""Writes a made-up dataset of our own model, of any size: `python -m tests.benchmarks.generate`."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path

from tests.benchmarks.documents import graphs
from tests.benchmarks.world import World


def write_dataset(world: World, path: Path) -> int:
    """Write N-Quads until there are enough, and return how many; the last graph is whole."""
    written = 0
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for text in graphs(world):
            file.write(text)
            written += text.count("\n")
            if written >= world.triples:
                break
    return written


def write_with_default_graph(source: Path, target: Path) -> None:
    """Copy a dataset with every statement in its named graph and in the default graph.

    It is what a store of ours holds, for a peer that does not fill its default graph.
    """
    with source.open("rb") as lines, target.open("wb") as file:
        for line in lines:
            file.write(line)
            file.write(in_default_graph(line))


def in_default_graph(line: bytes) -> bytes:
    """Take the graph off a line that the generator wrote."""
    return line[: line.rindex(b" <")] + b" .\n"


def parse_size(text: str) -> int:
    """Read a number of triples: 2500, 100k, 10m."""
    factors = {"k": 1_000, "m": 1_000_000}
    factor = factors.get(text[-1:].lower(), 1)
    return int(text[:-1] if factor > 1 else text) * factor


def main(arguments: Iterable[str] | None = None) -> None:
    """Write a dataset."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--triples", type=parse_size, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--output", type=Path, required=True)
    options = parser.parse_args(None if arguments is None else list(arguments))
    written = write_dataset(World(options.triples, options.seed), options.output)
    print(f"{written:,} statements in {options.output}")


if __name__ == "__main__":
    main()

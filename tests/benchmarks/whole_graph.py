"""Validates one file as one graph and says how long it took: a process of `validation`."""

from __future__ import annotations

import argparse
import json
import resource
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pyoxigraph as ox
from rdflib import SH, Graph

from kg.report import ValidationReport
from kg.resources import ontology_files, reference_files, shape_files
from kg.store.memory import MemoryDataset
from kg.validation.run import Run
from kg.validation.shapes import CompiledShapes
from kg.validation.terms import graph_of, quads_of
from tests.oracle import validate


def triples_of(file: Path) -> Iterator[ox.Quad]:
    """The packaged ontology, code lists and states, and a file, as one graph."""
    for path in (*ontology_files(), *reference_files(), file):
        for quad in ox.parse(path=path):
            yield ox.Quad(quad.subject, quad.predicate, quad.object)


def shapes_of(kind: str) -> Graph:
    """The packaged shapes; those of Core alone, without queries, unless *kind* is `all`."""
    shapes = graph_of(quad for path in shape_files() for quad in ox.parse(path=path))
    if kind != "all":
        for predicate in (SH.sparql, SH.target):
            shapes.remove((None, predicate, None))
    return shapes


def main() -> None:
    """Print one line of JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--shapes", choices=("core", "all", "pyshacl"), default="all")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--disk", action="store_true")
    options = parser.parse_args()
    shapes = shapes_of(options.shapes)
    times: list[float] = []
    report = ValidationReport()
    if options.shapes == "pyshacl":
        data, quads = list(triples_of(options.file)), list(quads_of(shapes))
        start = time.perf_counter()
        report = validate(data, quads)
        times.append(time.perf_counter() - start)
    else:
        compiled = CompiledShapes(shapes).whole
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name) if options.disk else None
            dataset = MemoryDataset(triples_of(options.file), folder)
            for _ in range(options.rounds):
                start = time.perf_counter()
                report = Run(compiled, dataset, size=options.file.stat().st_size).report()
                times.append(time.perf_counter() - start)
    peak = 1024 * resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    found = {"seconds": median(times), "results": len(report.results), "memory": peak}
    print(json.dumps(found))


if __name__ == "__main__":
    main()

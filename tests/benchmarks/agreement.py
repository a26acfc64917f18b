"""Holds the engine beside pySHACL on data with faults: `python -m tests.benchmarks.agreement`.

Both get the same triples, the ontology and its codes among them, and the same packaged shapes.
pySHACL is mended where it departs from the text of SHACL (`tests/oracle/mending.py`), and reads
each query once and not for each node. It would take hours for the queries of the shapes on much
data; beyond a size both get the shapes of SHACL Core alone.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyoxigraph as ox
from pyshacl.constraints import CONSTRAINT_PARAMETERS_MAP
from rdflib import SH, Graph

from kg.resources import ontology_files
from kg.validation.targets import DECLARATIONS
from tests.benchmarks.compare import markdown, verdict
from tests.benchmarks.examples import broken_examples, context
from tests.benchmarks.faults import KINDS
from tests.benchmarks.generate import parse_size, write_dataset
from tests.benchmarks.planting import SHARE, Planted, plant
from tests.benchmarks.verdicts import Agreement, compare, find
from tests.benchmarks.whole_graph import shapes_of
from tests.benchmarks.world import World

_WITH_QUERIES = 100_000
"""Larger graphs are held to the shapes of SHACL Core alone."""

_SHOWN = 20

Rule = tuple[str, str]
"""A shape and a constraint component, by their IRIs."""


@dataclass(frozen=True, slots=True)
class Trial:
    """One comparison: on what, how many faults there are, and which rules they break."""

    name: str
    faults: int
    agreement: Agreement
    rules: set[Rule]
    broken: set[Rule]


def faulty(triples: Iterable[ox.Triple], share: float = SHARE) -> Planted:
    """Plant faults into triples, and put the example of each rule beside them."""
    planted = plant(triples, KINDS, share=share)
    examples = list(broken_examples())
    faults = {**planted.faults, "the example of a rule": len(examples)}
    return Planted(planted.triples.union(context(), *examples), faults)


def generated(size: int) -> frozenset[ox.Triple]:
    """Generate about *size* triples without a fault."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "world.nq"
        write_dataset(World(size), path)
        return frozenset(quad.triple for quad in ox.parse(path=path))


@cache
def terms() -> frozenset[ox.Triple]:
    """The ontology and its codes, which the shapes ask for."""
    return frozenset(quad.triple for path in ontology_files() for quad in ox.parse(path=path))


def core_shapes() -> Graph:
    """The packaged shapes without queries: neither as constraints nor as targets."""
    shapes = shapes_of("core")
    shapes.remove((None, SH.target, None))
    return shapes


def rules_of(shapes: Graph) -> set[Rule]:
    """Every constraint component of every shape that has a target, and of its properties."""
    targeted = {shape for term in DECLARATIONS for shape in shapes.subjects(term)}
    named = targeted | {part for shape in targeted for part in shapes.objects(shape, SH.property)}
    return {
        (str(shape), str(CONSTRAINT_PARAMETERS_MAP[term].shacl_constraint_component))
        for shape in named
        for term in shapes.predicates(shape)
        if term in CONSTRAINT_PARAMETERS_MAP and term != SH.property
    }


def trial(size: int, share: float = SHARE) -> Trial:
    """Generate about *size* triples, plant faults into a *share* of them, and compare."""
    has_queries = size <= _WITH_QUERIES
    shapes = shapes_of("all") if has_queries else core_shapes()
    sound = generated(size)
    planted = faulty(sound, share)
    before = find(sound | terms(), shapes).results
    agreement = compare(planted.triples | terms(), shapes)
    broken = {(shape, component) for shape, component, *_ in agreement.ours.results - before}
    name = f"{len(planted.triples):,} triples, {'all' if has_queries else 'core'} shapes"
    return Trial(name, planted.number, agreement, rules_of(shapes), broken)


def row_of(tried: Trial) -> tuple[str, str, str, str]:
    """Write a trial as a row of the table."""
    agreement, rules = tried.agreement, tried.rules
    return (
        f"{tried.name}, {tried.faults:,} faults"
        f" that break {len(rules & tried.broken)} of {len(rules)} rules",
        str(agreement.ours),
        f"{agreement.peer} (pySHACL)",
        f"{agreement.missed.total()} missed, {agreement.false.total()} false:"
        f" {verdict(agreement.is_complete)}",
    )


def remarks_on(tried: Trial) -> Iterator[str]:
    """Name the rules that nothing breaks, and some of what only one of the two finds."""
    for shape, component in sorted(tried.rules - tried.broken):
        yield f"{tried.name}: no fault breaks {shape} ({component})"
    for kind, results in (("missed", tried.agreement.missed), ("false", tried.agreement.false)):
        for result in sorted(results)[:_SHOWN]:
            yield f"{tried.name}: {kind}: {' | '.join(result)}"


def main(arguments: Iterable[str] | None = None) -> int:
    """Print the table; 1 when the two do not agree."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="10k,1m")
    parser.add_argument("--share", type=float, default=SHARE, help="of the triples get a fault")
    options = parser.parse_args(None if arguments is None else list(arguments))
    print(markdown(("what", "ours, loading included", "peer", "target"), ()), flush=True)
    trials = []
    for size in map(parse_size, options.sizes.split(",")):
        trials.append(trial(size, options.share))
        print(f"| {' | '.join(row_of(trials[-1]))} |", flush=True)
    for tried in trials:
        for remark in remarks_on(tried):
            print(remark, file=sys.stderr)
    return 0 if all(tried.agreement.is_complete for tried in trials) else 1


if __name__ == "__main__":
    sys.exit(main())

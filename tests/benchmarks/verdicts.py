"""What the engine and pySHACL find in the same triples, and where they differ.

pySHACL is mended where it departs from the text of SHACL (`tests/oracle/mending.py`), and reads
each query once and not for each node, where most of its time goes.
"""

from __future__ import annotations

import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any
from unittest.mock import patch

import pyoxigraph as ox
from rdflib import Graph
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.processor import SPARQLProcessor

from kg.report import ValidationReport, ValidationResult
from kg.terms import in_graph
from kg.validation import PlainValidator
from kg.validation.terms import quads_of
from tests.benchmarks.compare import show
from tests.oracle import validate

Results = Counter[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Found:
    """Results, and the seconds from triples in memory to them."""

    results: Results
    seconds: float

    def __str__(self) -> str:
        return f"{show(self.seconds)}, {self.results.total():,} results"


@dataclass(frozen=True, slots=True)
class Agreement:
    """What each of the two found."""

    ours: Found
    peer: Found

    @property
    def missed(self) -> Results:
        """What pySHACL finds and we do not."""
        return self.peer.results - self.ours.results

    @property
    def false(self) -> Results:
        """What we find and pySHACL does not."""
        return self.ours.results - self.peer.results

    @property
    def is_complete(self) -> bool:
        """Whether both found the same, and anything at all."""
        return bool(self.peer.results) and not self.missed and not self.false


def find(triples: Iterable[ox.Triple], shapes: Graph) -> Found:
    """Validate by the engine."""
    return _found(PlainValidator(quads_of(shapes)).validate, triples)


def find_by_peer(triples: Iterable[ox.Triple], shapes: Graph) -> Found:
    """Validate by pySHACL."""
    with _queries_read_once(), warnings.catch_warnings():
        # rdflib warns of each ill-formed boolean, and they are there on purpose.
        warnings.simplefilter("ignore", UserWarning)
        return _found(lambda data: validate(data, quads_of(shapes)), triples)


def compare(triples: Iterable[ox.Triple], shapes: Graph) -> Agreement:
    """Validate by both."""
    data = list(triples)
    return Agreement(find(data, shapes), find_by_peer(data, shapes))


def counted(results: Iterable[ValidationResult]) -> Results:
    """What both must agree on; a result counts for each way in which it is found."""
    return Counter(
        (r.shape, r.component, str(r.focus_node), r.path, str(r.value), str(r.severity))
        for r in results
    )


def _found(
    run: Callable[[Iterable[ox.Quad]], ValidationReport], triples: Iterable[ox.Triple]
) -> Found:
    data = [in_graph(triple) for triple in triples]
    start = time.perf_counter()
    report = run(data)
    return Found(counted(report.results), time.perf_counter() - start)


@contextmanager
def _queries_read_once() -> Iterator[None]:
    """Keep what rdflib reads out of the text of a query: else most of its time goes there."""
    original = SPARQLProcessor.query
    read = cache(lambda text, names: prepareQuery(text, dict(names)))

    def query(
        self: SPARQLProcessor, asked: str, bindings: Any, names: Mapping[str, Any], **options: Any
    ) -> Any:
        return original(self, read(asked, tuple(names.items())), bindings, names, **options)

    with patch.object(SPARQLProcessor, "query", query):
        yield

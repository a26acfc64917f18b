"""Which graphs a query is asked of, and in which form its answer comes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice

import pyoxigraph as ox

ResultsFormat = ox.QueryResultsFormat | ox.RdfFormat

MAX_SORTED = 20_000
"""Triples of an answer that are put in order; more are written as they come."""


@dataclass(frozen=True, slots=True)
class GraphChoice:
    """The dataset that a request asks for: graphs merged as default graph, and named graphs."""

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


def merged(store: ox.Store, graphs: GraphChoice) -> ox.Store:
    """Make a dataset of these graphs alone.

    The engine does not merge default graphs: it counts a triple of two of them
    twice, and SPARQL 1.1 Query §13.2 asks for the merge.
    """
    dataset = ox.Store()
    for iri in graphs.default:
        quads = store.quads_for_pattern(None, None, None, ox.NamedNode(iri))
        dataset.bulk_extend(ox.Quad(q.subject, q.predicate, q.object) for q in quads)
    for iri in graphs.named:
        dataset.bulk_extend(store.quads_for_pattern(None, None, None, ox.NamedNode(iri)))
    return dataset


def ordered(triples: Iterator[ox.Triple]) -> Iterable[ox.Triple]:
    """Put subjects together and in order, so that the same graph reads the same."""
    first = list(islice(triples, MAX_SORTED + 1))
    if len(first) > MAX_SORTED:
        return chain(first, triples)
    return sorted(set(first), key=lambda triple: tuple(map(str, triple)))

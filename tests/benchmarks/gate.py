"""Times the gate on changes of about a hundred triples, in a store that holds much more."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Collection
from pathlib import Path

import pyoxigraph as ox

from kg.gate import Change, packaged_gate
from kg.store.graphs import GraphNames
from kg.store.view import DatasetView
from kg.terms import in_graph
from kg.vocabulary import BASE_IRI, GA

_FEWEST, _MOST = 60, 140
_DOCUMENTS = 50
_NAMES = GraphNames(BASE_IRI)
_REPORT = ox.NamedNode(str(GA.StatusReport))


def gate_times(file: Path, folder: Path, changes: int) -> list[float]:
    """Judge the loading of a document of about a hundred triples, *changes* times; seconds each.

    The store holds everything else, and what the document says is in it when it is judged.
    """
    gate = packaged_gate()
    folder.mkdir()
    store = ox.Store(str(folder / "after"))
    documents = _fill(store, file)
    store.backup(str(folder / "before"))
    before = DatasetView(ox.Store.read_only(str(folder / "before")), _NAMES, union=True)
    after = DatasetView(store, _NAMES, union=True)
    times: list[float] = []
    for number in range(changes):
        graph, triples = documents[number % len(documents)]
        quads = [q for t in triples for q in _placed(t, graph) if q not in store]
        store.extend(quads)
        start = time.perf_counter()
        report = gate.judge(Change(before, after, {graph: triples}))
        times.append(time.perf_counter() - start)
        assert report is not None
        assert report.conforms, report.results[0]
        for quad in quads:
            store.remove(quad)
    return times[len(documents) :] or times


def _fill(store: ox.Store, file: Path) -> list[tuple[str, frozenset[ox.Triple]]]:
    """Fill a store but for some documents, which are given back."""
    graphs: defaultdict[str, set[ox.Triple]] = defaultdict(set)
    for quad in ox.parse(path=file):
        assert isinstance(quad.graph_name, ox.NamedNode)
        graphs[quad.graph_name.value].add(quad.triple)
    fitting = [name for name, held in graphs.items() if _is_news(held)]
    chosen = fitting[:: max(1, len(fitting) // _DOCUMENTS)][:_DOCUMENTS]
    documents = [(name, frozenset(graphs.pop(name))) for name in chosen]
    for name, triples in graphs.items():
        store.bulk_extend(in_graph(triple, ox.NamedNode(name)) for triple in triples)
    store.bulk_extend(in_graph(triple) for triples in graphs.values() for triple in triples)
    return documents


def _placed(triple: ox.Triple, graph: str) -> tuple[ox.Quad, ox.Quad]:
    return in_graph(triple, ox.NamedNode(graph)), in_graph(triple)


def _is_news(triples: Collection[ox.Triple]) -> bool:
    """A report of a fitting length; nothing else refers to what it describes."""
    return _FEWEST <= len(triples) <= _MOST and any(t.object == _REPORT for t in triples)

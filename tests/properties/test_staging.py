"""Properties of kg.store: the default graph is the union, and the patches make the dataset."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.store.checks import check_store
from kg.store.embedded import DatasetStore
from kg.store.graphs import GraphNames, claim_graphs, suspended_graphs
from kg.store.patch import read_lines
from kg.store.settings import StoreSettings
from kg.store.staging import Staging
from kg.vocabulary import BASE_IRI, GA
from tests.unit.store.disk import quick_folder

NAMES = GraphNames(BASE_IRI)
GRAPHS = [
    "http://example.org/g",
    "http://example.org/h",
    "http://example.org/k",
    f"{BASE_IRI}id/claim/moon",
    NAMES.catalogue,
]
TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
PREDICATE = ox.NamedNode("http://example.org/p")
FACTS = [
    ox.Triple(ox.NamedNode("http://example.org/s"), PREDICATE, ox.Literal(n)) for n in range(4)
]
NUMBERS = [
    ox.Triple(FACTS[0].subject, PREDICATE, ox.Literal(text, datatype=ox.Literal(0).datatype))
    for text in ("01", "+1")
]
TEXTS = [
    ox.Triple(ox.BlankNode("b"), PREDICATE, ox.Literal(text))
    for text in ('a "b" \\', "line\nand\u2028line", "王")
]
CLAIMS = [ox.Triple(ox.NamedNode(g), TYPE, ox.NamedNode(str(GA.ClaimGraph))) for g in GRAPHS]
Model = dict[str, set[ox.Triple]]
Step = tuple[str, str, set[ox.Triple]]

contents = st.sets(st.sampled_from([*FACTS, *NUMBERS, *TEXTS, *CLAIMS]), max_size=5)
graphs = st.sampled_from(GRAPHS)
steps: st.SearchStrategy[Step] = st.one_of(
    st.tuples(st.just("put"), graphs, contents),
    st.tuples(st.just("add"), graphs, contents),
    st.tuples(st.just("remove"), graphs, contents),
    st.tuples(st.sampled_from(["suspend", "resume", "create", "drop"]), graphs, st.just(set())),
)


def as_stored(triples: set[ox.Triple]) -> set[ox.Triple]:
    """Numbers as the engine writes them."""
    return {FACTS[1] if triple in NUMBERS else triple for triple in triples}


def suspension(graph: str) -> ox.Triple:
    """What the store says of a suspended graph."""
    return ox.Triple(ox.NamedNode(graph), TYPE, ox.NamedNode(str(GA.SuspendedGraph)))


def take(staging: Staging, model: Model, step: Step) -> None:
    """Do a step on the copy, and on the model of it."""
    action, graph, triples = step
    stored = as_stored(triples)
    if action in ("suspend", "resume"):
        marks = model.setdefault(NAMES.acceptance, set())
        given, taken = {suspension(graph)}, set[ox.Triple]()
        added, removed = (given, taken) if action == "suspend" else (taken, given)
        staging.create(NAMES.acceptance)
        staging.change(NAMES.acceptance, added, removed)
        model[NAMES.acceptance] = (marks | added) - removed
    elif action == "create":
        staging.create(graph)
        model.setdefault(graph, set())
    elif action == "drop":
        staging.drop(graph)
        model.pop(graph, None)
    else:
        held = model.get(graph, set())
        wanted = {"put": stored, "add": held | stored, "remove": held - stored}[action]
        if action == "put":
            change = staging.put(graph, triples)
        else:
            sets = (triples, set[ox.Triple]())
            change = staging.change(graph, *(sets if action == "add" else reversed(sets)))
        assert change == (len(wanted - held), len(held - wanted))
        if wanted or graph in model:
            model[graph] = wanted


def check_copy(staging: Staging, model: Model) -> None:
    """Each graph holds what it should, and the default graph the union of the accepted."""
    hidden = claim_graphs(model, BASE_IRI) | suspended_graphs(model, BASE_IRI)
    assert staging.triples() == {
        t for graph, triples in model.items() if graph not in hidden for t in triples
    }
    assert staging.graphs() == model.keys()
    for graph, triples in model.items():
        assert staging.triples(graph) == triples


@contextmanager
def new_store() -> Iterator[DatasetStore]:
    """An empty store that takes any data."""
    with (
        TemporaryDirectory() as slow,
        quick_folder(Path(slow)) as folder,
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setattr(tempfile, "tempdir", str(folder))
        yield DatasetStore.create(folder / "store", StoreSettings(shapes="none"))


@given(st.lists(steps, min_size=1, max_size=9))
@settings(max_examples=40, deadline=None)
def test_the_default_graph_is_the_union_of_the_accepted_graphs(sequence: list[Step]) -> None:
    """Also while graphs become the content of claims, are suspended, resumed and dropped."""
    with new_store() as store, store.write() as staging:
        model: Model = {}
        for step in sequence:
            take(staging, model, step)
            check_copy(staging, model)


def replayed(store: DatasetStore) -> Model:
    """What the patches make from nothing, as a follower of the feed reads them.

    The log says which graphs there are: a patch cannot name an empty one.
    """
    model: defaultdict[str, set[ox.Triple]] = defaultdict(set)
    base = store.journal.base()
    start = base[0] if base else 0
    files = [base[1]] if base else []
    files += [store.journal.patch(number) for number in range(start + 1, store.version + 1)]
    entries = {entry.version: entry for entry in store.journal.log.entries()}
    known = set(store.journal.graphs(base[1])) if base else set[str]()
    for number, path in enumerate(files, start=start if base else 1):
        with path.open("rb") as file:
            for line in read_lines(file):
                act: Callable[[ox.Triple], None] = (
                    model[line.graph].add if line.adds else model[line.graph].remove
                )
                act(line.quad.triple)
        if number > start:
            known = (known | set(entries[number].created)) - set(entries[number].dropped)
    assert all(triples == set() for graph, triples in model.items() if graph not in known)
    return {graph: model[graph] for graph in known}


@given(st.lists(st.lists(steps, min_size=1, max_size=5), min_size=1, max_size=4), st.booleans())
@settings(max_examples=12, deadline=None)
def test_the_patches_make_the_dataset_from_nothing(
    writes: list[list[Step]], compacted: bool
) -> None:
    """Named graphs, the empty ones too; the log counts what they change, no more and no less."""
    with new_store() as store:
        model: Model = {}
        for sequence in writes:
            before = {graph: set(triples) for graph, triples in model.items()}
            version = store.version
            with store.write() as staging:
                for step in sequence:
                    take(staging, model, step)
            assert (store.version == version) is (model == before)
            if model != before:
                check_entry(store, before, model)
        if compacted:
            store.compact()
        assert replayed(store) == model
        assert check_store(store) == []


def check_entry(store: DatasetStore, before: Model, after: Model) -> None:
    """The newest entry of the log tells two states apart."""
    entry = store.journal.log.last()
    assert entry is not None
    counts = {
        graph: (
            len(after.get(graph, set()) - before.get(graph, set())),
            len(before.get(graph, set()) - after.get(graph, set())),
        )
        for graph in before.keys() | after.keys()
    }
    assert entry.changes == {graph: change for graph, change in counts.items() if any(change)}
    assert set(entry.created) == after.keys() - before.keys()
    assert set(entry.dropped) == before.keys() - after.keys()
    assert entry.quads == sum(map(len, after.values()))

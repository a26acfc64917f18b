"""Properties of decisions on identity: taken back, the store is as if they had never been."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph as ox
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kg.errors import ConflictError, NotFoundError
from kg.ingest.decisions import read_decisions
from kg.ingest.delivery import Delivery
from kg.ingest.erasure import forget
from kg.ingest.identity import Verdict, accept, reject, revoke
from kg.ingest.sources import drop_graph, ingest, resume_graph, suspend_graph
from kg.ingest.transaction import Author
from kg.store.checks import check_store
from kg.store.delivered import Delivered
from kg.store.embedded import DatasetStore
from kg.store.graphs import TYPE
from kg.store.identity import ALTERNATIVE, PREFERRED, Identities
from kg.store.settings import StoreSettings
from kg.store.staging import Staging
from kg.store.view import DatasetView
from kg.vocabulary import EDTF, GA
from tests.unit.store.disk import quick_folder

GRAPHS = ["http://example.org/g", "http://example.org/h"]
PERSONS = [ox.NamedNode(f"http://example.org/person/{name}") for name in "abc"]
TENURES = [ox.NamedNode(f"http://example.org/tenure/{name}") for name in "tu"]
EVENT = ox.NamedNode("http://example.org/event")
PARTS = [ox.NamedNode(f"http://example.org/event#{number}") for number in (1, 2)]
HAS_PART, PARTICIPANT, HOLDER, DATE, INVOLVES = (
    ox.NamedNode(str(term))
    for term in (GA.hasParticipation, GA.participant, GA.holder, GA.edtf, GA.involves)
)


def date(text: str) -> ox.Literal:
    """A date in EDTF."""
    return ox.Literal(text, datatype=ox.NamedNode(str(EDTF)))


TYPES = [
    *(ox.Triple(person, TYPE, ox.NamedNode(str(GA.Person))) for person in PERSONS),
    *(ox.Triple(tenure, TYPE, ox.NamedNode(str(GA.Tenure))) for tenure in TENURES),
]
FACTS = [
    *(
        ox.Triple(person, label, ox.Literal(text, language="en"))
        for person in PERSONS
        for label, text in ((PREFERRED, "X"), (PREFERRED, "Y"), (ALTERNATIVE, "X"))
    ),
    *(ox.Triple(tenure, HOLDER, person) for tenure in TENURES for person in PERSONS[:2]),
    *(ox.Triple(t, DATE, date(text)) for t in TENURES for text in ("2012", "2012/2014")),
    *(ox.Triple(EVENT, HAS_PART, part) for part in PARTS),
    *(ox.Triple(part, PARTICIPANT, person) for part in PARTS for person in PERSONS[:2]),
    *(ox.Triple(a, HOLDER, b) for a in PERSONS[:2] for b in PERSONS[:2]),
    ox.Triple(PERSONS[0], HOLDER, ox.Literal("01", datatype=ox.Literal(1).datatype)),
    ox.Triple(ox.BlankNode("x"), HOLDER, PERSONS[1]),
    *(ox.Triple(EVENT, INVOLVES, person) for person in PERSONS),
]
PAIRS = [(a.value, b.value) for a, b in zip(PERSONS, PERSONS[1:] + PERSONS[:1], strict=True)]
PAIRS.append((TENURES[0].value, TENURES[1].value))


@dataclass(frozen=True)
class Step:
    """Something that is done to a store."""

    action: str
    graph: str = ""
    triples: frozenset[ox.Triple] = frozenset()
    pair: tuple[str, str] = ("", "")


contents = st.frozensets(st.sampled_from(FACTS), min_size=5, max_size=18).map(
    lambda t: t | set(TYPES)
)
graphs = st.sampled_from(GRAPHS)
loads = st.builds(Step, st.sampled_from(["load", "load", "add"]), graphs, contents)
removals = st.builds(Step, st.just("remove"), graphs, st.frozensets(st.sampled_from(FACTS)))
states = st.builds(Step, st.sampled_from(["drop", "suspend", "resume"]), graphs)
decisions = st.builds(
    Step,
    st.sampled_from(["accept", "accept", "revoke", "reject"]),
    pair=st.sampled_from(PAIRS),
)
AUTHOR = Author(action="test")


def write(store: DatasetStore, step: Step) -> None:
    """Do a step, as far as it can be done."""
    first, second = step.pair
    verdict = Verdict(first, second, "They look alike.", "an editor")
    actions: dict[str, Callable[[], object]] = {
        "load": lambda: ingest(store, {step.graph: set(step.triples)}, None),
        "add": lambda: ingest(store, {step.graph: set(step.triples)}, None, add=True),
        "drop": lambda: drop_graph(store, step.graph, None),
        "suspend": lambda: suspend_graph(store, step.graph, None),
        "resume": lambda: resume_graph(store, step.graph, None),
        "accept": lambda: accept(store, [verdict], None, AUTHOR),
        "reject": lambda: reject(store, [verdict], None, AUTHOR),
        "revoke": lambda: revoke(store, [step.pair], None, AUTHOR),
        "forget": lambda: forget(store, [first], None, AUTHOR),
    }
    with suppress(NotFoundError, ConflictError):
        actions[step.action]()


class MemoryStore(DatasetStore):
    """A store whose versions are in memory: these tests write thousands of them."""

    def __init__(self) -> None:
        super().__init__(Path("/nowhere"), StoreSettings(shapes="none"))
        self.quads = ox.Store()
        self.written = 0

    @property
    def version(self) -> int:
        """How many writes changed anything."""
        return self.written

    @contextmanager
    def write(self, *_: object, **__: object) -> Iterator[Staging]:
        """Change the quads; a write that fails leaves them as they were."""
        before = copied(self.quads)
        staging = Staging(self.quads, self.names, None, union=True, before=lambda: before)
        try:
            yield staging
        except Exception:
            self.quads = before
            raise
        self.written += staging.changed


def copied(quads: ox.Store) -> ox.Store:
    """The same quads and graphs in another store."""
    copy = ox.Store()
    copy.extend(quads)
    for name in quads.named_graphs():
        copy.add_graph(name)
    return copy


@contextmanager
def store_on_disk() -> Iterator[DatasetStore]:
    """An empty store that takes any data."""
    with TemporaryDirectory() as slow, quick_folder(Path(slow)) as folder:
        yield DatasetStore.create(folder / "store", StoreSettings(shapes="none"))


def view_of(store: DatasetStore) -> DatasetView:
    """What a store holds."""
    if isinstance(store, MemoryStore):
        return DatasetView(store.quads, store.names, union=True)
    return store.view(store.snapshot())


def differences(one: DatasetStore, other: DatasetStore) -> set[str]:
    """What only one of two stores holds, of all graphs and the default graph."""
    ours, theirs = (
        {f"{graph} {triple}" for graph in ("", *view.graphs()) for triple in view.triples(graph)}
        | view.graphs()
        for view in map(view_of, (one, other))
    )
    return {f"+ {line}" for line in ours - theirs} | {f"- {line}" for line in theirs - ours}


def check_written(store: DatasetStore) -> None:
    """The default graph is the union, and no graph holds an IRI that another stands for."""
    view = view_of(store)
    assert view.union_errors() == (0, 0)
    identities = Identities.read(view)
    for graph in ("", *(view.graphs() & set(GRAPHS))):
        for triple in view.triples(graph):
            assert graph == "" or identities.written(triple) == triple
    delivered = view.triples(store.names.delivered)
    assert view.triples().isdisjoint(delivered)
    assert {graph for graph in GRAPHS if not view.has(graph)}.isdisjoint(
        triple.subject.value for triple in delivered if isinstance(triple.subject, ox.NamedNode)
    )


FIRST = (Step("load", GRAPHS[0]), Step("accept", pair=PAIRS[0]))
LATER = (Step("load", GRAPHS[1]), Step("accept", pair=PAIRS[-1]))
histories = st.builds(
    lambda one, other, more: [
        *(replace(step, triples=one) for step in FIRST),
        *(replace(step, triples=other) for step in LATER),
        *more,
    ],
    contents,
    contents,
    st.lists(st.one_of(loads, decisions, decisions, states), max_size=6),
)


def take_all_back(store: DatasetStore) -> None:
    """Revoke every decision."""
    if decided := list(read_decisions(view_of(store))):
        revoke(store, decided, None, AUTHOR)


@given(histories)
@settings(max_examples=150, deadline=None)
def test_what_was_taken_back_leaves_no_trace(steps: list[Step]) -> None:
    """After all decisions were taken back, a store equals one that never had any."""
    store, untouched = MemoryStore(), MemoryStore()
    for step in steps:
        write(store, step)
        check_written(store)
        if step.action not in ("accept", "reject", "revoke"):
            write(untouched, step)
    take_all_back(store)
    assert differences(store, untouched) == set()


@given(contents, contents, st.lists(decisions, max_size=4))
@settings(max_examples=100, deadline=None)
def test_the_order_of_data_and_decisions_does_not_matter(
    one: frozenset[ox.Triple], other: frozenset[ox.Triple], more: list[Step]
) -> None:
    """A source that comes after a decision is stored as one that came before; again, it changes
    nothing. Decisions on tenures that its holders forbid are none of these."""
    data = [Step("load", graph, held) for graph, held in zip(GRAPHS, (one, other), strict=True)]
    types = Step("load", "http://example.org/types", frozenset(TYPES))
    decided = [Step("accept", pair=PAIRS[0]), *more]
    early, late = MemoryStore(), MemoryStore()
    for step in [types, *data, *decided]:
        write(early, step)
    for step in [types, *decided, *data]:
        write(late, step)
    kept, made = (read_decisions(view_of(store)).keys() for store in (early, late))
    assume(kept == made)
    assert differences(early, late) == set()
    version = late.version
    for step in data:
        write(late, step)
    assert late.version == version


@given(histories, st.sampled_from(PERSONS))
@settings(max_examples=60, deadline=None)
def test_what_is_forgotten_is_in_no_record(steps: list[Step], person: ox.NamedNode) -> None:
    """Neither the delivered triples nor the decisions name a thing that was erased."""
    store = MemoryStore()
    for step in steps:
        write(store, step)
    with suppress(NotFoundError):
        forget(store, [person.value], None, AUTHOR)
    view = view_of(store)
    for graph in {"", *view.graphs()} - {"", store.names.tombstones}:
        assert person.value not in "\n".join(map(str, view.triples(graph)))
    check_written(store)


@given(histories, st.lists(st.one_of(loads, removals), min_size=1, max_size=4))
@settings(max_examples=100, deadline=None)
def test_what_was_delivered_can_be_told_from_what_is_stored(
    steps: list[Step], changes: list[Step]
) -> None:
    """Whatever is added and removed, the delivered triples are written as those that are stored."""
    store = MemoryStore()
    for step in steps:
        write(store, step)
    for step in changes:
        if step.action != "remove":
            write(store, step)
            continue
        with store.write() as staging:
            Delivery(staging).change(step.graph, set(), set(step.triples))
    view = view_of(store)
    identities = Identities.read(view)
    for graph in GRAPHS:
        delivered = Delivered(view, identities)
        stored = view.triples(graph)
        images = identities.images(delivered.of(graph, stored))
        assert set(images.values()) <= stored
        assert delivered.recorded(graph) == identities.to_record(images)


@given(histories)
@settings(max_examples=5, deadline=None)
def test_the_journal_leads_to_what_is_stored(steps: list[Step]) -> None:
    """Decisions and records are replayed like all else, and taken back alike."""
    untouched = MemoryStore()
    with store_on_disk() as store:
        for step in steps:
            write(store, step)
            if step.action not in ("accept", "reject", "revoke"):
                write(untouched, step)
        assert check_store(store) == []
        take_all_back(store)
        assert check_store(store) == []
        assert differences(store, untouched) == set()

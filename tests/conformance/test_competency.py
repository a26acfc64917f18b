"""The forty competency questions: short, answered as expected, and alike in two engines."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Dataset

from kg.gate import packaged_gate
from kg.ingest import graphs_of, ingest, validate_documents
from kg.parsing import parse_path
from kg.query_guards import check_query
from kg.resources import reference_files
from kg.sparql import QueryForm, parameters, query_form, question
from kg.store.embedded import DatasetStore
from kg.store.snapshot import Snapshot
from kg.terms import show
from kg.vocabulary import BASE_IRI
from tests.conformance.competency import (
    COMPETENCY,
    DATA,
    EVERY_QUERY,
    FIXTURES,
    QUERIES,
    TABLES,
    Row,
    count_patterns,
    expected_rows,
    in_rdflib,
    iri_parameters,
    query_id,
    rows_of,
    rows_of_other,
    with_examples,
)

# rdflib itself still calls what it has deprecated.
pytestmark = pytest.mark.filterwarnings(
    "ignore:Dataset.(default_context|contexts) is deprecated:DeprecationWarning"
)

NUMBER = re.compile(r"^# Competency question (\d+)\.(?: |$)")
KINDS = {"iri", "date", "string", "integer", "language"}


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """The packaged data and the fixture graphs, brought in as every graph is, without the gate."""
    store = DatasetStore.create(tmp_path_factory.mktemp("competency") / "store")
    ingest(store, graphs_of(map(parse_path, DATA)), None)
    return store.snapshot()


@pytest.fixture(scope="module")
def other_engine(snapshot: Snapshot) -> Dataset:
    """The same dataset in rdflib."""
    return in_rdflib(snapshot)


# ---------- the files ----------


def test_each_of_the_forty_questions_has_one_query() -> None:
    """The second line of each file says which of them it answers."""
    lines = [path.read_text(encoding="utf-8").splitlines()[1] for path in COMPETENCY]
    assert sorted(int(found[1]) for found in map(NUMBER.match, lines) if found) == [*range(1, 41)]
    assert len(lines) == 40


@pytest.mark.parametrize("path", EVERY_QUERY, ids=query_id)
def test_a_query_opens_with_its_question(path: Path) -> None:
    """Or, where no row may come back, with its rule; and the file is SPARQL that we accept."""
    text = path.read_text(encoding="utf-8")
    opening = r"[A-Z].*" if path.parent.name == "hygiene" else r"[A-Z].*\?.*"
    assert re.fullmatch(opening, question(text))
    assert check_query(text) in (QueryForm.SELECT, QueryForm.CONSTRUCT)


@pytest.mark.parametrize("path", EVERY_QUERY, ids=query_id)
def test_a_query_declares_and_shows_its_parameters(path: Path) -> None:
    """Each has a known kind, a description and an example, and a row says what was asked."""
    text = path.read_text(encoding="utf-8")
    declared = parameters(text)
    assert text.count("# Parameter:") == len(declared)
    assert all(p.kind in KINDS and p.description and p.example for p in declared)
    shown = Snapshot.of_quads([]).select(text)[0] if query_form(text) is QueryForm.SELECT else []
    assert {p.name for p in declared} <= set(shown)


def test_a_question_fits_on_a_screen() -> None:
    """None is longer than twenty lines, and at least 28 need at most eight triple patterns."""
    texts = [path.read_text(encoding="utf-8") for path in COMPETENCY]
    lines = [text.splitlines() for text in texts]
    assert max(map(len, lines)) <= 20
    assert max(len(line) for text in lines for line in text) <= 110
    assert sum(count_patterns(text) <= 8 for text in texts) >= 28


@pytest.mark.parametrize(
    ("pattern", "count"),
    [
        ("?a ga:holder ?b ; ga:post ?c", 2),
        ("?a ga:post/ga:postType ?b . ?b ga:succeeds+ ?c", 3),
        ("?a (ga:holder|^ga:post)* ?b", 1),
        ("?a ga:post ?b FILTER NOT EXISTS { ?b ga:seats ?c FILTER EXISTS { ?b ?d ?e } }", 3),
        ("{ ?a ga:post ?b } UNION { ?a ga:holder ?b } OPTIONAL { GRAPH ?g { ?a ?c ?d } }", 3),
    ],
)
def test_every_triple_pattern_counts(pattern: str, count: int) -> None:
    """Wherever it stands, and each step of a path that could be written as a pattern."""
    prefix = "PREFIX ga: <https://w3id.org/geoactors/ns#>"
    assert count_patterns(f"{prefix} SELECT * WHERE {{ {pattern} }}") == count


# ---------- the answers ----------

MINUTES = frozenset({"competency/conflicting-dates"})
"""What rdflib takes a minute for: it tries each graph for each row."""


@pytest.mark.parametrize("path", COMPETENCY, ids=query_id)
def test_a_question_is_answered_as_expected(path: Path, snapshot: Snapshot) -> None:
    """With the examples of its parameters there are rows, and they are those beside the query."""
    names, rows = expected_rows(path)
    assert rows
    assert rows_of(snapshot, with_examples(path.read_text(encoding="utf-8"))) == (names, rows)


@pytest.mark.parametrize(
    "path",
    [
        pytest.param(path, marks=[pytest.mark.long] if query_id(path) in MINUTES else [])
        for path in TABLES
    ],
    ids=query_id,
)
def test_two_engines_give_the_same_rows(
    path: Path, snapshot: Snapshot, other_engine: Dataset
) -> None:
    """In the same order: every stored query sorts by enough to leave no choice."""
    query = with_examples(path.read_text(encoding="utf-8"))
    names, rows = rows_of(snapshot, query)
    assert rows
    assert rows_of_other(other_engine, query) == (names, rows)


OTHER_CASES = [
    (
        "posts-held-by-person person=agent:liz-truss",
        "post",
        "post:foreign-secretary-united-kingdom post:prime-minister-united-kingdom",
    ),
    (
        "holders-of-post post=post:prime-minister-united-kingdom",
        "holder",
        "agent:boris-johnson agent:liz-truss agent:rishi-sunak",
    ),
    ("definite-holders-on-date post=post:defence-minister-russia at=2024-05-12", "holder", ""),
    ("possible-holders-on-date at=2024-05-31", "holder", "agent:sergei-shoigu"),
    ("possible-holders-on-date at=2024-06-01", "holder", ""),
    ("former-posts-on-date at=2024-05-31", "post", ""),
    ("former-posts-on-date at=2024-06-01", "post", "post:defence-minister-russia"),
    ("vacant-periods-of-post post=post:prime-minister-united-kingdom", "left", ""),
    ("acting-holders-of-post post=post:defence-minister-russia", "holder", ""),
    ("moves-between-post-types since=2022-09-06 until=2022-09-06", "person", "agent:liz-truss"),
    ("moves-between-post-types until=2022-09-05", "person", ""),
    ("moves-between-post-types since=2022-09-07", "person", ""),
    ("who-joined-or-left organisation=agent:european-union until=2020-12-31", "change", "left"),
    ("members-of-organisation-on-date at=1944-12-31", "state", ""),
    ("successor-chain body=agent:slovakia", "later", "agent:czechia agent:slovakia"),
    ("successor-chain body=agent:soviet-union", "later", "agent:russia"),
    ("coming-events-in-place until=2025-12-06", "event", ""),
    (
        "participants-of-event event=event:truss-lavrov-meeting-2022",
        "post",
        "post:foreign-secretary-united-kingdom post:foreign-minister-russia",
    ),
    (
        "status-history-of-event event=event:blinken-visit-china",
        "status",
        "gc:postponed gc:occurred",
    ),
    (
        "parts-and-rounds whole=event:china-russia-strategic-security-consultations",
        "relation",
        "round",
    ),
    ("posts-changed-since-meeting at=2022-09-05", "event", ""),
    ("known-by-date by=2025-11-27", "value", ""),
]


@pytest.mark.parametrize(("asked", "column", "expected"), OTHER_CASES)
def test_other_parameters_give_other_answers(
    asked: str, column: str, expected: str, snapshot: Snapshot, other_engine: Dataset
) -> None:
    """Where the example cannot show it: the edges of a period, the other branch, no answer."""
    name, *values = asked.split()
    text = (QUERIES / "competency" / f"{name}.rq").read_text(encoding="utf-8")
    query = with_examples(text, dict(value.split("=") for value in values))
    names, rows = rows_of(snapshot, query)
    assert _column(names, rows, column) == expected.split()
    assert rows_of_other(other_engine, query) == (names, rows)


@pytest.mark.parametrize("path", [p for p in COMPETENCY if iri_parameters(p)], ids=query_id)
def test_of_a_thing_nobody_knows_nothing_is_said(
    path: Path, snapshot: Snapshot, other_engine: Dataset
) -> None:
    """Neither engine makes up a row, as rdflib does for an aggregate over nothing."""
    unknown = dict.fromkeys(iri_parameters(path), "agent:nobody-at-all")
    query = with_examples(path.read_text(encoding="utf-8"), unknown)
    assert rows_of(snapshot, query)[1] == rows_of_other(other_engine, query)[1] == []


def _column(names: list[str], rows: Iterable[Row], column: str) -> list[str]:
    place = names.index(column)
    return [show(term) for row in rows if (term := row[place]) is not None]


@pytest.mark.parametrize("path", EVERY_QUERY, ids=query_id)
def test_every_stored_query_runs(path: Path, snapshot: Snapshot) -> None:
    """Each file under `queries/` answers with the result format of its form."""
    text = path.read_text(encoding="utf-8")
    graph = query_form(text).returns_graph
    syntax = ox.RdfFormat.TURTLE if graph else ox.QueryResultsFormat.TSV
    assert snapshot.serialise(with_examples(text), syntax)


# ---------- the fixture ----------


def test_the_fixture_graphs_conform() -> None:
    """They are source graphs like others; the one disagreement in them is a warning."""
    documents, context = map(parse_path, FIXTURES), map(parse_path, reference_files())
    report = validate_documents(documents, packaged_gate(), base_iri=BASE_IRI, context=context)
    assert report.conforms
    assert {show(found.focus_node) for found in report.results} == {"event:birth-of-joseph-stalin"}

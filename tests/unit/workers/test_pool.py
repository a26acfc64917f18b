"""Tests of kg.workers.pool: answers as they should be."""

from __future__ import annotations

import os
import re
import signal
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path
from threading import Barrier

import pyoxigraph as ox
import pytest

from kg.errors import (
    InputError,
    QuerySyntaxError,
    ResultTooLargeError,
    UnavailableError,
    UnsupportedFormatError,
)
from kg.store.dataset import GraphChoice, ResultsFormat
from kg.store.snapshot import Snapshot
from kg.workers import Job, RowsJob, WorkerLimits, WorkerPool
from tests.unit.workers.conftest import (
    ENDLESS,
    JSON,
    THINGS,
    E,
    MakeVersion,
    ask,
    eventually,
    gone,
    unused,
)

TABLES: list[ResultsFormat] = [
    ox.QueryResultsFormat.JSON,
    ox.QueryResultsFormat.XML,
    ox.QueryResultsFormat.CSV,
    ox.QueryResultsFormat.TSV,
]
GRAPHS: list[ResultsFormat] = [
    ox.RdfFormat.TURTLE,
    ox.RdfFormat.N_TRIPLES,
    ox.RdfFormat.N_QUADS,
    ox.RdfFormat.TRIG,
    ox.RdfFormat.RDF_XML,
    ox.RdfFormat.JSON_LD,
]
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


def counted(pool: WorkerPool, folder: Path) -> int:
    """How many triples a version has, as a worker sees it."""
    answer = pool.run(Job(folder, COUNT, ox.QueryResultsFormat.CSV)).read()
    return int(answer.split()[1])


@pytest.mark.parametrize(
    ("query", "syntax"),
    [
        (query, syntax)
        for query in ("SELECT * { ?s ?p ?o }", "SELECT * { ?s ?p 10000 }", "ASK {}")
        for syntax in TABLES
    ]
    + [
        (query, syntax)
        for query in ("CONSTRUCT WHERE { ?s ?p ?o }", f"DESCRIBE <{E}5>")
        for syntax in GRAPHS
    ],
)
def test_an_answer_is_the_one_of_the_engine(
    query: str, syntax: ResultsFormat, pool: WorkerPool, version: Path
) -> None:
    """Byte for byte, in each syntax, however it travels."""
    expected = Snapshot.open(version, 1, E).serialise(query, syntax)
    assert pool.run(Job(version, query, syntax)).read() == expected
    assert pool.run(Job(version, query, syntax.media_type)).read() == expected


def test_a_job_may_choose_its_dataset_and_its_base(pool: WorkerPool, version: Path) -> None:
    """As the protocol lets a request do."""
    query = "SELECT ?o { <7> ?p ?o }"
    tsv = ox.QueryResultsFormat.TSV
    assert pool.run(Job(version, query, tsv, base_iri=E)).body == b"?o\n7\n"
    nothing = Job(version, query, tsv, graphs=GraphChoice(default=(f"{E}g",)), base_iri=E)
    assert pool.run(nothing).body == b"?o\n"


def test_a_small_answer_is_complete(pool: WorkerPool, version: Path) -> None:
    """It comes as a body."""
    answer = pool.run(ask(version))
    assert answer.body == answer.read() == b'{"head":{},"boolean":true}'
    assert answer.chunks is None


def test_a_million_rows_stream(pool: WorkerPool, version: Path) -> None:
    """In pieces that make up the exact answer."""
    job = Job(version, "SELECT ?x ?y { ?a ?p ?x . ?b ?q ?y }", ox.QueryResultsFormat.CSV)
    answer = pool.run(job)
    assert answer.body is None
    assert answer.chunks is not None
    whole = b"".join(answer.chunks)
    assert whole.count(b"\n") == THINGS * THINGS + 1
    assert whole == Snapshot.open(version, 1, E).serialise(job.query, job.syntax)  # type: ignore[arg-type]
    assert pool.run(ask(version)).body


def test_the_first_piece_comes_before_the_last_row(pool: WorkerPool, version: Path) -> None:
    """Of an answer that takes for ever; closing it frees its place."""
    before = pool.counters.abandoned
    for _ in range(3):  # more often than there are workers
        chunks = pool.run(Job(version, ENDLESS, JSON)).chunks
        assert chunks is not None
        assert next(chunks).startswith(b'{"head"')
        chunks.close()
        assert list(chunks) == []
    assert pool.run(ask(version)).body
    assert pool.counters.abandoned == before + 3
    assert eventually(lambda: pool.counters.busy == 0)


def test_a_large_graph_streams_unsorted(pool: WorkerPool, version: Path) -> None:
    """Beyond what is put in order, triples come as they are found."""
    query = f"CONSTRUCT {{ ?a <{E}with> ?b }} {{ ?a ?p ?x . ?b ?q ?y FILTER(?y < 30) }}"
    answer = pool.run(Job(version, query, ox.RdfFormat.N_TRIPLES)).read()
    assert answer.count(b"\n") == 30 * THINGS
    triples = {quad.triple for quad in ox.parse(answer, ox.RdfFormat.N_TRIPLES)}
    assert len(triples) == 30 * THINGS


def test_rows_come_as_terms_with_labels(pool: WorkerPool, version: Path) -> None:
    """As many as are wanted, and whether there are more."""
    query = "SELECT ?o ?unbound ?s { ?s ?p ?o } ORDER BY ?o"
    rows = pool.rows(RowsJob(version, query, 2))
    assert rows.names == ["o", "unbound", "s"]
    assert [row["o"] for row in rows.rows] == [ox.Literal(0), ox.Literal(1)]
    assert rows.more
    assert rows.labels == {}
    assert not pool.rows(RowsJob(version, query, THINGS)).more
    with pytest.raises(InputError, match="SELECT query, this is ASK"):
        pool.rows(RowsJob(version, "ASK {}", 2))


def test_labels_of_rows_are_english_where_they_can_be(pool: WorkerPool, tmp_path: Path) -> None:
    """Those of the things shown, and no others."""
    label = ox.NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
    store = ox.Store(str(tmp_path / "1"))
    for name, language, text in [("a", "fr", "Chine"), ("a", "en", "China"), ("b", "en", "Other")]:
        store.add(ox.Quad(ox.NamedNode(E + name), label, ox.Literal(text, language=language)))
    store.flush()
    del store
    rows = pool.rows(RowsJob(tmp_path / "1", f"SELECT * {{ VALUES ?s {{ <{E}a> <{E}c> }} }}", 9))
    assert rows.labels == {f"{E}a": "China"}


def test_a_syntax_error_crosses_with_its_place(pool: WorkerPool, version: Path) -> None:
    """Line, column, sentence and hint."""
    with pytest.raises(QuerySyntaxError) as caught:
        pool.run(Job(version, "SELECT *\nWHER { ?s ?p ?o }", JSON))
    with pytest.raises(QuerySyntaxError) as expected:
        Snapshot.open(version, 1, E).ask("SELECT *\nWHER { ?s ?p ?o }")
    assert vars(caught.value) == vars(expected.value)
    assert (caught.value.line, caught.value.column) == (2, 1)


@pytest.mark.parametrize(
    ("query", "syntax", "kind"),
    [
        ("ASK {}", ox.RdfFormat.TURTLE, InputError),
        ("CONSTRUCT WHERE { ?s ?p ?o }", JSON, InputError),
        ("ASK {}", "image/png", UnsupportedFormatError),
        ("ASK { \ud800 }", JSON, InputError),
    ],
)
def test_errors_of_the_caller_cost_no_worker(
    query: str, syntax: ResultsFormat | str, kind: type[InputError], version: Path, pool: WorkerPool
) -> None:
    """The same process goes on."""
    before = sorted(pool.processes)
    with pytest.raises(kind):
        pool.run(Job(version, query, syntax))
    assert pool.run(ask(version)).body
    assert sorted(pool.processes) == before


def test_a_version_that_is_not_there_is_unavailable(pool: WorkerPool, tmp_path: Path) -> None:
    """It says which."""
    with pytest.raises(UnavailableError, match="nowhere: the version cannot be opened"):
        pool.run(ask(tmp_path / "nowhere"))


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        (WorkerLimits(workers=1, result_rows=500), "500 rows"),
        (WorkerLimits(workers=1, result_bytes=10_000), "10,000 bytes"),
    ],
)
def test_an_answer_that_is_too_large_is_refused(
    limits: WorkerLimits, words: str, version: Path
) -> None:
    """Before its beginning was returned, and the process goes on."""
    with WorkerPool(limits) as small:
        before = small.processes
        with pytest.raises(ResultTooLargeError, match=words):
            small.run(Job(version, "SELECT * { ?s ?p ?o }", JSON))
        assert small.run(ask(version)).body
        assert small.processes == before


def test_an_answer_that_becomes_too_large_breaks_off(version: Path) -> None:
    """Its reader gets an error in place of an end, each time it reads on."""
    with WorkerPool(WorkerLimits(workers=1, result_rows=10_000, small_bytes=1000)) as small:
        chunks = small.run(Job(version, ENDLESS, JSON)).chunks
        assert chunks is not None
        for _ in range(2):
            with pytest.raises(ResultTooLargeError):
                list(chunks)
        chunks.close()
        assert small.run(ask(version)).body


def test_two_threads_are_served_at_a_time(pool: WorkerPool, version: Path) -> None:
    """Neither waits for the other."""
    barrier = Barrier(2, timeout=30)

    def read() -> bytes:
        chunks = pool.run(Job(version, ENDLESS, JSON)).chunks
        assert chunks is not None
        barrier.wait()  # passed only when both are served
        piece = next(chunks)
        chunks.close()
        return piece

    with ThreadPoolExecutor(2) as threads:
        one, other = threads.submit(read), threads.submit(read)
        assert one.result()[:8] == other.result()[:8] == b'{"head":'


def test_a_newer_version_is_seen_at_once(pool: WorkerPool, make_version: MakeVersion) -> None:
    """And the older one is let go."""
    with WorkerPool(WorkerLimits(workers=1)) as single:
        old, new = make_version("7", 7), make_version("8", 8)
        assert [counted(single, folder) for folder in (old, new, old, new)] == [7, 8, 7, 8]
        assert unused(old)
        assert not unused(new)


def test_another_version_in_the_same_place_is_another(
    pool: WorkerPool, make_version: MakeVersion, tmp_path: Path
) -> None:
    """As after a backup was restored."""
    place = tmp_path / "1"
    for things in (3, 4):
        make_version("1", things).rename(place)
        assert counted(pool, place) == things
        place.rename(tmp_path / f"was-{things}")


def test_a_version_is_opened_ahead(make_version: MakeVersion) -> None:
    """By workers that are idle, by those that become idle, and by those that are started."""
    old, new = make_version("1", 1), make_version("2", 2)
    with WorkerPool(WorkerLimits(workers=2, spare=2)) as fresh:
        fresh.prefetch(old)
        assert eventually(lambda: not unused(old))
        assert counted(fresh, old) == 1
        fresh.prefetch(new)
        assert eventually(lambda: unused(old) and fresh.counters.idle == 2)
        chunks = fresh.run(Job(old, "SELECT * { VALUES ?a { 1 } }", JSON))
        assert chunks.body
        assert eventually(lambda: unused(old))
        for pid in fresh.processes[1:]:
            os.kill(pid, signal.SIGKILL)
        assert eventually(lambda: fresh.counters.started >= 4 and fresh.counters.idle == 2)
        assert not unused(new)


def test_a_version_that_cannot_be_opened_ahead_stops_nothing(version: Path, tmp_path: Path) -> None:
    """The next query to it says so to its caller."""
    with WorkerPool(WorkerLimits(workers=1)) as fresh:
        fresh.prefetch(tmp_path / "nowhere")
        assert fresh.run(ask(version)).body


def test_workers_invent_different_blank_nodes(version: Path) -> None:
    """Though they are forked from one process: updates would take two for one."""
    job = Job(version, "SELECT (BNODE() AS ?b) {}", ox.QueryResultsFormat.TSV)
    found = set()
    with WorkerPool(WorkerLimits(workers=1)) as single:
        for _ in range(3):
            found.add(single.run(job).body)
            worker = single.processes[1]
            os.kill(worker, signal.SIGKILL)
            assert eventually(lambda pid=worker: gone(pid))  # type: ignore[misc]
    assert len(found) == 3


def test_a_pool_counts_what_it_does(version: Path) -> None:
    """For whoever watches the server."""
    with WorkerPool(WorkerLimits(workers=1)) as fresh:
        assert (fresh.counters.started, fresh.counters.idle, fresh.counters.queries) == (1, 1, 0)
        chunks = fresh.run(Job(version, ENDLESS, JSON)).chunks
        assert chunks is not None
        assert (fresh.counters.busy, fresh.counters.idle, fresh.counters.queries) == (1, 0, 1)
        chunks.close()
        assert asdict(fresh.counters)["abandoned"] == 1


def test_a_closed_pool_leaves_no_process(version: Path) -> None:
    """Not even those that work, and it answers nothing more."""
    with WorkerPool(WorkerLimits(workers=3, spare=2)) as closing:
        chunks = closing.run(Job(version, ENDLESS, JSON)).chunks
        assert chunks is not None
        assert eventually(lambda: len(closing.processes) == 4)
        before = closing.processes
    assert all(gone(pid) for pid in before)
    with pytest.raises(UnavailableError):
        list(chunks)
    with pytest.raises(UnavailableError, match="stopping"):
        closing.run(ask(version))
    closing.close()


def test_a_pool_starts_with_its_first_job(version: Path) -> None:
    """Or never, and can be closed all the same."""
    lazy = WorkerPool(WorkerLimits(workers=1))
    assert lazy.processes == []
    assert lazy.run(ask(version)).body
    lazy.close()
    WorkerPool().close()


def test_a_worker_holds_no_descriptor_of_the_server(version: Path, tmp_path: Path) -> None:
    """Neither files, nor sockets of other workers."""
    with (tmp_path / "secret").open("wb") as file:
        os.set_inheritable(file.fileno(), True)
        with WorkerPool(WorkerLimits(workers=3, spare=3)) as fresh:
            assert fresh.run(ask(version)).body
            for pid in fresh.processes[1:]:
                links = [os.readlink(link) for link in Path(f"/proc/{pid}/fd").iterdir()]
                assert str(tmp_path / "secret") not in links
                assert len([link for link in links if re.match("socket:", link)]) == 1

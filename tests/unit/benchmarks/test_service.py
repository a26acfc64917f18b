"""What the driver makes of servers: verdicts on queries, runaways, loads and writes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.benchmarks import memory, runaways, transfers
from tests.benchmarks.loads import Load
from tests.benchmarks.peers import OURS, OXIGRAPH, MissingPeer, Service, binary
from tests.benchmarks.questions import Question, read_questions
from tests.benchmarks.rounds import Contender, Result, compare_answers, measure, table
from tests.benchmarks.stores import Loading, Prepared
from tests.benchmarks.world import World
from tests.running import Endpoint, endpoint

WORLD = World(15_000)
CHEAP = Question("holder-on-date", "cheap", "ASK {}")
HEAVY = Question("counts-per-class", "heavy", "ASK {}")


def answering(status: int, body: bytes) -> bytes:
    """One answer over HTTP."""
    return b"HTTP/1.1 %d X\r\nContent-Length: %d\r\n\r\n%s" % (status, len(body), body)


def service(name: str, host: Endpoint) -> Service:
    """A server that always says the same."""
    return Service(name, host.address, "/sparql", os.getpid())


def contender(name: str, seconds: float, *, repeats: bool = False) -> Contender:
    """A server that took so long."""
    about = Service(name, "http://127.0.0.1:9", "/", 1)
    return Contender(name, about, about.client(), repeats, [seconds])


@pytest.mark.parametrize(
    ("question", "times", "verdict"),
    [
        (CHEAP, (0.0010, 0.0004, 0.0005), "met"),
        (CHEAP, (0.0030, 0.0004, 0.0005), "missed 0.25 × oxigraph"),
        (HEAVY, (0.100, 0.001, 0.095), "met"),
        (HEAVY, (0.100, 0.020, 0.095), "missed 10 × oxigraph"),
        (HEAVY, (0.200, 0.001, 0.095), "missed 0.90 × oxigraph"),
    ],
)
def test_ratios_are_held_to_the_targets_of_their_kind(
    question: Question, times: tuple[float, float, float], verdict: str
) -> None:
    """A heavy query must keep pace, a cheap one may pay for its process."""
    fresh, repeated, peer = times
    contenders = [
        contender(OURS, fresh),
        contender(OURS, repeated, repeats=True),
        contender(OXIGRAPH, peer),
        contender(OXIGRAPH, peer, repeats=True),
    ]
    line = table([Result(question, contenders, "")], [OXIGRAPH]).splitlines()[-1]
    assert line.endswith(f"| equal | {verdict} |")


def test_answers_in_another_order_are_equal_and_others_are_named() -> None:
    """A fast wrong answer is no good answer."""
    question = next(q for q in read_questions() if q.name == "counts-per-class")
    rows, turned, fewer = b"n\r\n1\r\n2\r\n", b"n\r\n2\r\n1\r\n", b"n\r\n1\r\n"
    bodies = {OURS: rows, "turned": turned, "fewer": fewer}
    with ExitStack() as stack:
        asked = []
        for name, body in bodies.items():
            about = service(name, stack.enter_context(endpoint(answering(200, body))))
            asked.append(Contender(name, about, stack.enter_context(about.client())))
        assert compare_answers(question, WORLD, asked) == "fewer: 2 lines for 3"


def test_a_server_that_fails_is_shown_so_and_unsound() -> None:
    """An error must not stand in the table as the fastest answer."""
    with endpoint(answering(503, b"")) as ours, endpoint(answering(200, b"")) as peer:
        results = measure(WORLD, [service(OURS, ours), service(OXIGRAPH, peer)], 1)
    assert not any(result.is_sound for result in results)
    assert table(results, [OXIGRAPH]).count("status 503") == 2 * len(results)


def test_runaways_must_be_stopped_and_not_answered() -> None:
    """Four cannot be told from the text, so that a refusal of theirs is no answer to them."""
    with endpoint(answering(503, b"")) as host:
        outcomes = list(runaways.send_all(service(OURS, host), 1.0))
    assert [outcome.is_right for outcome in outcomes] == [True] * 6
    assert not any(outcome.is_met(1.0) for outcome in outcomes)  # the next ASK had 503 as well
    with endpoint(answering(400, b"")) as host:
        outcomes = list(runaways.send_all(service(OURS, host), 1.0))
    assert [outcome.is_right for outcome in outcomes] == [False] * 4 + [True] * 2
    assert b"?timeout=1 " in host.calls[1]


def test_a_load_that_was_refused_is_none() -> None:
    """Latency beside queries that never ran proves nothing."""
    heavy = {"text-in-labels": Counter({"200": 9}), "events-per-month": Counter({"200": 9})}
    stopped, refused = Counter({"503 at the limit": 2}), Counter({"503 at once": 80})
    assert Load({**heavy, "closure": stopped}).is_real
    assert not Load({**heavy, "closure": refused}).is_real
    assert "closure: 80 × 503 at once" in Load({**heavy, "closure": refused}).show()


def test_a_new_graph_is_a_hundred_triples_of_one_document() -> None:
    """Every write is of a document that the store does not have."""
    graph, doc, triples = transfers.new_graph(WORLD, 10**6)
    assert triples.count(b"\n") == 100
    assert triples.startswith(doc.encode() + b" <http://www.w3.org/1999/02/22-rdf-syntax-ns#type>")
    assert graph.rsplit("/", 1)[1] in doc
    assert graph.encode() not in triples


def test_writes_are_timed_until_they_are_seen() -> None:
    """A write that no query sees, or that is refused, is a miss and not a time."""
    for status, body, trouble in (
        (201, b'{"boolean":true}', None),
        (201, b'{"boolean":false}', "not seen: 201"),
        (401, b"no token", "PUT: 401"),
    ):
        with endpoint(answering(status, body)) as host:
            text = transfers.writes(service(OURS, host), WORLD, 3)
        assert (" ms |" in text) == (trouble is None)
        assert trouble is None or (trouble in text and text.endswith("| missed |"))


def test_a_loading_is_held_to_the_first_peer() -> None:
    """Statements a second, ours by theirs."""
    prepared = Prepared(WORLD, Path("nowhere"), 1000)
    slow, fast = Loading(4.0, 5_000_000, 7_000_000), Loading(1.0, 1, 1)
    text = transfers.loading_table(prepared, {OURS: [slow], OXIGRAPH: [fast]}, 0.5)
    assert "| 4.00 s | 250 | 5 MB | 7 MB | 0.25 × oxigraph, 0.5 ×: missed |" in text


def test_a_long_answer_must_be_whole() -> None:
    """Fewer rows than were asked for are a miss, however fast."""
    with endpoint(answering(200, b"s,p,o\n1,2,3\n")) as host:
        line = transfers.long_answer([service(OURS, host)], WORLD, 1).splitlines()[-1]
    assert line.startswith(f"| {OURS} | 200 | 1 |")
    assert line.endswith("| missed |")


def test_memory_of_a_tree_counts_its_children() -> None:
    """Workers are processes of their own."""
    hold = "data = b'x' * 60_000_000; print(flush=True); input()"
    command = (sys.executable, "-c", hold)
    before = memory.of_tree(os.getpid())
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        child.stdout.readline()
        assert memory.of_tree(os.getpid()) > before + 50_000_000
        assert memory.of_process(child.pid) > 50_000_000
        child.communicate(b"\n")
    assert memory.of_process(child.pid) == 0


def test_a_peer_that_is_not_installed_is_named(tmp_path: Path) -> None:
    """The table goes on without it, and the reader knows what to do."""
    with pytest.raises(MissingPeer, match="oxigraph is not installed"):
        binary("oxigraph", tmp_path)

"""Queries that no server should run to their end: stopped or refused in time, without a trace."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.conformance.protocol.client import (
    PROBLEM,
    Reply,
)
from tests.faults.processes import MIB, eventually, query_workers, resident, tree, writers
from tests.faults.runaways import GRAPH, TEXTS, Ask, by_query, by_update
from tests.faults.servers import PAIRS, Running, chain, running

LIMIT_SECONDS = 1.0
SLACK_SECONDS = 2.0
_GROWTH = 100 * MIB


@pytest.fixture(scope="module")
def strict(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server with a limit of one second, whose writer is at work."""
    with running(tmp_path_factory.mktemp("strict"), "--timeout", "1", data=chain()) as found:
        warm = f"INSERT {{ GRAPH <{GRAPH}> {{ <a:s> <a:p> 1 }} }} WHERE {{ FILTER(false) }}"
        assert found.client.update(warm).status == 204
        yield found


def assert_stopped(reply: Reply) -> None:
    """By a problem that says why."""
    assert reply.status in (400, 413, 503), reply.text
    assert reply.media_type == PROBLEM
    assert "Traceback" not in reply.text


@pytest.mark.parametrize("ask", [by_query, by_update])
@pytest.mark.parametrize("name", list(TEXTS))
def test_a_runaway_is_stopped_in_time(strict: Running, name: str, ask: Ask) -> None:
    """Its memory comes back, the next question is answered, and nothing was written."""
    others = [pid for pid in tree(strict.pid) if pid not in _workers(strict)]
    before = resident(_workers(strict))
    begin = time.monotonic()
    assert_stopped(ask(strict.client, TEXTS[name]))
    assert time.monotonic() - begin < LIMIT_SECONDS + SLACK_SECONDS
    begin = time.monotonic()
    assert strict.client.ask("ASK {}")
    assert time.monotonic() - begin < SLACK_SECONDS
    assert eventually(lambda: resident(_workers(strict)) < before + _GROWTH)
    assert not strict.client.ask(f"ASK {{ GRAPH <{GRAPH}> {{ ?s ?p ?o }} }}")
    assert set(others) <= set(tree(strict.pid)), "the server, its zygotes and its writer stay"


def test_the_patterns_of_an_update_share_its_time(strict: Running) -> None:
    """Many short ones are stopped like a long one, and the writer is free again."""
    graph = "http://example.org/counted"
    short = f"""INSERT {{ GRAPH <{graph}> {{ <a:s> <a:p> ?n }} }}
        WHERE {{ SELECT (COUNT(*) AS ?n) {{ {{ {PAIRS} LIMIT 50000 }} }} }}"""
    begin = time.monotonic()
    reply = strict.client.update(" ; ".join([f"CREATE GRAPH <{graph}>", *[short] * 200]))
    assert time.monotonic() - begin < 4 * LIMIT_SECONDS + SLACK_SECONDS
    assert (reply.status, reply.json["type"].rpartition("/")[2]) == (503, "time-limit")
    assert not strict.client.ask(f"ASK {{ GRAPH <{graph}> {{}} }}")
    assert strict.client.update(short).status == 204


def test_all_runaways_at_once_twice(strict: Running) -> None:
    """Those that find no place are told so; questions are answered again at once."""
    texts = [*TEXTS.values()] * 2
    before = resident(tree(strict.pid))
    with ThreadPoolExecutor(len(texts)) as executor:
        sent = [executor.submit(by_query, strict.client, text) for text in texts]
        sent += [executor.submit(by_update, strict.client, text) for text in texts[:6]]
        for future in sent:
            assert_stopped(future.result())
    assert strict.client.ask("ASK {}")
    assert eventually(lambda: resident(tree(strict.pid)) < before + 3 * _GROWTH)


def test_a_query_that_needs_too_much_memory(tmp_path: Path) -> None:
    """Is stopped by its limit of memory, and says so; the next one has another worker."""
    filler = "x" * 60_000
    bomb = f"""SELECT (GROUP_CONCAT(?large) AS ?all) {{
      ?a ?b ?c . ?d ?e ?f BIND(CONCAT("{filler}", STR(?c), STR(?f)) AS ?large)
    }}"""
    with running(tmp_path, "--timeout", "60", "--memory", "512M", data=chain()) as found:
        for ask in (by_query, by_update):
            reply = ask(found.client, bomb)
            assert (reply.status, reply.media_type) == (503, PROBLEM)
            assert reply.json["type"].endswith("/memory-limit")
            assert found.client.ask("ASK {}")
        assert max(map(resident, ([pid] for pid in _workers(found)))) < 512 * MIB


def _workers(found: Running) -> list[int]:
    """The query workers of a server and of its writer."""
    return [
        *query_workers(found.pid),
        *(worker for writer in writers(found.pid) for worker in query_workers(writer)),
    ]

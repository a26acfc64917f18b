"""Tests of kg.web.app: what runs beside the application, and who may start it."""

from __future__ import annotations

import subprocess
import sys
import urllib.request
from contextlib import closing
from pathlib import Path

import pytest

from kg.store.embedded import DatasetStore
from kg.web import application, isolated
from tests.conftest import Load

SERVE = """
import sys
from wsgiref.simple_server import make_server
from kg.web import open_application
app = open_application(sys.argv[1])
server = make_server("127.0.0.1", 0, app)
print(server.server_port, flush=True)
server.handle_request()
print(*app.extensions["kg"].pool.processes, flush=True)
"""


def test_query_processes_have_no_network_here(plain_store: DatasetStore) -> None:
    """It was tried, not assumed; `kg serve` says so where it is otherwise."""
    with application(plain_store) as app:
        app.extensions["kg"].pool.start()
        assert isolated(app) == app.extensions["kg"].pool.isolated


def test_the_application_runs_under_another_server(plain_store: DatasetStore) -> None:
    """It ends with its process, and so do its workers."""
    command = [sys.executable, "-c", SERVE, str(plain_store.folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        port = int(server.stdout.readline())
        address = f"http://127.0.0.1:{port}/sparql?query=ASK%7B%7D"
        with urllib.request.urlopen(address, timeout=30) as answer:
            assert answer.read() == b'{"head":{},"boolean":true}'
        workers = [int(number) for number in server.stdout.readline().split()]
        assert server.wait(timeout=30) == 0
    assert len(workers) >= 2
    assert not [number for number in workers if Path(f"/proc/{number}").exists()]


def test_a_long_list_of_unknown_terms_costs_nothing(load: Load) -> None:
    """A hint is for a person who mistyped a word, and says what it can in a line."""
    ga = "https://w3id.org/geoactors/ns#"
    few = "SELECT * { " + " ".join(f"?s <{ga}holdr{n}> ?o{n} ." for n in range(9)) + " }"
    listed = " ".join(f"<{ga}x{n}>" for n in range(1000))
    many = f"SELECT * {{ VALUES ?x {{ {listed} }} ?x <{ga}zzz> ?y }}"
    with application(load(g="e:s e:p 1 .")) as app:
        client = app.test_client()
        hint = client.post("/sparql", data={"query": few}).headers["Hint"]
        assert hint.count("ga:holdr") == 3
        assert len(hint) < 500
        assert "Hint" not in client.post("/sparql", data={"query": many}).headers


def test_patches_come_from_a_store_that_is_named_by_a_relative_path(
    load: Load, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As people write it on the command line."""
    folder = load(g="e:s e:p 1 .").folder
    monkeypatch.chdir(folder.parent)
    with application(DatasetStore.open(Path(folder.name))) as app:
        client = app.test_client()
        feed = client.get("/changes").text
        assert 'href="http://localhost/changes/1"' in feed
        with closing(client.get("/changes/1")) as patch:
            assert patch.status_code == 200
            assert "A <http://example.org/s>" in patch.text

"""Two servers on one store, a loader beside a server, and readers beside writers."""

from __future__ import annotations

from pathlib import Path

from tests.faults.load import CLIENTS, Load
from tests.faults.numbered import BASE, TRIPLES, Ledger, Pen
from tests.faults.processes import eventually
from tests.faults.servers import TRIPLES as ROWS
from tests.faults.servers import Running, running
from tests.running import run_kg

WRITES = 8
GRAPH = "http://example.org/beside"


def test_a_second_server_is_refused(steady: Running) -> None:
    """With a plain sentence and exit code 5, and the first goes on."""
    second = run_kg("serve", "--store", steady.store, "--port", "0")
    assert second.returncode == 5
    assert second.stderr.startswith("kg: ")
    assert "another server serves this store" in second.stderr
    assert "Traceback" not in second.stderr
    assert steady.client.ask("ASK {}")


def test_a_loader_beside_a_server_is_seen_at_once(tmp_path: Path) -> None:
    """Also when the server has written in between."""
    file = tmp_path / "beside.nt"
    with running(tmp_path) as found:
        for number in range(3):
            file.write_text(f"<a:s> <a:loaded> <a:{number}> .", encoding="utf-8")
            loaded = run_kg("load", "--store", found.store, "--graph", GRAPH, file)
            assert loaded.returncode == 0, loaded.stderr
            assert found.client.ask(f"ASK {{ <a:s> <a:loaded> <a:{number}> }}")
            insert = f"INSERT DATA {{ GRAPH <{GRAPH}2> {{ <a:s> <a:sent> <a:{number}> }} }}"
            assert found.client.update(insert).status == 204
            assert found.client.ask(f"ASK {{ <a:s> <a:loaded> <a:{number}> ; <a:sent> <a:0> }}")


def test_readers_are_answered_while_others_write(tmp_path: Path) -> None:
    """Each from one version, though it waited for its worker while that was replaced."""
    ledger = Ledger()
    slow = f"{{ SELECT (COUNT(*) AS ?x) {{ {{ {ROWS} LIMIT 3000000 }} }} }}"
    query = f"SELECT ?v (COUNT(*) AS ?n) {{ ?s <{BASE}value> ?v {slow} }} GROUP BY ?v"
    with running(tmp_path, "--timeout", "60", "--queue-timeout", "60") as found:
        pen = Pen(found.client, ledger)
        pen.start()
        pen.next_write(30)
        with Load(found, query) as load:
            assert eventually(lambda: ledger.last > WRITES, 60)
        pen.rest()
    assert load.failures == []
    assert len(load.replies) > CLIENTS
    assert {reply.status for reply in load.replies} == {200}
    for reply in load.replies:
        counts = {int(row["n"]["value"]) for row in reply.json["results"]["bindings"]}
        assert counts == {TRIPLES}

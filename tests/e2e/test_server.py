"""A server and a loader on one store, as two processes."""

from __future__ import annotations

from pathlib import Path

from tests.running import run_kg, serving

COUNT = "/sparql?query=SELECT%20(COUNT(*)%20AS%20%3Fn)%20%7B%20%3Fs%20%3Fp%20%3Fo%20%7D"
LOAD = ("--shapes", "none", "--graph", "http://example.org/g")


def test_a_server_shows_what_is_loaded_while_it_serves(tmp_path: Path) -> None:
    """And ends on SIGTERM with 0."""
    file = tmp_path / "a.ttl"
    file.write_text("<http://a.example/> <http://b.example/> 1 .", encoding="utf-8")
    store = tmp_path / "store"
    assert run_kg("load", "--store", store, *LOAD, file).returncode == 0
    with serving("serve", "--store", store, "--read-only") as server:
        assert server.get(COUNT, accept="text/csv").text.split() == ["n", "1"]
        file.write_text("<http://a.example/> <http://b.example/> 1, 2 .", encoding="utf-8")
        assert run_kg("load", "--store", store, *LOAD, file).returncode == 0
        assert server.get(COUNT, accept="text/csv").text.split() == ["n", "2"]
        assert server.stop() == 0

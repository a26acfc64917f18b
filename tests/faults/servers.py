"""Servers for the tests of faults, with their client, and a dataset that is slow to join."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.conformance.protocol.client import Client
from tests.running import Server, run_kg, serving

TOKEN = "a-token-of-the-tests"
CHAIN = 1500
"""Links of the chain that `chain` writes, in a circle; each has a label as well."""

PAIRS = "SELECT * { ?a ?b ?c . ?d ?e ?f }"
"""Nine million rows over the chain: far more than anything buffers."""
TRIPLES = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
"""More rows than a computer can make."""


@dataclass(frozen=True, slots=True)
class Running:
    """A server under test, its client, and where its store is."""

    server: Server
    client: Client
    store: Path

    @property
    def pid(self) -> int:
        """The number of the front."""
        return self.server.process.pid


def chain() -> str:
    """A circle of things, each with a label, in N-Triples."""
    base, count = "http://example.org/", CHAIN
    return "".join(
        f"<{base}n{n}> <{base}next> <{base}n{(n + 1) % count}> .\n"
        f'<{base}n{n}> <{base}label> "number {n}" .\n'
        for n in range(count)
    )


@contextmanager
def running(folder: Path, *options: str | Path, data: str = "") -> Iterator[Running]:
    """Serve a store in a folder, created there with some data, for a client that may write."""
    folder.mkdir(parents=True, exist_ok=True)
    store, tokens = folder / "store", folder / "tokens"
    tokens.write_text(f"tests:{TOKEN}\n", encoding="utf-8")
    if data:
        file = folder / "data.nt"
        file.write_text(data, encoding="utf-8")
        loaded = run_kg(
            *("load", "--store", store, "--shapes", "none"),
            *("--graph", "http://example.org/data", file),
        )
        assert loaded.returncode == 0, loaded.stderr
    access = ("--token-file", tokens, *(() if store.exists() else ("--shapes", "none")))
    quiet = ("--export-quads", "1")  # no process comes and goes beside those that are looked at
    with serving("serve", "--store", store, *quiet, *access, *options) as server:
        yield Running(server, Client(server.address, TOKEN), store)
        said = "".join(server.log)
        assert "Traceback" not in said, said

"""Three servers: over a plain dataset, over a union of source graphs, and for readers only."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.conformance.protocol.client import Client
from tests.conformance.protocol.graphs import SEED, SEED_DEFAULT, seeding
from tests.running import run_kg, serving

TOKEN = "a-token-of-the-tests"


@pytest.fixture(scope="session")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """A writable server whose default graph is a graph of its own, as the W3C suites expect."""
    with _server(tmp_path_factory.mktemp("own"), "own", SEED + SEED_DEFAULT, TOKEN) as client:
        yield client


@pytest.fixture(scope="session")
def union(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """A writable server whose default graph is the union of its source graphs."""
    with _server(tmp_path_factory.mktemp("union"), "union", SEED, TOKEN) as client:
        yield client


@pytest.fixture(scope="session")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """A server without a token file, which takes no writes."""
    with _server(tmp_path_factory.mktemp("reader"), "own", SEED + SEED_DEFAULT, "") as client:
        yield client


@pytest.fixture
def emptied(own: Client) -> Iterator[Client]:
    """The server `own` without any graph; the seed is back after the test."""
    assert own.update("DROP ALL").status == 204
    yield own
    assert own.update(f"DROP ALL ; {seeding()}").status == 204


@contextmanager
def _server(folder: Path, default_graph: str, seed: str, token: str) -> Iterator[Client]:
    store, file, tokens = folder / "store", folder / "seed.trig", folder / "tokens"
    settings = ("--store", store, "--default-graph", default_graph, "--shapes", "none")
    file.write_text(seed, encoding="utf-8")
    tokens.write_text(f"tests:{token}\n", encoding="utf-8")
    tokens.chmod(0o600)
    loaded = run_kg("load", *settings, file)
    assert loaded.returncode == 0, loaded.stderr
    access = ("--token-file", tokens) if token else ()
    with serving("serve", *settings, *access) as server:
        yield Client(server.address, token)

"""Stores, clients and documents that many tests share."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from signal import SIGTERM, getsignal, signal
from typing import NamedTuple, TypeAlias

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient

from kg.cli import main
from kg.gate import packaged_gate
from kg.ingest import graphs_of, ingest
from kg.parsing import parse_document, parse_path
from kg.resources import article_files
from kg.store.embedded import DatasetStore
from kg.store.settings import StoreSettings
from kg.web import application
from tests.running import Endpoint, endpoint

BREAKING = """
@prefix ga: <https://w3id.org/geoactors/ns#> .
@prefix agent: <https://w3id.org/geoactors/id/agent/> .
agent:somebody a ga:Person ; ga:misspelt "this is no property" .
"""
"""A document that breaks one packaged shape, `gs:DeclaredPropertyShape`."""


CATALOGUE = "https://w3id.org/geoactors/graph/catalogue"


class Finished(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str


Triples: TypeAlias = Callable[[str], set[ox.Triple]]
Load: TypeAlias = Callable[..., DatasetStore]
Kg: TypeAlias = Callable[..., Finished]


@pytest.fixture(scope="session")
def triples() -> Triples:
    """Read the triples of a Turtle text, with `e:` for http://example.org/."""

    def read(text: str) -> set[ox.Triple]:
        data = f"@prefix e: <http://example.org/> .\n{text}".encode()
        return {quad.triple for quad in parse_document(data, ox.RdfFormat.TURTLE).quads}

    return read


@pytest.fixture(scope="session")
def demo_store(tmp_path_factory: pytest.TempPathFactory) -> DatasetStore:
    """The packaged data in a store, through the packaged gate; tests only read it."""
    store = DatasetStore.create(tmp_path_factory.mktemp("demo") / "store")
    ingest(store, graphs_of(parse_path(path) for path in article_files()), packaged_gate())
    return store


@pytest.fixture(scope="session")
def demo_client(demo_store: DatasetStore) -> Iterator[FlaskClient]:
    """A client of the application on the packaged data."""
    with application(demo_store) as app:
        yield app.test_client()


@pytest.fixture
def plain_store(tmp_path: Path) -> DatasetStore:
    """An empty store that takes any data."""
    return DatasetStore.create(tmp_path / "store", StoreSettings(shapes="none"))


@pytest.fixture
def load(plain_store: DatasetStore, triples: Triples) -> Load:
    """Put Turtle texts by graph into `plain_store`, as one transaction; `catalogue` is that."""

    def put(*, add: bool = False, **graphs: str) -> DatasetStore:
        names = {"catalogue": CATALOGUE}
        named = {
            names.get(name, f"http://example.org/{name}"): triples(text)
            for name, text in graphs.items()
        }
        ingest(plain_store, named, None, add=add)
        return plain_store

    return put


@pytest.fixture
def kg(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Kg]:
    """Run a command in this process, through `main`, to its exit code."""
    before = getsignal(SIGTERM)

    def run(*arguments: str | Path) -> Finished:
        monkeypatch.setattr(sys, "argv", ["kg", *(str(argument) for argument in arguments)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as stop:
            main()
        assert isinstance(stop.value.code, int)
        return Finished(stop.value.code, *capsys.readouterr())

    yield run
    signal(SIGTERM, before)


@pytest.fixture
def breaking_file(tmp_path: Path) -> Path:
    """A file that breaks a packaged shape."""
    path = tmp_path / "breaking.ttl"
    path.write_text(BREAKING, encoding="utf-8")
    return path


@pytest.fixture
def silent_host() -> Iterator[Endpoint]:
    """A host on loopback that nobody must call."""
    with endpoint() as host:
        yield host
        assert host.calls == []

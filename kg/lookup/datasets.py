"""Datasets that answer queries: a store, a store as it was known on a day, a remote endpoint."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pyoxigraph as ox

from kg.errors import ParameterError
from kg.lookup.queries import read_day
from kg.report import Term
from kg.store.dataset import ResultsFormat
from kg.store.embedded import DatasetStore
from kg.store.graphs import claim_graphs, reference_graphs, suspended_graphs
from kg.store.remote import SCHEME, RemoteDataset
from kg.store.views import Views

QUERY_FORMATS: dict[str, ResultsFormat] = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}


class Dataset(Protocol):
    """What answers queries: a version of a store, or an endpoint elsewhere."""

    def serialise(self, query: str, syntax: ResultsFormat) -> bytes:
        """Run a query and serialise its whole result."""

    def select(self, query: str) -> tuple[list[str], list[dict[str, Term]]]:
        """Run a SELECT query."""

    def ask(self, query: str) -> bool:
        """Run an ASK query."""


def open_dataset(address: str) -> Dataset:
    """Open the current version of the store in a folder, or an endpoint at `sparql+http://…`.

    Raises:
        NotFoundError: there is no store.
    """
    if address.startswith(SCHEME):
        return RemoteDataset(address.removeprefix("sparql+"))
    return DatasetStore.open(Path(address)).snapshot()


@dataclass(frozen=True, slots=True)
class GraphState:
    """A named graph: how many triples it holds, what it counts as, which version changed it last.

    *kind* is `accepted`, `suspended`, `reference`, `claim` or `delivered` (what sources delivered
    otherwise than it is stored); `named` in a plain dataset.
    """

    iri: str
    triples: int
    kind: str
    version: int


def list_graphs(store: DatasetStore) -> list[GraphState]:
    """All named graphs of the published version, in order."""
    snapshot = store.snapshot()
    names = store.names
    said: dict[str, list[ox.Triple]] = {name: [] for name in snapshot.graphs()}
    for name in {*names.about_graphs} & said.keys():
        said[name] = [quad.triple for quad in snapshot.quads(name)]
    kinds: dict[str, str] = dict.fromkeys(said, "accepted" if store.union else "named")
    if store.union:
        kinds |= dict.fromkeys(reference_graphs(said, names.base_iri), "reference")
        kinds |= dict.fromkeys(claim_graphs(said, names.base_iri), "claim")
        kinds |= dict.fromkeys(suspended_graphs(said, names.base_iri), "suspended")
        kinds |= dict.fromkeys(said.keys() & {names.delivered}, "delivered")
    return [
        GraphState(
            name,
            sum(1 for _ in snapshot.quads(name)),
            kinds[name],
            store.graph_versions.of(name, snapshot.version),
        )
        for name in said
    ]


def open_known_at(address: str, day: str) -> tuple[Dataset, float | None]:
    """Open a store in a folder as it was known on a day; see `kg.store.known`.

    Gives the seconds, too, that making the view took; none when it was made before.

    Raises:
        ParameterError: *day* is no day, or the dataset is remote.
        NotFoundError: there is no store.
        UnavailableError: the view cannot be made now.
    """
    known = read_day(day)
    if address.startswith(SCHEME):
        raise ParameterError(
            "--known-at needs a store in a folder.",
            hint="A geoactors server takes known-at in its address.",
        )
    store = DatasetStore.open(Path(address))
    return Views(store).open(store.snapshot(), known)

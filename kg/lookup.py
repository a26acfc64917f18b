"""Stored queries and their parameters, on a store, a view of it or a remote endpoint."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pyoxigraph as ox
from rdflib import XSD

from kg.dates import parse_day
from kg.errors import DateError, ParameterError
from kg.report import Term
from kg.resources import query_files, read_query
from kg.sparql import Parameter, parameters, question, tokenise, with_values
from kg.store.dataset import ResultsFormat
from kg.store.embedded import DatasetStore
from kg.store.graphs import (
    GraphNames,
    claim_graphs,
    reference_graphs,
    suspended_graphs,
)
from kg.store.remote import SCHEME, RemoteDataset
from kg.store.snapshot import Snapshot
from kg.terms import expand, in_graph
from kg.vocabulary import PREFIXES

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

    *kind* is `accepted`, `suspended`, `reference` or `claim`; `named` in a plain dataset.
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
    return [
        GraphState(
            name,
            sum(1 for _ in snapshot.quads(name)),
            kinds[name],
            store.graph_versions.of(name, snapshot.version),
        )
        for name in said
    ]


def known_at(dataset: Dataset, day: str) -> Dataset:
    """The view of a dataset from the documents that were certainly published by *day*.

    Reference graphs and the catalogue always count.

    Raises:
        ParameterError: *day* is no day, or the dataset is remote.
    """
    if not isinstance(dataset, Snapshot):
        raise ParameterError("--known-at needs a store in a folder.")
    bound = with_values(read_query("graphs-known-at"), {"at": str(_day(day))})
    _, rows = dataset.select(bound)
    graphs = (row["graph"] for row in rows)
    names = {graph.value for graph in graphs if isinstance(graph, ox.NamedNode)}
    base = dataset.base_iri
    held = {name: [quad.triple for quad in dataset.quads(name)] for name in sorted(names)}
    acceptance = GraphNames(base).acceptance
    said = {acceptance: [quad.triple for quad in dataset.quads(acceptance)]}
    hidden = claim_graphs(held, base) | suspended_graphs(said, base)
    return Snapshot.of_quads(_merged(held, hidden))


def _merged(graphs: Mapping[str, list[ox.Triple]], hidden: set[str]) -> Iterable[ox.Quad]:
    """Each graph by its name, and its facts in the default graph; what is hidden adds none."""
    for name, triples in graphs.items():
        for triple in triples:
            yield in_graph(triple, ox.NamedNode(name))
            if name not in hidden:
                yield in_graph(triple)


def stored_query(name: str) -> str:
    """Read a stored query.

    Raises:
        NotFoundError: there is no such query.
    """
    return read_query(name)


def list_queries() -> list[tuple[str, str, list[Parameter]]]:
    """The stored queries: name, question and parameters."""
    return [
        (name, question(text), parameters(text))
        for name, text in ((name, read_query(name)) for name in query_files())
    ]


def example_values(text: str) -> dict[str, str]:
    """The example values that a stored query gives for its parameters."""
    return {parameter.name: parameter.example for parameter in parameters(text)}


def parameter_values(text: str, values: Mapping[str, str]) -> dict[str, Term]:
    """Read the values for the parameters of a query.

    A stored query declares its parameters with their kinds. In a query without
    declarations any of its variables can be bound, and the kind is guessed: a
    day, a whole number, an IRI, else a string.

    Raises:
        ParameterError: a parameter is missing, unknown or malformed.
    """
    declared = {parameter.name: parameter for parameter in parameters(text)}
    if declared:
        _require(declared, values)
        return {name: _read(name, value, declared[name].kind) for name, value in values.items()}
    variables = {token.text[1:] for token in tokenise(text) if token.kind == "variable"}
    for name in values:
        if name not in variables:
            raise ParameterError(f"The query has no variable ?{name} to bind.")
    return {name: _read(name, value, _guess(value)) for name, value in values.items()}


def prepare(text: str, values: Mapping[str, Term]) -> str:
    """Write the values of parameters into a query, as text that can be shown and sent."""
    return with_values(text, {name: str(term) for name, term in values.items()})


def _require(declared: Mapping[str, Parameter], values: Mapping[str, str]) -> None:
    for name in values:
        if name not in declared:
            raise ParameterError(
                f"The query has no parameter {name}.", hint=f"It has: {', '.join(declared)}."
            )
    missing = [parameter for name, parameter in declared.items() if name not in values]
    if missing:
        example = " ".join(f"--param {p.name}={p.example or '…'}" for p in missing)
        raise ParameterError(
            f"The query needs {', '.join(p.name for p in missing)}.", hint=f"For example: {example}"
        )


def _guess(value: str) -> str:
    try:
        _day(value)
    except ParameterError:
        if value.lstrip("-").isdecimal():
            return "integer"
        prefixed = value.partition(":")[0] in PREFIXES and ":" in value
        return (
            "iri"
            if prefixed or value.startswith(("<", "http://", "https://", "urn:"))
            else "string"
        )
    return "date"


def _read(name: str, value: str, kind: str) -> Term:
    match kind:
        case "iri":
            return ox.NamedNode(expand(value))
        case "date":
            return _day(value)
        case "integer":
            try:
                return ox.Literal(int(value))
            except ValueError:
                raise ParameterError(f"{name}: {value!r} is no whole number.") from None
        case _:
            return ox.Literal(value)


def _day(value: str) -> ox.Literal:
    try:
        return ox.Literal(str(parse_day(value)), datatype=ox.NamedNode(str(XSD.date)))
    except DateError as error:
        raise ParameterError(
            f"{value!r} is no day: {error.message}", hint="Write it as 2024-05-12."
        ) from error

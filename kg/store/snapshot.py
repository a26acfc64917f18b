"""One published version of a dataset, open for reading."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import IO, cast

import pyoxigraph as ox
from rdflib import SKOS

from kg.errors import InputError, UnavailableError
from kg.report import Term
from kg.sparql import query_form
from kg.store.asking import Results, run
from kg.store.dataset import GraphChoice, ResultsFormat, ordered
from kg.store.files import SharedLock
from kg.store.query_errors import translated_query_errors
from kg.store.xml_answers import XmlOutput, is_xml, nameable
from kg.vocabulary import BASE_IRI, PREFIXES

_LABEL = ox.NamedNode(str(SKOS.prefLabel))


class Snapshot:
    """A version of the dataset that never changes.

    Answers are complete, or written, before a method returns: a lazy result must
    not leave the thread that made it. A version on disk is locked against
    removal until its snapshot is closed or forgotten: *pin* is held as long.
    """

    def __init__(
        self, store: ox.Store, version: int, base_iri: str = BASE_IRI, pin: object = None
    ) -> None:
        self._store = store
        self._pin = pin
        self.version = version
        self.base_iri = base_iri

    @classmethod
    def open(cls, folder: Path, version: int, base_iri: str, beside: object = None) -> Snapshot:
        """Open the version stored at *folder*; *beside* is held as long as it is open.

        Raises:
            UnavailableError: it cannot be opened.
        """
        try:
            pin = (SharedLock(folder), beside)
            return cls(ox.Store.read_only(str(folder)), version, base_iri, pin)
        except OSError as error:
            raise UnavailableError(f"{folder}: the version cannot be opened: {error}.") from error

    @classmethod
    def of_quads(cls, quads: Iterable[ox.Quad], version: int = 0) -> Snapshot:
        """Hold *quads* in memory."""
        store = ox.Store()
        store.bulk_extend(quads)
        return cls(store, version)

    def close(self) -> None:
        """Let go of the version; nothing can be asked afterwards."""
        del self._store, self._pin

    def quads_of(
        self,
        subject: ox.NamedNode | None,
        predicate: ox.NamedNode | None,
        value: ox.NamedNode | ox.Literal | None,
        graph: ox.NamedNode | ox.DefaultGraph | None = None,
    ) -> Iterable[ox.Quad]:
        """The quads of a pattern, in any graph without a *graph*; for whoever opened the version
        itself, and reads them in the thread that asked."""
        return self._store.quads_for_pattern(subject, predicate, value, graph)

    def serialise(
        self, query: str, syntax: ResultsFormat, *, graphs: GraphChoice | None = None
    ) -> bytes:
        """Run a query and serialise its whole result.

        Raises:
            QuerySyntaxError: not SPARQL.
            InputError: *syntax* cannot carry the result, or a graph asked for has no IRI.
        """
        output = io.BytesIO()
        self.write(query, syntax, output, graphs=graphs)
        return output.getvalue()

    def write(
        self,
        query: str,
        syntax: ResultsFormat,
        output: IO[bytes],
        *,
        graphs: GraphChoice | None = None,
        base_iri: str | None = None,
    ) -> None:
        """Run a query and write its result in pieces.

        A graph of up to `MAX_SORTED` triples is put in order, so that it reads the
        same each time. The triples of a larger one come as the engine finds them,
        and some come twice: a graph is a set, in every syntax. *base_iri* is what
        relative IRIs of the query stand against.

        Raises:
            QuerySyntaxError: not SPARQL.
            InputError: *syntax* cannot carry the result, or a graph asked for has no IRI.
        """
        if is_xml(syntax):
            output = cast("IO[bytes]", XmlOutput(output))
        with translated_query_errors(query, base_iri):
            _serialise(run(self._store, query, graphs, base_iri), syntax, output)

    def select(
        self, query: str, *, graphs: GraphChoice | None = None
    ) -> tuple[list[str], list[dict[str, Term]]]:
        """Run a SELECT query: its variables in order, and its rows without unbound variables."""
        with translated_query_errors(query):
            names, rows = _table(run(self._store, query, graphs, None), query)
            return names, list(rows)

    def first_rows(
        self,
        query: str,
        most: int,
        *,
        graphs: GraphChoice | None = None,
        base_iri: str | None = None,
    ) -> tuple[list[str], list[dict[str, Term]], bool]:
        """Run a SELECT query for its first rows: as `select`, and whether there are more."""
        with translated_query_errors(query, base_iri):
            names, rows = _table(run(self._store, query, graphs, base_iri), query)
            first = list(islice(rows, most))
            return names, first, next(rows, None) is not None

    def solutions(
        self,
        query: str,
        default: tuple[str, ...] | None = None,
        named: tuple[str, ...] | None = None,
    ) -> Iterator[ox.QuerySolution]:
        """Run a SELECT query on default graphs, merged, and named graphs; None: all there are.

        The solutions come as the engine finds them.
        """
        with translated_query_errors(query):
            if default is not None and named is not None:
                results = run(self._store, query, GraphChoice(default, named), None)
            else:
                results = self._store.query(
                    query,
                    default_graph=None if default is None else [ox.NamedNode(g) for g in default],
                )
            assert isinstance(results, ox.QuerySolutions)
            yield from results

    def ask(self, query: str, *, graphs: GraphChoice | None = None) -> bool:
        """Run an ASK query."""
        with translated_query_errors(query):
            return _answer(run(self._store, query, graphs, None), query)

    def quads(self, graph: str | None = None) -> Iterator[ox.Quad]:
        """The quads of one named graph, or of all named graphs without the default graph."""
        if graph is not None:
            yield from self._store.quads_for_pattern(None, None, None, ox.NamedNode(graph))
            return
        for name in self._store.named_graphs():
            yield from self._store.quads_for_pattern(None, None, None, name)

    def dump(self, graph: ox.NamedNode | ox.DefaultGraph, output: IO[bytes]) -> None:
        """Write the triples of a graph as N-Triples; the engine leaves other threads alone."""
        self._store.dump(output, ox.RdfFormat.N_TRIPLES, from_graph=graph)

    def default_graph(self) -> Iterator[ox.Quad]:
        """The triples of the default graph."""
        return self._store.quads_for_pattern(None, None, None, ox.DefaultGraph())

    def graphs(self) -> list[str]:
        """The IRIs of the named graphs, in order."""
        return sorted(str(name.value) for name in self._store.named_graphs())

    def label(self, iri: str) -> str:
        """The English preferred label of a thing, else any; empty when it has none."""
        found = self._store.quads_for_pattern(ox.NamedNode(iri), _LABEL, None, ox.DefaultGraph())
        labels = [quad.object for quad in found if isinstance(quad.object, ox.Literal)]
        best = min(labels, key=lambda label: (label.language != "en", str(label)), default=None)
        return best.value if best else ""

    def describe(self, iris: Iterable[str], *, depth: int, most: int) -> list[ox.Quad]:
        """What the default graph says of things and of what they refer to, *depth* steps far.

        At *most* so many quads are given, of the nearest things first.
        """
        found: list[ox.Quad] = []
        seen: set[str] = set()
        wave = set(iris)
        for _ in range(depth):
            seen |= wave
            quads = [
                quad
                for iri in sorted(wave)
                for quad in self._store.quads_for_pattern(
                    ox.NamedNode(iri), None, None, ox.DefaultGraph()
                )
            ]
            found.extend(quads)
            wave = {q.object.value for q in quads if isinstance(q.object, ox.NamedNode)} - seen
            if len(found) > most:
                break
        return found[:most]


def _serialise(results: Results, syntax: ResultsFormat, output: IO[bytes]) -> None:
    if isinstance(results, ox.QueryTriples):
        if not isinstance(syntax, ox.RdfFormat):
            raise InputError("A graph needs an RDF format, such as Turtle.")
        triples = ordered(results)
        found = nameable(triples) if is_xml(syntax) else triples
        ox.serialize(found, output, syntax, prefixes=PREFIXES)
        return
    if not isinstance(syntax, ox.QueryResultsFormat):
        raise InputError("A table needs a results format: JSON, XML, CSV or TSV.")
    results.serialize(output=output, format=syntax)


def _answer(results: Results, query: str) -> bool:
    if not isinstance(results, ox.QueryBoolean):
        raise InputError(f"An answer needs an ASK query, this is {query_form(query)}.")
    return bool(results)


def _table(results: Results, query: str) -> tuple[list[str], Iterator[dict[str, Term]]]:
    if not isinstance(results, ox.QuerySolutions):
        raise InputError(f"A table needs a SELECT query, this is {query_form(query)}.")
    names = [variable.value for variable in results.variables]
    return names, (
        {name: term for name, term in zip(names, row, strict=True) if term is not None}
        for row in results
    )

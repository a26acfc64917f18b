"""What the writer does with each request."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox

from kg.errors import InputError
from kg.gate import Gate, gate_of, packaged_gate
from kg.ingest import Author, Outcome, update, validate_documents
from kg.ingest.sources import drop_graph, write_graph
from kg.parsing import ParsedDocument, ParseLimits, format_of_media_type, parse_document
from kg.report import ValidationReport
from kg.store.embedded import DatasetStore
from kg.store.snapshot import Snapshot
from kg.workers import WorkerLimits, WorkerPool
from kg.writer.requests import (
    DropGraph,
    Part,
    RunUpdate,
    Validate,
    WriteGraph,
    Written,
)

_LIMITS = ParseLimits(document_bytes=1 << 30)
_WAIT = 30.0
"""How long to wait for another writer of the store, such as a `kg load`; in seconds."""
_STEPS = 3  # as far as the paths of the shapes go
_MOST_CONTEXT = 20_000


class Desk:
    """The store that is written, its gate, and the workers that patterns of updates run in."""

    def __init__(self, folder: Path, limits: WorkerLimits) -> None:
        self._store = DatasetStore.open(folder, warm=True)
        self._workers = WorkerPool(replace(limits, network=False))  # updates call no service
        self._gate: Gate | None = None
        self._ready = False

    def work(self, request: object) -> object:
        """Do one request.

        Raises:
            KgError: it was refused; nothing was stored.
        """
        match request:
            case WriteGraph():
                return self._write_graph(request)
            case DropGraph():
                author = Author(request.who, "delete", _WAIT)
                return _written(
                    drop_graph(self._store, request.graph, self._judge(), author, request.condition)
                )
            case RunUpdate():
                return self._update(request)
            case Validate():
                return self._validate(request.part)
            case _:
                raise TypeError(f"the writer knows no {type(request).__name__}")

    def close(self) -> None:
        """Let go of the store and its workers."""
        self._workers.close()
        self._store.close()

    def _judge(self) -> Gate | None:
        if not self._ready:
            self._gate = gate_of(self._store)
            self._ready = True
        return self._gate

    def _write_graph(self, request: WriteGraph) -> Written:
        triples: set[ox.Triple] = set()
        for part in request.parts:
            document = _parse(part, request.base_iri)
            triples.update(quad.triple for quad in _of_graph(document, request.graph))
        outcome = write_graph(
            self._store,
            request.graph,
            triples,
            self._judge(),
            add=request.add,
            author=Author(request.who, "post" if request.add else "put", _WAIT),
            condition=request.condition,
        )
        return _written(outcome)

    def _update(self, request: RunUpdate) -> Written:
        outcome = update(
            self._store,
            request.text,
            self._judge(),
            self._workers,
            base_iri=request.base_iri,
            using=request.using,
            using_named=request.using_named,
            author=Author(request.who, "update", _WAIT),
            seconds=request.seconds,
            limits=request.limits,
        )
        return _written(outcome)

    def _validate(self, part: Part) -> ValidationReport:
        document = _parse(part, None)
        snapshot = self._store.snapshot()
        return validate_documents(
            [document],
            packaged_gate(),
            base_iri=snapshot.base_iri,
            context=_referred_to(document, snapshot),
        )


def _parse(part: Part, base_iri: str | None) -> ParsedDocument:
    syntax = format_of_media_type(part.media_type)
    data = part.path.read_bytes()
    return parse_document(
        data, syntax, name=part.name, base_iri=base_iri, limits=_LIMITS, file=part.path
    )


def _of_graph(document: ParsedDocument, graph: str) -> tuple[ox.Quad, ...]:
    """The quads of a document that names no graph, or none but the one it is sent to."""
    for quad in document.quads:
        name = quad.graph_name
        if not isinstance(name, ox.DefaultGraph) and (
            not isinstance(name, ox.NamedNode) or name.value != graph
        ):
            raise InputError(
                f"{document.name}: a graph was sent that holds another, {name}.",
                hint="Send the triples of one graph; `kg load` takes files with many.",
            )
    return document.quads


def _written(outcome: Outcome) -> Written:
    return Written(outcome.version, outcome.changes, outcome.created, outcome.dropped)


def _referred_to(document: ParsedDocument, snapshot: Snapshot) -> list[ParsedDocument]:
    """What the served dataset says of the things that a document names."""
    terms = {term for quad in document.quads for term in (quad.subject, quad.object)}
    named = (term.value for term in terms if isinstance(term, ox.NamedNode))
    quads = snapshot.describe(named, depth=_STEPS, most=_MOST_CONTEXT)
    return [ParsedDocument("the served dataset", tuple(quads), {})] if quads else []

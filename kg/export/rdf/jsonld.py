"""JSON-LD 1.1 (W3C Recommendation of 2020): all named graphs in one expanded document."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import attrgetter
from typing import IO

from rdflib import RDF

from kg.export.losses import Losses
from kg.export.rdf.graphless import note_empty_graphs
from kg.export.rdf.statements import Statement, sorted_statements
from kg.export.rdf.tokens import is_literal, name_of, parts_of, text_of
from kg.export.version import ExportedVersion

_TYPE = f"<{RDF.type}>".encode()


def write(version: ExportedVersion, output: IO[bytes], losses: Losses) -> None:
    """Write the graphs in order of their names, sorted, a subject a line; merged facts without a
    graph.

    The form is expanded (§4.2 of the processing algorithms): no context is needed to read
    it, and an IRI cannot be taken for a compact one. Every value keeps its text
    and datatype. Lost: graphs without triples.
    """
    note_empty_graphs(version, losses)
    with sorted_statements(version, merged=version.selection.merged) as statements:
        output.write(b"[")
        start = b"\n"
        for graph, stated in groupby(statements, attrgetter("graph")):
            if graph:
                output.write(b'%b{"@id":%b,"@graph":[\n' % (start, _string(graph)))
                _write_subjects(stated, output, b"")
                output.write(b"\n]}")
            else:
                _write_subjects(stated, output, start)
            start = b",\n"
        output.write(b"\n]\n")


def _write_subjects(stated: Iterable[Statement], output: IO[bytes], start: bytes) -> None:
    for subject, about in groupby(stated, attrgetter("subject")):
        output.write(b'%b{"@id":%b' % (start, _string(subject)))
        for predicate, same in groupby(about, attrgetter("predicate")):
            for key, values in _values(predicate, same):
                output.write(b",%b:[%b]" % (key, b",".join(values)))
        output.write(b"}")
        start = b",\n"


def _values(predicate: bytes, same: Iterable[Statement]) -> Iterator[tuple[bytes, Iterable[bytes]]]:
    """The values of a predicate under its key: types are names, but a text is none."""
    if predicate != _TYPE:
        yield _string(predicate), (_value(statement.value) for statement in same)
        return
    types = [statement.value for statement in same]
    names = [_string(value) for value in types if not is_literal(value)]
    texts = [_value(value) for value in types if is_literal(value)]
    if names:
        yield b'"@type"', names
    if texts:
        yield _string(predicate), texts


def _value(term: bytes) -> bytes:
    if not is_literal(term):
        return b'{"@id":%b}' % _string(term)
    quoted, language, datatype = parts_of(term)
    if b"\\U" in quoted:  # the one escape of N-Triples that JSON has not
        quoted = json.dumps(text_of(quoted), ensure_ascii=False).encode()
    if language:
        return b'{"@value":%b,"@language":"%b"}' % (quoted, language.encode())
    if datatype:
        return b'{"@value":%b,"@type":"%b"}' % (quoted, datatype.encode())
    return b'{"@value":%b}' % quoted


def _string(term: bytes) -> bytes:
    return b'"%b"' % name_of(term).encode()

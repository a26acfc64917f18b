"""Reads the W3C SHACL test suite: what to validate against which shapes, and the report to expect.

The suite says which properties of a result are compared, and that paths are not shared:
https://w3c.github.io/data-shapes/data-shapes-test-suite/#Validate
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

import pyoxigraph as ox
from rdflib import RDF, SH, BNode, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from kg.validation.terms import graph_of

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
SHT = Namespace("http://www.w3.org/ns/shacl-test#")
COMPARED = (
    RDF.type,
    SH.focusNode,
    SH.resultPath,
    SH.resultSeverity,
    SH.sourceConstraint,
    SH.sourceConstraintComponent,
    SH.sourceShape,
    SH.value,
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One test of the suite; *expected* is None where validation has to fail."""

    name: str
    data: Path
    shapes: Path
    expected: Graph | None


def read_suite(folder: Path) -> list[Entry]:
    """Read all tests that the manifest in *folder* reaches, in its order.

    A name is the path of a test in *folder*: `core/node/and-001`.
    """
    folder = folder.absolute()
    return list(_entries(folder / "manifest.ttl", folder))


def read_report(text: str, expected: Graph) -> Graph:
    """Read the report in a Turtle text, as far as it can be compared with the *expected* one.

    Of its messages those remain that the expected report has.
    """
    graph = graph_of(ox.parse(text, ox.RdfFormat.TURTLE))
    report = graph.value(None, RDF.type, SH.ValidationReport, any=False)
    assert report is not None, f"there is no report in {text!r}"
    return _comparable(graph, report, set(expected.objects(None, SH.resultMessage)))


def differences(report: Graph, expected: Graph) -> list[str]:
    """List what only one of two comparable reports says, whatever its blank nodes are called.

    Reports that say the same may still differ in which results share a blank node.
    """
    said, wanted = _lines(report), _lines(expected)
    return [f"missing: {line}" for line in sorted((wanted - said).elements())] + [
        f"unexpected: {line}" for line in sorted((said - wanted).elements())
    ]


def _entries(path: Path, folder: Path) -> Iterator[Entry]:
    graph, manifest = _read_file(path), URIRef(path.as_uri())
    for included in sorted(map(str, graph.objects(manifest, MF.include))):
        yield from _entries(_path_of(included), folder)
    for entries in graph.objects(manifest, MF.entries):
        for entry in graph.items(entries):
            yield _read_entry(entry, graph, folder)


def _read_file(path: Path) -> Graph:
    return graph_of(ox.parse(path=path, base_iri=path.as_uri()))


def _path_of(iri: str) -> Path:
    return Path(url2pathname(urlsplit(iri).path))


def _read_entry(entry: Node, graph: Graph, folder: Path) -> Entry:
    assert (entry, RDF.type, SHT.Validate) in graph, f"{entry} is another kind of test"
    action, result = graph.value(entry, MF.action), graph.value(entry, MF.result)
    assert result is not None, f"{entry} has no result"
    messages = set(graph.objects(None, SH.resultMessage))
    return Entry(
        name=_path_of(str(entry)).relative_to(folder).as_posix(),
        data=_path_of(str(graph.value(action, SHT.dataGraph))),
        shapes=_path_of(str(graph.value(action, SHT.shapesGraph))),
        expected=None if result == SHT.Failure else _comparable(graph, result, messages),
    )


def _comparable(graph: Graph, report: Node, messages: set[Node]) -> Graph:
    """Copy what is compared of a report, with a path of its own for each result."""
    found, top = Graph(bind_namespaces="none"), BNode()
    for term in (RDF.type, SH.conforms):
        for value in graph.objects(report, term):
            found.add((top, term, value))
    for result in graph.objects(report, SH.result):
        node = BNode()
        found.add((top, SH.result, node))
        for predicate, value in graph.predicate_objects(result):
            if predicate == SH.resultPath:
                found.add((node, predicate, _copy_path(value, graph, found)))
            elif predicate in COMPARED or (predicate == SH.resultMessage and value in messages):
                found.add((node, predicate, value))
    return found


def _copy_path(path: Node, graph: Graph, found: Graph) -> Node:
    if not isinstance(path, BNode):
        return path
    copied = BNode()
    for predicate, value in graph.predicate_objects(path):
        found.add((copied, predicate, _copy_path(value, graph, found)))
    return copied


def _lines(report: Graph) -> Counter[str]:
    conforms = (f"conforms {_write(value, report)}" for value in report.objects(None, SH.conforms))
    return Counter([*conforms, *(_write(node, report) for node in report.objects(None, SH.result))])


def _write(node: Node, graph: Graph) -> str:
    """Write a term, and a blank node as all that is said of it."""
    if isinstance(node, BNode):
        said = graph.predicate_objects(node)
        parts = (f"{_write(predicate, graph)} {_write(value, graph)}" for predicate, value in said)
        return f"[{'; '.join(sorted(parts))}]"
    if isinstance(node, Literal):
        return node.n3()
    return str(node).removeprefix(str(SH)).removeprefix(str(RDF))

"""Writes the description of a thing in each syntax: the thing first, its parts, then the rest."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import IO, cast

import pyoxigraph as ox

from kg.export.csv.labels import best_text
from kg.export.csv.statements import statements_csv
from kg.export.framing import frame, to_json
from kg.report import Term
from kg.store.xml_answers import XmlOutput, nameable
from kg.terms import LABELS
from kg.web.entities.lines import LineOrder, graph_of, triple_of
from kg.web.entities.prefixes import prefixes_of
from kg.web.words import word


class EntityWriter:
    """Writes what is said of one *thing*; the *lines* are N-Quads in order.

    Facts are those of all graphs, merged; N-Quads, TriG and JSON-LD keep the names of the
    graphs, and only they have the content of a claim.
    """

    def __init__(self, thing: str, lines: bytes, base_iri: str, *, has_content: bool) -> None:
        self._thing = thing
        self._lines = lines
        self._base_iri = base_iri
        self._order = LineOrder(thing, base_iri)
        self._content = ox.NamedNode(thing) if has_content else None

    def write(self, ending: str, profile: str = "") -> bytes:
        """Write the description for the *ending* of its address."""
        if ending == "nq":
            return self._lines
        if ending in ("nt", "ttl", "rdf"):
            return self._merged(ending)
        if ending == "trig":
            return self._by_graph(ox.RdfFormat.TRIG, self._prefixes(self._lines))
        if ending == "jsonld" and profile in ("expanded", "flattened"):
            return self._by_graph(ox.RdfFormat.JSON_LD, {})
        quads = _parsed(self._lines)
        if ending == "jsonld" and profile != "framed":
            return to_json(frame(ox.NamedNode(self._thing), quads, by_graph=True))
        facts = [quad for quad in quads if quad.graph_name != self._content]
        if ending == "csv":
            return statements_csv(facts, _Names(facts))
        return to_json(frame(ox.NamedNode(self._thing), facts))

    def _by_graph(self, syntax: ox.RdfFormat, prefixes: dict[str, str]) -> bytes:
        graphs: dict[bytes, list[bytes]] = {}
        for line in self._lines.splitlines(keepends=True):
            graphs.setdefault(graph_of(line), []).append(line)
        lines = (line for name in sorted(graphs) for line in self._order.ordered(graphs[name]))
        return _serialised(_parsed(b"".join(lines)), syntax, prefixes)

    def _merged(self, ending: str) -> bytes:
        lines = self._lines.splitlines(keepends=True)
        if self._content:
            content = str(self._content).encode()
            lines = [line for line in lines if graph_of(line) != content]
        # what several graphs say stands together
        lines = self._order.ordered(dict.fromkeys(map(triple_of, lines)))
        written = b"".join(lines)
        if ending == "nt":
            return written
        triples = [quad.triple for quad in _parsed(written)]
        if ending == "ttl":
            turtle = _serialised(triples, ox.RdfFormat.TURTLE, self._prefixes(written))
            # a line between things: line ends of texts are escaped by the engine
            return turtle.replace(b" .\n", b" .\n\n").replace(b" .\n\n@", b" .\n@")[:-1]
        output = io.BytesIO()
        wrapped = cast("IO[bytes]", XmlOutput(cast("IO[bytes]", output)))
        prefixes = self._prefixes(written)
        ox.serialize(nameable(triples), wrapped, ox.RdfFormat.RDF_XML, prefixes=prefixes)
        return output.getvalue()

    def _prefixes(self, lines: bytes) -> dict[str, str]:
        return prefixes_of(lines, self._base_iri)


class _Names:
    """The names of things in the description itself, and of the terms of the vocabularies."""

    def __init__(self, quads: Iterable[ox.Quad]) -> None:
        said: dict[Term, dict[ox.NamedNode, list[Term]]] = {}
        for quad in quads:
            if quad.predicate in LABELS:
                said.setdefault(quad.subject, {}).setdefault(quad.predicate, []).append(quad.object)
        self._said = said

    def __call__(self, node: ox.NamedNode) -> str:
        """The name of an IRI."""
        said = self._said.get(node, {})
        for predicate in LABELS:
            if found := best_text(said.get(predicate, ())):
                return found.value
        return word(node.value)


def _parsed(lines: bytes) -> list[ox.Quad]:
    # lenient is twice as fast, and these lines come from the engine
    return list(ox.parse(lines, format=ox.RdfFormat.N_QUADS, lenient=True))


def _serialised(
    statements: Iterable[ox.Quad] | Iterable[ox.Triple],
    syntax: ox.RdfFormat,
    prefixes: dict[str, str] | None = None,
) -> bytes:
    written = ox.serialize(statements, format=syntax, prefixes=prefixes)
    assert written is not None
    if not prefixes:
        return written
    *head, body = written.split(b"\n", len(prefixes))
    used = (line for line in sorted(head) if line.split()[1] in body)
    return b"\n".join((*used, body))

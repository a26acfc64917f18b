"""Writes the description of a thing in each syntax: the thing first, its parts, then the rest."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from itertools import groupby
from operator import attrgetter
from typing import IO, cast

import pyoxigraph as ox
from rdflib import DCTERMS, RDFS, SKOS

from kg.export.csv.labels import LABELS, best_text
from kg.export.csv.statements import statements_csv
from kg.export.framing import frame, to_json
from kg.report import Term
from kg.store.graphs import TYPE
from kg.store.xml_answers import XmlOutput, nameable
from kg.terms import term
from kg.web.entity_prefixes import prefixes_of
from kg.web.words import word

_FIRST = {
    predicate: place
    for place, predicate in enumerate(
        (TYPE, *map(term, (SKOS.prefLabel, DCTERMS.title, RDFS.label, SKOS.altLabel)))
    )
}
_SUBJECT = attrgetter("subject")
_BEGINS = re.compile(rb"(?<=\.\n)(?=[^\t@])")
"""Where a new subject begins in the Turtle of the engine, which indents what goes on."""


class EntityWriter:
    """Writes what is said of one *thing*; the *lines* are N-Quads in order.

    Facts are those of all graphs, merged; N-Quads, TriG and JSON-LD keep the names of the
    graphs, and only they have the content of a claim.
    """

    def __init__(self, thing: str, lines: bytes, base_iri: str, *, has_content: bool) -> None:
        self._thing = thing
        self._lines = lines
        self._base_iri = base_iri
        self._content = ox.NamedNode(thing) if has_content else None

    def write(self, ending: str, profile: str = "") -> bytes:
        """Write the description for the *ending* of its address."""
        if ending == "nq":
            return self._lines
        quads = list(ox.parse(self._lines, format=ox.RdfFormat.N_QUADS))
        node = ox.NamedNode(self._thing)
        if ending == "trig" or (ending == "jsonld" and profile in ("expanded", "flattened")):
            return self._by_graph(ending, quads)
        if ending == "jsonld" and profile != "framed":
            return to_json(frame(node, quads, by_graph=True))
        facts = [quad for quad in quads if quad.graph_name != self._content]
        if ending in ("json", "jsonld"):
            return to_json(frame(node, facts))
        if ending == "csv":
            return statements_csv(facts, _Names(facts))
        return self._merged(ending, facts)

    def _by_graph(self, ending: str, quads: list[ox.Quad]) -> bytes:
        graphs: dict[str, list[ox.Quad]] = {}
        for quad in quads:
            graphs.setdefault(str(quad.graph_name), []).append(quad)
        ordered = [quad for name in sorted(graphs) for quad in self._ordered(graphs[name])]
        if ending == "trig":
            return _serialised(ordered, ox.RdfFormat.TRIG, self._prefixes())
        return _serialised(ordered, ox.RdfFormat.JSON_LD)

    def _merged(self, ending: str, facts: list[ox.Quad]) -> bytes:
        triples = [quad.triple for quad in self._ordered(facts)]
        # what several graphs say stands together
        triples = [triple for triple, _ in groupby(triples)]
        if ending == "nt":
            return _serialised(triples, ox.RdfFormat.N_TRIPLES)
        if ending == "ttl":
            turtle = _serialised(triples, ox.RdfFormat.TURTLE, self._prefixes())
            return _BEGINS.sub(b"\n", turtle)
        output = io.BytesIO()
        wrapped = cast("IO[bytes]", XmlOutput(cast("IO[bytes]", output)))
        ox.serialize(nameable(triples), wrapped, ox.RdfFormat.RDF_XML, prefixes=self._prefixes())
        return output.getvalue()

    def _prefixes(self) -> dict[str, str]:
        return prefixes_of(self._lines, self._base_iri)

    def _ordered(self, quads: Iterable[ox.Quad]) -> list[ox.Quad]:
        """The quads of a subject stand together already, by predicates and objects."""
        subjects = [(str(node), list(said)) for node, said in groupby(quads, _SUBJECT)]
        subjects.sort(key=lambda found: self._rank(*found))
        return [quad for _, said in subjects for quad in sorted(said, key=_place)]

    def _rank(self, node: str, said: list[ox.Quad]) -> int:
        """The thing, its passages, what is told of other things, their names, the graphs."""
        iri = node[1:-1]
        if iri == self._thing:
            return 0
        if not iri.startswith(f"{self._base_iri}id/"):
            return 4
        if iri.startswith(f"{self._thing}#"):
            return 1
        return 2 if any(quad.predicate == TYPE for quad in said) else 3


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


def _place(quad: ox.Quad) -> int:
    return _FIRST.get(quad.predicate, len(_FIRST))


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

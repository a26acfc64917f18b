"""The OWL 2 RL closure of a graph, its contradictions, and the kinds of things in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import owlrl
import pyoxigraph as ox
from rdflib import OWL, RDF, RDFS, SKOS, Graph, URIRef

from tests.conformance.ontology_graphs import OWN, rdflib_graph

# Texts entail nothing, and would triple the time.
TEXTS = {
    RDFS.label,
    SKOS.prefLabel,
    SKOS.altLabel,
    SKOS.hiddenLabel,
    SKOS.definition,
    SKOS.example,
    SKOS.scopeNote,
    SKOS.note,
}
_ERROR = URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")
_TYPE = ox.NamedNode(str(RDF.type))


def closure(*parts: Iterable[ox.Triple] | str) -> Graph:
    """Draw every OWL 2 RL conclusion from the parts together; a part may be Turtle."""
    graph = Graph()
    for part in parts:
        graph += Graph().parse(data=part) if isinstance(part, str) else rdflib_graph(part)
    for text in TEXTS:
        graph.remove((None, text, None))
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    return graph


def contradictions(graph: Graph) -> list[str]:
    """List what the closure found impossible."""
    return sorted(str(message) for message in graph.objects(None, _ERROR))


def kinds(graph: Graph) -> Iterator[tuple[str, frozenset[str]]]:
    """Give each thing below our base with its classes, those of RDFS and OWL aside."""
    for thing in graph.subjects(RDF.type, unique=True):
        if str(thing).startswith((OWN + "id/", OWN + "graph/")):
            types = {str(kind) for kind in graph.objects(thing, RDF.type)}
            yield str(thing), frozenset(types - {str(OWL.Thing), str(RDFS.Resource)})


def representatives(triples: Iterable[ox.Triple]) -> list[ox.Triple]:
    """Keep one thing of each set of types and properties, and the types of what it refers to.

    The states alone are thousands of triples of a few patterns; one of each teaches as much.
    """
    things: dict[ox.NamedNode | ox.BlankNode, list[ox.Triple]] = {}
    for triple in triples:
        assert not isinstance(triple.subject, ox.Triple)
        things.setdefault(triple.subject, []).append(triple)
    patterns = {
        frozenset((t.predicate, t.object if t.predicate == _TYPE else None) for t in described): (
            described
        )
        for described in things.values()
    }
    kept = [triple for described in patterns.values() for triple in described]
    referred = {t.object for t in kept if isinstance(t.object, ox.NamedNode)}
    types = [t for node in referred for t in things.get(node, ()) if t.predicate == _TYPE]
    return kept + types

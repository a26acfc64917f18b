"""The prefixes that a shapes graph declares for its queries."""

from __future__ import annotations

from collections.abc import Iterator

from rdflib import OWL, RDF, RDFS, SH, Graph
from rdflib.term import Node


def declared_prefixes(shapes: Graph, node: Node) -> dict[str, str]:
    """Collect the prefixes that the `sh:prefixes` of *node* declare, with those they import."""
    owners = {
        owner
        for value in shapes.objects(node, SH.prefixes)
        for owner in shapes.transitive_objects(value, OWL.imports)
    }
    found = {"rdf": str(RDF), "rdfs": str(RDFS), "owl": str(OWL)}
    for owner in sorted(owners, key=str):
        found.update(_declarations(shapes, owner))
    return found


def every_prefix(shapes: Graph) -> dict[str, str]:
    """Collect the prefixes that *shapes* declare anywhere, without those with two meanings.

    pySHACL overlooks declarations behind `owl:imports`; bound to the data graph,
    they reach its queries all the same.
    """
    found: dict[str, set[str]] = {}
    for prefix, namespace in _declarations(shapes, None):
        found.setdefault(prefix, set()).add(namespace)
    return {prefix: min(names) for prefix, names in found.items() if len(names) == 1}


def _declarations(shapes: Graph, owner: Node | None) -> Iterator[tuple[str, str]]:
    for declaration in shapes.objects(owner, SH.declare):
        prefix = shapes.value(declaration, SH.prefix)
        namespace = shapes.value(declaration, SH.namespace)
        if prefix is not None and namespace is not None:
            yield str(prefix), str(namespace)

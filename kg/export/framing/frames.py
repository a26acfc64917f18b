"""What is said of a thing as one document of JSON-LD that reads like plain JSON.

The rules, all of which hold for whoever reads the document without knowing JSON-LD:
keys are the terms of our context, in this order: `id`, `type`, names, all others by alphabet.
One value is that value, several are an array in the order of their texts. A property with texts
in languages has an object, by language; `@none` has those without one. What else is said of
is nested where it is first referred to, nearest to the thing, and named by its IRI elsewhere;
what refers to the thing and is not referred to itself stands under `@reverse`, all that is
left in `@included`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kg.export.framing.context import Compactor, ambiguous_schemes, compactor
from kg.export.framing.nesting import Statements, nest, node_name
from kg.export.framing.objects import write_objects

_LINE_ENDS = {"\u2028": "\\u2028", "\u2029": "\\u2029", "\x85": "\\u0085"}
"""Some readers end a line at these."""


def frame(
    thing: ox.NamedNode | ox.BlankNode, quads: Iterable[ox.Quad], *, by_graph: bool = False
) -> dict[str, object]:
    """Make the document of a thing from what is said of it and of its parts.

    Expanding it gives the triples of the quads again, merged; *by_graph* keeps the names of
    their graphs: the document has one object for each. The order of the quads does not
    count. A triple term has no form in JSON-LD and is left out.
    """
    statements = [quad for quad in quads if not isinstance(quad.object, ox.Triple)]
    compact = _compactor(statements, by_graph)
    start = node_name(thing)
    if not by_graph:
        merged = Statements(statements)
        root, *others = _objects(start, merged, compact, frozenset())
        document: dict[str, object] = {"@context": compact.context, **root}
        return document | ({"@included": others} if others else {})
    graphs: dict[str, list[ox.Quad]] = {}
    for quad in statements:
        name = "" if isinstance(quad.graph_name, ox.DefaultGraph) else node_name(quad.graph_name)
        graphs.setdefault(name, []).append(quad)
    return {"@context": compact.context, "@graph": list(_graphs(start, graphs, compact))}


def _graphs(
    start: str, graphs: dict[str, list[ox.Quad]], compact: Compactor
) -> Iterator[dict[str, object]]:
    shared = _shared(graphs)
    for name in sorted(graphs):
        statements = Statements(graphs[name], shared)
        objects = _objects(start, statements, compact, shared)
        if start not in statements.of and "@reverse" not in objects[0]:
            del objects[0]  # nothing is said of the thing itself
        if name:
            yield {"id": compact.iri(name), "@graph": objects}
        else:
            yield from objects


def _objects(
    start: str, statements: Statements, compact: Compactor, shared: frozenset[str]
) -> list[dict[str, object]]:
    return write_objects(statements, nest(start, statements, compact), compact, shared)


def to_json(document: dict[str, object], *, one_line: bool = False) -> bytes:
    """Write a document in UTF-8, ended by a newline: indented, or on one line."""
    if not one_line:
        return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    for character, escape in _LINE_ENDS.items():
        text = text.replace(character, escape)
    return (text + "\n").encode()


def _compactor(quads: Iterable[ox.Quad], by_graph: bool) -> Compactor:
    """Do without the prefixes that some IRI begins with as with a scheme."""
    schemes = ambiguous_schemes()
    found = set()
    for quad in quads:
        terms = (quad.subject, quad.predicate, quad.object)
        for term in (*terms, quad.graph_name) if by_graph else terms:
            value = term.datatype if isinstance(term, ox.Literal) else term
            if isinstance(value, ox.NamedNode) and value.value.startswith(schemes):
                found.add(value.value.partition(":")[0])
    return compactor(frozenset(found))


def _shared(graphs: dict[str, list[ox.Quad]]) -> frozenset[str]:
    """The blank nodes that are in several graphs, or name one."""
    seen: set[str] = set()
    shared = {name for name in graphs if name.startswith("_:")}
    for quads in graphs.values():
        terms = (term for quad in quads for term in (quad.subject, quad.object))
        here = {str(term) for term in terms if isinstance(term, ox.BlankNode)}
        shared |= here & seen
        seen |= here
    return frozenset(shared)

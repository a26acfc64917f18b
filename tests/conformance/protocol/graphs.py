"""The graphs that the tests read and write, and where the Graph Store Protocol finds them."""

from __future__ import annotations

from urllib.parse import quote, unquote
from uuid import uuid4

import pyoxigraph as ox

from kg.vocabulary import BASE_IRI
from tests.conformance.protocol.client import N_TRIPLES, Client, Reply, accept, target

EX = "http://example.org/"
ONE, TWO, THREE, MANY, NOWHERE = (f"{EX}{name}" for name in ("one", "two", "three", "many", "no"))
DEFAULT = "/graphs?default"
MANY_SIZE = 500

_IRI_SIGNS = "/:@!$&'()*+,;=-._~"

SEED = f"""
@prefix e: <{EX}> .
e:one {{ e:in-one e:says "one" ; a e:Thing . e:shared e:says "shared" }}
e:two {{ e:in-two e:says "two" ; a e:Thing . e:shared e:says "shared" }}
e:three {{ e:in-three e:says "three" ; e:part [ e:part [ e:name "inner" ] ; e:name "outer" ] }}
e:many {{ {" ".join(f"e:n{n} e:number {n} ." for n in range(MANY_SIZE))} }}
"""
"""Named graphs that every server holds; tests leave them as they are."""

SEED_DEFAULT = f'<{EX}in-default> <{EX}says> "default" .'
"""The default graph of the server whose default graph is a graph of its own."""

SAID = f"""
SELECT ?word ?graph {{
  {{ ?s <{EX}says> ?word BIND(<{EX}default> AS ?graph) }}
  UNION {{ GRAPH ?graph {{ ?s <{EX}says> ?word }} }}
}}
"""
"""What is said in the default graph and in each named graph of the dataset of a request."""


def named(iri: str) -> str:
    """Where the graph of an IRI is found indirectly."""
    return target("/graphs", ("graph", iri))


def direct_iri(path: str) -> str:
    """The IRI of the graph at a path below `/graphs/` or `/graph/`.

    The server maps the base IRI of its store to itself, so `/graph/x` is the graph `BASE/graph/x`;
    `/graphs/x` is another address of it. A character that an IRI may hold stands for itself,
    whether it was sent percent-encoded or not.
    """
    name = unquote(path.removeprefix("/graphs/").removeprefix("/graph/"))
    spelled = "".join(c if c > "~" else quote(c, safe=_IRI_SIGNS) for c in name)
    return f"{BASE_IRI}graph/{spelled}"


def fresh() -> str:
    """The IRI of a graph that is not there yet."""
    return f"{EX}fresh/{uuid4().hex}"


def fresh_path() -> str:
    """The path of a graph that is not there yet."""
    return f"/graphs/fresh-{uuid4().hex}"


def saying(*words: str) -> str:
    """A graph that holds these words, as Turtle and as SPARQL triples."""
    return " ".join(f'<{EX}s> <{EX}p> "{word}" .' for word in words)


def held(client: Client, where: str) -> set[str] | None:
    """The objects in a graph, as their text; none when there is no such graph."""
    reply = client.get(where, accept(N_TRIPLES))
    if reply.status == 404:
        return None
    assert reply.status == 200, reply.text
    return {
        quad.object.value
        for quad in quads(reply)
        if isinstance(quad.object, ox.Literal | ox.NamedNode | ox.BlankNode)
    }


def quads(reply: Reply) -> list[ox.Quad]:
    """The content of an answer, read by its media type."""
    syntax = ox.RdfFormat.from_media_type(reply.media_type)
    assert syntax is not None, reply.media_type
    return list(ox.parse(reply.body, syntax))


def same(left: Reply, right: Reply) -> bool:
    """Whether two answers hold the same graph, whatever their blank nodes are called."""
    return _canonical(left) == _canonical(right)


def seeding() -> str:
    """The update that puts the seed into an empty plain dataset."""
    seed = ox.parse((SEED + SEED_DEFAULT).encode(), ox.RdfFormat.TRIG)
    return f"INSERT DATA {{ {' '.join(map(_in_its_graph, seed))} }}"


def _in_its_graph(quad: ox.Quad) -> str:
    triple = f"{quad.subject} {quad.predicate} {quad.object} ."
    default = isinstance(quad.graph_name, ox.DefaultGraph)
    return triple if default else f"GRAPH {quad.graph_name} {{ {triple} }}"


def _canonical(reply: Reply) -> ox.Dataset:
    dataset = ox.Dataset(quads(reply))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return dataset

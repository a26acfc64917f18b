"""Reads the SELECT queries that a shapes graph holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import pyoxigraph as ox
from rdflib import OWL, RDF, RDFS, SH, Graph, Literal
from rdflib.term import Node

from kg.errors import KgError, ResourceError
from kg.store.memory import MemoryDataset
from kg.validation.tokens import tokens_of, words_of

_NEVER = {
    "SERVICE": "it would call another server",
    "FROM": "the data graph is the only one it may read",
    "LOAD": "it would read files or call another server",
    "VALUES": "SHACL does not allow it beside pre-bound variables",
    "MINUS": "SHACL does not allow it beside pre-bound variables",
}
QUERIES = (SH.select, SH.ask, SH.construct, SH.update)
"""The predicates of a shapes graph whose values are queries."""

_CALLS_OUT = ("SERVICE", "FROM", "LOAD")


def read_select(node: Node, shapes: Graph, error: type[KgError] = ResourceError) -> str:
    """Read `sh:select` of *node* with the prefixes that its `sh:prefixes` declare.

    Raises:
        KgError: of the class *error*, when there is not exactly one query, or it reaches out.
    """
    texts = list(shapes.objects(node, SH.select))
    if len(texts) != 1 or not isinstance(texts[0], Literal):
        raise error("A SPARQL constraint or target needs exactly one sh:select with a query.")
    query = str(texts[0])
    refuse_words(query, _CALLS_OUT, error)
    header = "".join(
        f"PREFIX {prefix}: <{namespace}>\n"
        for prefix, namespace in sorted(declared_prefixes(shapes, node).items())
    )
    return f"{header}{query}"


@lru_cache(maxsize=1024)
def asks_for_every_subject(query: str) -> bool:
    """Whether *query* selects whatever has a triple: that can be told without running it."""
    tokens = list(tokens_of(query))
    start = next((at for at, token in enumerate(tokens) if token.is_word("SELECT")), len(tokens))
    head, pattern = tokens[start:-5], tokens[-5:]
    words = " ".join(token.text.lstrip("$?").upper() for token in head)
    names = [token.text[1:] for token in pattern if token.kind == "variable"]
    return (
        re.fullmatch("SELECT (DISTINCT )?THIS( WHERE)?", words) is not None
        and [token.text for token in (pattern[0], pattern[-1])] == ["{", "}"]
        and len(names) == len(set(names)) == 3
        and names[0] == "this"
    )


def refuse_words(
    query: str, forbidden: tuple[str, ...] = tuple(_NEVER), error: type[KgError] = ResourceError
) -> None:
    """Refuse a query that holds one of the keywords *forbidden*.

    Raises:
        KgError: of the class *error*, naming the keyword and the reason.
    """
    for word in forbidden:
        if word in words_of(query):
            raise error(f"A query in the shapes graph uses {word}; {_NEVER[word]}.")


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


def try_query(query: str, owner: str, error: type[KgError] = ResourceError) -> None:
    """Run *query* with `$this` bound on an empty dataset: a bad query must not wait for data.

    Raises:
        KgError: of the class *error*, when it is not a SELECT query that gives `$this`.
    """
    try:
        MemoryDataset().select(query, {"this": ox.NamedNode("urn:x-geoactors:none")})
    except (SyntaxError, ValueError, RuntimeError, AssertionError) as failure:
        reason = str(failure) or "it is not a SELECT query"
        raise error(f"The query of {owner} cannot be run: {reason}") from failure

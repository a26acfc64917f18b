"""Reads the queries that a shapes graph holds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

import pyoxigraph as ox
from rdflib import OWL, RDF, RDFS, SH, Graph, Literal, URIRef
from rdflib.term import Node

from kg.errors import KgError, ResourceError
from kg.report import Term
from kg.store.memory import MemoryDataset
from kg.validation.messages import messages_of
from kg.validation.model import Query
from kg.validation.preparing import prepare, refuse_rebinding
from kg.validation.property_paths import Path, write_path
from kg.validation.terms import to_oxigraph
from kg.validation.tokens import is_variable, replace_variable, tokens_of, words_of

_NEVER = {
    "SERVICE": "it would call another server",
    "FROM": "the data graph is the only one it may read",
    "LOAD": "it would read files or call another server",
    "VALUES": "SHACL does not allow it beside pre-bound variables",
    "MINUS": "SHACL does not allow it beside pre-bound variables",
}
QUERIES = (SH.select, SH.ask, SH.construct, SH.update)
"""The predicates of a shapes graph whose values are queries."""

SHAPES_GRAPH = "urn:x-geoactors:shapes"
"""What `$shapesGraph` stands for (SHACL §5.3.1)."""

_LOCAL_ESCAPE = re.compile(r"\\(.)")
_CALLS_OUT = ("SERVICE", "FROM", "LOAD")


def read_select(node: Node, shapes: Graph, error: type[KgError] = ResourceError) -> str:
    """Read `sh:select` of *node* with the prefixes that its `sh:prefixes` declare.

    Raises:
        KgError: of the class *error*, when there is not exactly one query, or it reaches out.
    """
    return _read(node, SH.select, shapes, error)


def _read(node: Node, predicate: URIRef, shapes: Graph, error: type[KgError]) -> str:
    texts = list(shapes.objects(node, predicate))
    if len(texts) != 1 or not isinstance(texts[0], Literal):
        name = str(predicate).rpartition("#")[2]
        raise error(f"A SPARQL constraint or target needs exactly one sh:{name} with a query.")
    query = str(texts[0])
    refuse_words(query, _CALLS_OUT, error)
    header = "".join(
        f"PREFIX {prefix}: <{namespace}>\n"
        for prefix, namespace in sorted(declared_prefixes(shapes, node).items())
    )
    return f"{header}{query}"


def read_constraint(
    node: Node,
    shape: Node,
    path: Path | None,
    shapes: Graph,
    error: type[KgError] = ResourceError,
) -> Query:
    """Read the `sh:sparql` value *node* of *shape* and try its query on nothing.

    Raises:
        KgError: of the class *error*, when the query is not one that SHACL allows.
    """
    text = checked_query(node, shape, path, shapes, error)
    messages = messages_of(shapes, node) or messages_of(shapes, shape)
    return Query(text, messages, source=to_oxigraph(node))


def checked_query(
    node: Node,
    shape: Node,
    path: Path | None,
    shapes: Graph,
    error: type[KgError] = ResourceError,
    *,
    constants: Mapping[str, Term] | None = None,
    asks: bool = False,
) -> str:
    """Read a query about `$this`, or with *asks* about `$value`, and write it for the engine.

    *constants* are the terms that are pre-bound beside.

    Raises:
        KgError: of the class *error*, when the query is not one that SHACL allows.
    """
    query = _read(node, SH.ask if asks else SH.select, shapes, error)
    refuse_words(query, error=error)
    subject = "value" if asks else "this"
    terms = {name: str(term) for name, term in (constants or {}).items()}
    refuse_rebinding(query, {subject, *terms}, error)
    terms |= {"shapesGraph": f"<{SHAPES_GRAPH}>"}
    if isinstance(shape, URIRef):
        terms["currentShape"] = f"<{shape}>"
    query = _with_path(query, path, error)
    if asks:
        query = _as_select(query)
    query = prepare(query, {subject}, terms)
    try_query(query, str(shape), error, subject=subject)
    return query


def _with_path(query: str, path: Path | None, error: type[KgError]) -> str:
    if not any(is_variable(token, "PATH") for token in tokens_of(query)):
        return query
    if path is None:
        raise error("A SPARQL constraint of a node shape uses $PATH.")
    return replace_variable(query, "PATH", write_path(path))


def _as_select(query: str) -> str:
    """Write an ASK query so that the engine can substitute `$value`, as it does in a SELECT."""
    ask = next(token for token in tokens_of(query) if token.is_word("ASK"))
    return " ".join((query[: ask.offset], "SELECT $value", query[ask.end :], "\nLIMIT 1"))


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


@lru_cache(maxsize=1024)
def expanded(query: str) -> str:
    """Write out the prefixed names of a query and leave its prologue off, to nest it in another."""
    prefixes: dict[str, str] = {}
    pieces: list[str] = []
    tokens = list(tokens_of(query))
    start = next(token.offset for token in tokens if token.is_word("SELECT", "ASK"))
    end = start
    for before, token, after in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if before.is_word("PREFIX") and token.offset < start:
            prefixes[token.text[:-1]] = after.text[1:-1]
    for token in tokens:
        if token.kind == "name" and token.offset >= start:
            prefix, _, local = token.text.partition(":")
            if prefix in prefixes:
                plain = _LOCAL_ESCAPE.sub(r"\1", local)
                pieces += [query[end : token.offset], f"<{prefixes[prefix]}{plain}>"]
                end = token.end
    return "".join([*pieces, query[end:], "\n"])  # a comment at the end must end


def beginning_with(pattern: str, query: str) -> str:
    """Put *pattern* before all others of a query, which is written without its prologue."""
    text = expanded(query)
    start = _start_of_pattern(text)
    return f"{text[:start]} {pattern} {text[start:]}"


@lru_cache(maxsize=1024)
def _start_of_pattern(query: str) -> int:
    return next(token.end for token in tokens_of(query) if token.text == "{")


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


def try_query(
    query: str, owner: str, error: type[KgError] = ResourceError, *, subject: str = "this"
) -> None:
    """Run *query* with its subject bound on an empty dataset: a bad query must not wait for data.

    Raises:
        KgError: of the class *error*, when it is not a SELECT query that gives its subject.
    """
    try:
        MemoryDataset().select(query, {subject: ox.NamedNode("urn:x-geoactors:none")})
    except (SyntaxError, ValueError, RuntimeError, AssertionError) as failure:
        reason = str(failure) or "it is not a SELECT query"
        raise error(f"The query of {owner} cannot be run: {reason}") from failure

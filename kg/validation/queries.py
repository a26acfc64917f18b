"""Reads the queries that a shapes graph holds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

import pyoxigraph as ox
from rdflib import SH, Graph, Literal, URIRef
from rdflib.term import Node

from kg.errors import KgError, ResourceError
from kg.query_guards import check_query
from kg.report import Term
from kg.store.memory import MemoryDataset
from kg.validation.fallback import refuse_patterns, uncompiled_patterns
from kg.validation.messages import messages_of
from kg.validation.model import Query
from kg.validation.prefixes import declared_prefixes
from kg.validation.preparing import prepare, refuse_rebinding
from kg.validation.property_paths import Path, write_path
from kg.validation.results import name_of
from kg.validation.terms import to_oxigraph
from kg.validation.tokens import (
    is_variable,
    replace_variable,
    tokens_of,
    unescaped,
    with_absolute_iris,
    words_of,
)

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
_PLACE = re.compile(r"Line \d+, column \d+: ")
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
    query = unescaped(str(texts[0]))
    for reading in {str(texts[0]), query}:
        refuse_words(reading, _CALLS_OUT, error)
    header = "".join(
        f"PREFIX {prefix}: <{namespace}>\n"
        for prefix, namespace in sorted(declared_prefixes(shapes, node).items())
    )
    query = with_absolute_iris(f"{header}{query}")
    if error is not ResourceError:  # nobody has looked at the queries of a caller's
        _refuse_complex(query, error)
    return query


def _refuse_complex(query: str, error: type[KgError]) -> None:
    """Refuse what would end the engine, and this process with it."""
    try:
        check_query(query)
    except KgError as reason:
        text = _PLACE.sub("", reason.message)  # it counts the lines of our prefixes, too
        text = f"A query in the shapes graph cannot be run: {text}"
        raise error(text, hint=reason.hint) from reason


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
    compiled = not uncompiled_patterns(text)
    return Query(text, messages, source=to_oxigraph(node), compiled=compiled)


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
    refuse_patterns(query, name_of(shape, shapes), error)
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
    return " ".join((query[: ask.offset], "SELECT $value", query[ask.end :]))


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

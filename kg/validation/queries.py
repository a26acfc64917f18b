"""Reads the queries that a shapes graph holds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from rdflib import SH, Graph, Literal, URIRef
from rdflib.term import Node

from kg.errors import KgError, ResourceError
from kg.report import Term
from kg.validation.defects import about, described
from kg.validation.fallback import refuse_patterns, uncompiled_patterns
from kg.validation.messages import messages_of
from kg.validation.model import Query
from kg.validation.prefixes import declared_prefixes
from kg.validation.preparing import prepare, refuse_rebinding
from kg.validation.property_paths import Path, write_path
from kg.validation.query_refusals import refuse_complex, refuse_words, try_query
from kg.validation.results import name_of
from kg.validation.terms import to_oxigraph
from kg.validation.tokens import (
    is_variable,
    replace_variable,
    tokens_of,
    unescaped,
    with_absolute_iris,
)

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
    query = unescaped(str(texts[0]))
    for reading in {str(texts[0]), query}:
        refuse_words(reading, _CALLS_OUT, error)
    declared = declared_prefixes(shapes, node)
    header = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in sorted(declared.items()))
    query = with_absolute_iris(f"{header}{query}")
    if error is not ResourceError:  # nobody has looked at the queries of a caller's
        refuse_complex(query, error, len(declared))
    return query


def prefix_lines(node: Node, shapes: Graph) -> int:
    """How many lines with prefixes stand above the query of *node* when it is read."""
    return len(declared_prefixes(shapes, node))


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
    """Read a query about `$this`, or with *asks* about `$value` too, and write it for the engine.

    *constants* are the terms that are pre-bound beside.

    Raises:
        KgError: of the class *error*, when the query is not one that SHACL allows.
    """
    predicate = SH.ask if asks else SH.select
    with about(node, predicate):
        query = _read(node, predicate, shapes, error)
        text = _prepared(query, shape, path, error, constants or {}, asks=asks)
        try_query(
            text,
            described(shape, shapes),
            error,
            subjects=_subjects(text, asks=asks),
            above=prefix_lines(node, shapes),
        )
        refuse_patterns(text, name_of(shape, shapes), error)
    return text


def _prepared(
    query: str,
    shape: Node,
    path: Path | None,
    error: type[KgError],
    constants: Mapping[str, Term],
    *,
    asks: bool,
) -> str:
    """Write what is pre-bound into a query, after refusing what SHACL forbids beside it."""
    refuse_words(query, error=error)
    subjects = _subjects(query, asks=asks)
    terms = {name: str(term) for name, term in constants.items()}
    refuse_rebinding(query, {*subjects, *terms}, error)
    terms |= {"shapesGraph": f"<{SHAPES_GRAPH}>"}
    if isinstance(shape, URIRef):
        terms["currentShape"] = f"<{shape}>"
    query = _with_path(query, path, error)
    if asks:
        query = _as_select(query)
    return prepare(query, subjects, terms)


def _subjects(query: str, *, asks: bool) -> set[str]:
    """What the engine substitutes: in a validator that asks, `$this` as well (SHACL §6.3)."""
    if not asks:
        return {"this"}
    return {"this", "value"} if mentions(query, "this") else {"value"}


@lru_cache(maxsize=1024)
def mentions(query: str, name: str) -> bool:
    """Whether the variable *name* occurs in a query."""
    return any(is_variable(token, name) for token in tokens_of(query))


def _with_path(query: str, path: Path | None, error: type[KgError]) -> str:
    if not mentions(query, "PATH"):
        return query
    if path is None:
        raise error("A SPARQL constraint of a node shape uses $PATH.")
    return replace_variable(query, "PATH", write_path(path))


def _as_select(query: str) -> str:
    """Write an ASK query so that the engine can substitute variables, as it does in a SELECT."""
    head = "SELECT $this $value" if mentions(query, "this") else "SELECT $value"
    ask = next(token for token in tokens_of(query) if token.is_word("ASK"))
    return " ".join((query[: ask.offset], head, query[ask.end :]))


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

"""Runs a query on the dataset that the request names, or the query itself."""

from __future__ import annotations

import re

import pyoxigraph as ox

from kg.sparql import Token, tokenise
from kg.store.dataset import GraphChoice, merged

Results = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples

_FROM = re.compile(r"(?<![?$:\w])from", re.IGNORECASE)
_FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")


def run(store: ox.Store, query: str, graphs: GraphChoice | None, base_iri: str | None) -> Results:
    """Run a query; *graphs* override its FROM clauses (SPARQL 1.1 Protocol §2.1.4).

    Raises:
        SyntaxError, ValueError, OSError, RuntimeError: as the engine does.
    """
    chosen = graphs or _from_clauses(query, base_iri)
    if chosen is None:
        return store.query(query, base_iri=base_iri)
    # each graph once: the engine counts the triples of one that is named twice twice
    default, named = dict.fromkeys(chosen.default), dict.fromkeys(chosen.named)
    merges = len(default) > 1
    return (merged(store, chosen) if merges else store).query(
        query,
        base_iri=base_iri,
        default_graph=ox.DefaultGraph() if merges else [ox.NamedNode(iri) for iri in default],
        named_graphs=[ox.NamedNode(iri) for iri in named],
    )


def _from_clauses(query: str, base_iri: str | None) -> GraphChoice | None:
    """The dataset of a query with several FROM clauses, which the engine does not merge.

    None when there are fewer, or what stands there is no IRI: the engine says so.
    """
    if len(_FROM.findall(query)) < 2:
        return None
    tokens = list(tokenise(query))
    default, named = _names(tokens)
    if len(default) + len(named) < 2:
        return None
    start = next((token.offset for token in tokens if token.is_word(*_FORMS)), 0)
    iris = _resolved(query[:start], [*default, *named], base_iri)
    if len(iris) < len(default) + len(named):
        return None
    return GraphChoice(tuple(iris[: len(default)]), tuple(iris[len(default) :]))


def _names(tokens: list[Token]) -> tuple[list[str], list[str]]:
    """What stands behind FROM, and behind FROM NAMED, which needs no space for the engine."""
    default: list[str] = []
    named: list[str] = []
    before = ""
    for token in tokens:
        if before == "FROM" and not token.is_word("NAMED"):
            default.append(token.text)
        elif before in ("FROM NAMED", "FROMNAMED"):
            named.append(token.text)
        word = token.text.upper() if token.kind == "word" else ""
        before = "FROM NAMED" if before == "FROM" and word == "NAMED" else word
    return default, named


def _resolved(prologue: str, names: list[str], base_iri: str | None) -> list[str]:
    """Let the engine write names out by the prologue before them; none when it cannot."""
    text = "".join((prologue, "SELECT ?x { VALUES ?x { ", " ".join(names), " } }"))
    try:
        found = ox.Store().query(text, base_iri=base_iri)
    except SyntaxError:
        return []
    assert isinstance(found, ox.QuerySolutions)
    terms = (row["x"] for row in found)
    return [term.value for term in terms if isinstance(term, ox.NamedNode)]

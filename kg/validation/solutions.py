"""Asks one query about many nodes at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

import pyoxigraph as ox

from kg.report import Term
from kg.store.memory import MemoryDataset
from kg.validation.tokens import tokens_of

# Beyond this, scanning everything costs no more than reading so many IRIs.
_MANY = 5_000
_HOLDER = ox.NamedNode("urn:x-geoactors:holder")

Row = dict[str, Term]


def solutions_for(dataset: MemoryDataset, query: str, nodes: Collection[Term]) -> list[Row]:
    """Find the solutions of *query* in which `$this` is one of *nodes*.

    The query must mean the same with `$this` free (see `prebinding`). Variables are
    not substituted: pyoxigraph then takes `BOUND($this)` for false.
    """
    iris = {node for node in nodes if isinstance(node, ox.NamedNode)}
    others = _by_canonical_form(node for node in nodes if not isinstance(node, ox.NamedNode))
    rows: list[Row] = []
    if iris and len(iris) <= _MANY:
        rows = dataset.select(_with_values(query, sorted(iris, key=str)))
        iris = set()
    if iris or others:
        for row in dataset.select(query):
            this = row.get("this")
            if this in iris:
                rows.append(row)
            rows += [row | {"this": node} for node in others.get(this, ())]
    return rows


def _with_values(query: str, iris: Iterable[ox.NamedNode]) -> str:
    """Join the nodes to the pattern of *query*: it looks them up and does not scan."""
    brace = next(token for token in tokens_of(query) if token.text == "{")
    end = brace.offset + 1
    values = " ".join(str(iri) for iri in iris)
    return f"{query[:end]} VALUES $this {{ {values} }} {query[end:]}"


def _by_canonical_form(nodes: Iterable[Term]) -> dict[Term | None, list[Term]]:
    """Index nodes by the form in which a dataset gives them back: it holds 1 for 01."""
    forms: dict[Term | None, list[Term]] = defaultdict(list)
    for node in nodes:
        quad = ox.Quad(_HOLDER, _HOLDER, node)
        (row,) = MemoryDataset([quad]).select("SELECT ?form WHERE { ?holder ?held ?form }")
        forms[row["form"]].append(node)
    return forms

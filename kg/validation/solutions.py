"""Asks one query about many nodes at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from functools import lru_cache

import pyoxigraph as ox

from kg.report import Term
from kg.store.memory import MemoryDataset
from kg.validation.tokens import tokens_of
from kg.validation.written import stored_forms

# Beyond this, scanning everything costs no more than reading so many IRIs.
_MANY = 5_000

Row = dict[str, Term]


def solutions_for(dataset: MemoryDataset, query: str, nodes: Collection[Term]) -> list[Row]:
    """Find the solutions of *query* in which `$this` is one of *nodes*.

    The query must mean the same with `$this` free (see `prebinding`). Variables are
    not substituted: pyoxigraph then takes `BOUND($this)` for false.
    """
    iris = {node for node in nodes if isinstance(node, ox.NamedNode)}
    others = _by_stored_form([node for node in nodes if not isinstance(node, ox.NamedNode)])
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
    end = _start_of_pattern(query)
    values = " ".join(str(iri) for iri in iris)
    return f"{query[:end]} VALUES $this {{ {values} }} {query[end:]}"


@lru_cache(maxsize=1024)
def _start_of_pattern(query: str) -> int:
    return next(token.offset for token in tokens_of(query) if token.text == "{") + 1


def _by_stored_form(nodes: Collection[Term]) -> dict[Term | None, list[Term]]:
    """Index nodes by the form in which a dataset gives them back: it holds 1 for 01."""
    forms: dict[Term | None, list[Term]] = defaultdict(list)
    for node, form in stored_forms(nodes).items():
        forms[form].append(node)
    return forms

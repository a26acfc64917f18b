"""Checks that are queries of SHACL-SPARQL."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

import pyoxigraph as ox

from kg.report import Term
from kg.store.memory import MemoryDataset
from kg.validation.evaluation.finding import Finding, Row
from kg.validation.evaluation.focus import Focus, pairs
from kg.validation.evaluation.forms import decode, encoded, stored
from kg.validation.evaluation.predicates import Predicates
from kg.validation.evaluation.text import select
from kg.validation.model import Query, Shape
from kg.validation.prebinding import runs_at_once
from kg.validation.queries import beginning_with


class QueryChecks:
    """Finds what breaks them, for all focus nodes at once where that means the same.

    *data* is asked for when a query has to run: it holds literals as the engine does.
    """

    def __init__(self, data: Callable[[], MemoryDataset], plain: MemoryDataset) -> None:
        self._data = data
        self._plain = plain
        self._predicates = Predicates(plain)

    def findings(self, shape: Shape, check: Query, focus: Focus) -> Iterator[Finding]:
        """Find the solutions that break *check*."""
        if check.asks:
            return self._values(shape, check, focus)
        return self._nodes(shape, check, focus)

    def _nodes(self, shape: Shape, check: Query, focus: Focus) -> Iterator[Finding]:
        for found in self._rows(check, focus):
            row = self._written(found["this"], found)
            path = row.get("path")
            value = row.get("value", None if shape.path else row["this"])
            name = path.value if isinstance(path, ox.NamedNode) else ""
            yield Finding(row["this"], value, path=name, row=row)

    def _written(self, node: Term, row: Row) -> Row:
        """Give the literals of *node* back as they were written, where the engine tells another."""
        forms = {
            stored(triple.object): triple.object
            for triple in self._plain.matching(node, None, None)
            if encoded(triple.object)
        }
        return {name: forms.get(term, term) for name, term in row.items()} if forms else row

    def _rows(self, check: Query, focus: Focus) -> Iterator[Row]:
        data = self._data()
        if runs_at_once(check.text):
            if focus.narrow:
                nodes = select("DISTINCT ?this", focus.pattern("?this"))
                text = beginning_with(f"{{ {nodes} }}", check.text)
            else:
                text = self._predicates.narrow(check.text)
            rows = list(_as_held(data.rows(text), focus))
            kept = focus.keep({row["this"] for row in rows})
            yield from (row for row in rows if row["this"] in kept)
            return
        for node in focus.nodes():
            for row in data.rows(check.text, {"this": decode(node)}):
                yield {**row, "this": node}

    def _values(self, shape: Shape, check: Query, focus: Focus) -> Iterator[Finding]:
        data = self._data()
        answers: dict[Term, bool] = {}
        for node, value in pairs(self._plain, focus, shape.path):
            if value not in answers:
                answers[value] = any(data.rows(check.text, {"value": decode(value)}))
            if not answers[value]:
                row = {"this": node, "value": value, **dict(check.bindings)}
                yield Finding(node, value, row=row)


def _as_held(rows: Iterable[Row], focus: Focus) -> Iterator[Row]:
    """Give the rows about a literal that the engine rewrites to each focus node that it was."""
    nodes: dict[Term, list[Term]] | None = None
    for row in rows:
        this = row.get("this")
        if isinstance(this, ox.Literal):
            if nodes is None:
                nodes = defaultdict(list)
                for node in filter(encoded, focus.nodes()):
                    nodes[stored(node)].append(node)
            yield from ({**row, "this": node} for node in nodes.get(this, ()))
        if this is not None:
            yield row

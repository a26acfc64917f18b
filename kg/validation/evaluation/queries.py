"""Checks that are queries of SHACL-SPARQL."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from kg.errors import ShapesError
from kg.report import Term
from kg.store.memory import MemoryDataset
from kg.validation.evaluation.decoding import decoding
from kg.validation.evaluation.finding import Finding, Row
from kg.validation.evaluation.focus import Focus, pairs
from kg.validation.evaluation.forms import Forms
from kg.validation.evaluation.predicates import Predicates
from kg.validation.evaluation.text import select
from kg.validation.model import Query, Shape
from kg.validation.prebinding import runs_at_once
from kg.validation.queries import beginning_with, mentions

_TRUE = ox.Literal(True)


class QueryChecks:
    """Finds what breaks them, for all focus nodes at once where that means the same."""

    def __init__(self, data: MemoryDataset, forms: Forms) -> None:
        self._data = data
        self._forms = forms
        self._predicates = Predicates(data)

    def findings(self, shape: Shape, check: Query, focus: Focus) -> Iterator[Finding]:
        """Find the solutions that break *check*.

        Raises:
            ShapesError: a solution says itself that the query failed (SHACL §5.3.2), or the
                engine does not take the query.
        """
        find = self._values if check.asks else self._nodes
        try:
            yield from find(shape, check, focus)
        except SyntaxError as error:
            raise ShapesError(f"The query of {shape.name} cannot be run: {error}.") from error

    def _nodes(self, shape: Shape, check: Query, focus: Focus) -> Iterator[Finding]:
        for row in self._rows(check, focus):
            if row.get("failure") == _TRUE:
                node = row["this"]
                raise ShapesError(f"The query of {shape.name} failed at {node}, as it says itself.")
            path = row.get("path")
            value = row.get("value", None if shape.path else row["this"])
            name = path.value if isinstance(path, ox.NamedNode) else ""
            yield Finding(row["this"], value, path=name, row=row)

    def _rows(self, check: Query, focus: Focus) -> Iterator[Row]:
        text = self._written(check)
        if not runs_at_once(check.text):
            for node in focus.nodes():
                for row in self._data.rows(text, {"this": node}):
                    yield {**row, "this": node}
            return
        if focus.narrow:
            nodes = select("DISTINCT ?this", focus.pattern("?this"))
            text = beginning_with(f"{{ {nodes} }}", text)
        else:
            text = self._predicates.narrow(text)
        rows = self._data.select(text)
        kept = focus.keep({row["this"] for row in rows if "this" in row})
        yield from (row for row in rows if row.get("this") in kept)

    def _values(self, shape: Shape, check: Query, focus: Focus) -> Iterator[Finding]:
        text = self._written(check)
        about_both = mentions(text, "this")  # pre-bound in validators, too (SHACL §6.3)
        answers: dict[tuple[Term | None, Term], bool] = {}
        for node, value in pairs(self._data, focus, shape.path):
            asked = (node if about_both else None, value)
            if asked not in answers:
                bindings = {"value": value} | ({"this": node} if about_both else {})
                answers[asked] = any(self._data.rows(text, bindings))
            if not answers[asked]:
                row = {"this": node, "value": value, **dict(check.bindings)}
                yield Finding(node, value, row=row)

    def _written(self, check: Query) -> str:
        return decoding(check.text) if self._forms.encoded else check.text

"""Checks that look at a focus node and all its values."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from kg.report import Term
from kg.validation.evaluation.expressions import Expressions
from kg.validation.evaluation.finding import Finder, Finding
from kg.validation.evaluation.focus import Focus
from kg.validation.evaluation.forms import Forms
from kg.validation.model import (
    Closed,
    Count,
    Disjoint,
    Equals,
    FocusCheck,
    HasValue,
    LessThan,
    Shape,
    UniqueLang,
)
from kg.validation.property_paths import (
    Path,
    Predicate,
    is_bounded,
    is_nullable,
    is_single_step,
    write_path,
)


class FocusChecks:
    """Finds what breaks them."""

    def __init__(self, finder: Finder, forms: Forms, expressions: Expressions) -> None:
        self._finder = finder
        self._forms = forms
        self._expressions = expressions

    def findings(self, shape: Shape, check: FocusCheck, focus: Focus) -> Iterator[Finding]:
        """Find the focus nodes, or their values, that break *check*."""
        match check:
            case Closed(allowed):
                return self._closed(shape.path, allowed, focus)
            case HasValue(value):
                return self._has_value(shape.path, self._forms.held(value), focus)
            case Equals(iri):
                return self._equals(shape.path, Predicate(iri), focus)
            case Disjoint(iri):
                return self._disjoint(shape.path, iri, focus)
        if shape.path is None:
            return iter(())  # SHACL knows the others for property shapes only
        match check:
            case Count(">=", number):
                return self._at_least(shape.path, number, focus)
            case Count(_, number):
                return self._at_most(shape.path, number, focus)
            case UniqueLang():
                return self._unique(shape.path, focus)
            case LessThan(operator, iri):
                return self._less_than(shape.path, operator, iri, focus)

    def _at_least(self, path: Path, number: int, focus: Focus) -> Iterator[Finding]:
        if number == 1:
            yield from map(Finding, self._finder.lacking(focus, path, "?value"))
        elif number > 1:
            body = f"OPTIONAL {{ ?this {write_path(path)} ?value }}"
            yield from self._counted(focus, body, f"< {number}", free=False)

    def _at_most(self, path: Path, number: int, focus: Focus) -> Iterator[Finding]:
        if number == 0 and is_nullable(path):
            yield from map(Finding, focus.nodes())
            return
        body = f"?this {write_path(path)} ?value"
        once = is_single_step(path)
        if number == 1 and once and not focus.narrow and not self._finder.repeats(body):
            return
        yield from self._counted(focus, body, f"> {number}", free=is_bounded(path), once=once)

    def _counted(
        self, focus: Focus, body: str, test: str, *, free: bool, once: bool = False
    ) -> Iterator[Finding]:
        """Find the nodes whose number of values passes *test*; *once*: no value comes twice."""
        tail = f"GROUP BY ?this HAVING(COUNT({'' if once else 'DISTINCT'} ?value) {test})"
        for row in self._finder.find(focus, body, head="?this", tail=tail, free=free):
            yield Finding(row["this"])

    def _unique(self, path: Path, focus: Focus) -> Iterator[Finding]:
        body = (
            f"?this {write_path(path)} ?value"
            ' BIND(LCASE(LANG(?value)) AS ?lang) FILTER(?lang != "")'
        )
        number = f"COUNT({'' if is_single_step(path) else 'DISTINCT'} ?value)"
        tail = f"GROUP BY ?this ?lang HAVING({number} > 1)"
        free = is_bounded(path)
        for row in self._finder.find(focus, body, head="?this ?lang", tail=tail, free=free):
            yield Finding(row["this"], row=row)

    def _has_value(self, path: Path | None, value: Term, focus: Focus) -> Iterator[Finding]:
        if path is None:
            test = f"FILTER(!{self._expressions.is_among('?this', [value])})"
            for row in self._finder.find(focus, test, head="DISTINCT ?this", free=False):
                yield Finding(row["this"])
        elif isinstance(value, ox.BlankNode):
            yield from map(Finding, focus.nodes())  # one of the shapes, and so none of the data
        else:
            yield from map(Finding, self._finder.lacking(focus, path, str(value)))

    def _equals(self, path: Path | None, other: Predicate, focus: Focus) -> Iterator[Finding]:
        theirs = f"?this {write_path(other)} ?value"
        itself, another = path is None or is_nullable(path), ""
        if itself:
            another = "FILTER(!sameTerm(?value, ?this))"
            alone = f"FILTER NOT EXISTS {{ ?this {write_path(other)} ?this }}"
            for row in self._finder.find(focus, alone, head="DISTINCT ?this", free=False):
                yield Finding(row["this"], row["this"])
        if path is None:
            yield from self._found(focus, f"{theirs} {another}", free=True)
            return
        ours = f"?this {write_path(path)} ?value"
        free = is_bounded(path)
        minus = "MINUS {{ {} }}" if free else "FILTER NOT EXISTS {{ {} }}"
        for one, other_one in ((ours, theirs), (theirs, ours)):
            body = f"{one} {another} {minus.format(other_one)}"
            yield from self._found(focus, body, free=free)

    def _disjoint(self, path: Path | None, iri: str, focus: Focus) -> Iterator[Finding]:
        if path is None:
            body, head = f"?this <{iri}> ?this", "DISTINCT ?this"
            for row in self._finder.find(focus, body, head=head, free=True):
                yield Finding(row["this"], row["this"])
            return
        body = f"?this {write_path(path)} ?value . ?this <{iri}> ?value"
        yield from self._found(focus, body, free=is_bounded(path))

    def _less_than(self, path: Path, operator: str, iri: str, focus: Focus) -> Iterator[Finding]:
        body = (
            f"?this {write_path(path)} ?value . ?this <{iri}> ?other"
            f" FILTER(!{self._expressions.stands('?value', operator, '?other')})"
        )
        head = "DISTINCT ?this ?value ?other"
        for row in self._finder.find(focus, body, head=head, free=is_bounded(path)):
            yield Finding(row["this"], row["value"])

    def _closed(
        self, path: Path | None, allowed: tuple[str, ...], focus: Focus
    ) -> Iterator[Finding]:
        names = ", ".join(f"<{iri}>" for iri in allowed)
        # The engine takes NOT IN of nothing for false.
        others = f"FILTER(?path NOT IN ({names}))" if names else ""
        node = "?this" if path is None else "?node"
        step = "" if path is None else f"?this {write_path(path)} ?node ."
        body = f"{step} {node} ?path ?value {others}"
        head = f"DISTINCT ?this {'' if path is None else node} ?path ?value"
        for row in self._finder.find(focus, body, head=head, free=False):
            predicate = row["path"]
            assert isinstance(predicate, ox.NamedNode)
            yield Finding(row["this"], row["value"], path=predicate.value)

    def _found(self, focus: Focus, body: str, *, free: bool) -> Iterator[Finding]:
        for row in self._finder.find(focus, body, head="DISTINCT ?this ?value", free=free):
            yield Finding(row["this"], row["value"])

"""Checks that match a pattern which the engine cannot match, and pySHACL can.

A `sh:pattern` is asked about all values at once. A query runs in the engine all the same: it
notes which texts it would have matched, pySHACL is asked about them, and the query runs again,
until it meets no text that is not known.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

import pyoxigraph as ox

from kg.report import Term
from kg.store.memory import Function, MemoryDataset
from kg.validation.evaluation.finding import Finding
from kg.validation.evaluation.focus import Focus, pairs
from kg.validation.evaluation.forms import Forms
from kg.validation.evaluation.queries import QueryChecks
from kg.validation.fallback import MATCHES, Matcher, Regex, hand_over
from kg.validation.lexical import XSD
from kg.validation.model import Pattern, Query, Shape

_NO_FLAGS = ox.Literal("")
_STRING = ox.NamedNode(f"{XSD}string")


class Elsewhere:
    """Finds what breaks such checks in one data graph."""

    def __init__(self, data: MemoryDataset, forms: Forms) -> None:
        self._data = data
        self._forms = forms

    def findings(self, shape: Shape, check: Pattern | Query, focus: Focus) -> Iterator[Finding]:
        """Find the values, or the solutions, that break *check*.

        Raises:
            LimitError: it took pySHACL too long, or too much memory.
            ShapesError, UnavailableError: as `Matcher.breaking`.
        """
        matcher = Matcher(shape.name)
        if isinstance(check, Pattern):
            yield from self._values(shape, check, focus, matcher)
            return
        learning = _Learning(self._data, matcher)
        checks = QueryChecks(learning, self._forms)
        found = list(checks.findings(shape, check, focus))
        while learning.learnt():
            found = list(checks.findings(shape, check, focus))
        yield from found

    def _values(
        self, shape: Shape, check: Pattern, focus: Focus, matcher: Matcher
    ) -> Iterator[Finding]:
        found = list(pairs(self._data, focus, shape.path))
        texts = {value: _text_of(value) for _, value in found}
        asked = {text for text in texts.values() if text is not None}
        breaking = matcher.breaking(Regex(check.regex, check.flags), asked)
        for node, value in found:
            text = texts[value]
            if text is None or text in breaking:
                yield Finding(node, value)


class _Learning(MemoryDataset):
    """The same data to queries that match patterns; *matcher* is asked about what is not known."""

    def __init__(self, data: MemoryDataset, matcher: Matcher) -> None:
        self._store = data._store
        self._unlocked = False
        self._matcher = matcher
        self._known: dict[tuple[Regex, str], bool] = {}
        self._unknown: defaultdict[Regex, set[str]] = defaultdict(set)

    def rows(
        self,
        query: str,
        bindings: Mapping[str, Term] | None = None,
        functions: Mapping[ox.NamedNode, Function] | None = None,
    ) -> Iterator[dict[str, Term]]:
        own = {**(functions or {}), MATCHES: self._matches}
        return super().rows(hand_over(query), bindings, own)

    def learnt(self) -> bool:
        """Ask about what was not known; whether there was anything."""
        for regex, texts in self._unknown.items():
            breaking = self._matcher.breaking(regex, texts)
            self._known.update(((regex, text), text not in breaking) for text in texts)
        anything = bool(self._unknown)
        self._unknown.clear()
        return anything

    def _matches(self, text: Term, pattern: Term, flags: Term = _NO_FLAGS) -> Term | None:
        if not isinstance(text, ox.Literal) or not (text.language or text.datatype == _STRING):
            return None
        assert isinstance(pattern, ox.Literal)
        assert isinstance(flags, ox.Literal)
        regex = Regex(pattern.value, flags.value)
        answer = self._known.get((regex, text.value))
        if answer is None:
            self._unknown[regex].add(text.value)
            return None
        return ox.Literal(answer)


def _text_of(term: Term) -> str | None:
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else None

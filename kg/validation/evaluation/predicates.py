"""Queries over all triples, told beforehand which predicates can matter.

`$this ?path ?value` with a filter on `?path` reads every triple, though a dataset has few
predicates and the engine has an index by them. What the filters leave of the predicates
is found once, and stands before the pattern: 8.0 s became 0.01 s at a million triples.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import pyoxigraph as ox

from kg.sparql import Token
from kg.store.memory import MemoryDataset
from kg.validation.evaluation.text import select
from kg.validation.queries import expanded
from kg.validation.tokens import tokens_of

_COUNTS = "?predicate (COUNT(*) AS ?number)"
# Reading most triples by predicate is slower than reading all of them in order.
_SHARE = 0.5


class _Scan(NamedTuple):
    """A query whose pattern begins with `$this ?path ?value`.

    *start* is where its pattern begins, *filters* those that look at the predicate alone.
    """

    text: str
    start: int
    predicate: str
    filters: str


class Predicates:
    """The predicates of some data, with the number of their triples."""

    def __init__(self, data: MemoryDataset) -> None:
        self._data = data
        self._counts: dict[ox.NamedNode, int] | None = None

    def narrow(self, query: str) -> str:
        """Write *query* with the predicates that can matter, where that pays."""
        scan = _scan(query)
        if scan is None:
            return query
        counts = self._all()
        names = " ".join(map(str, counts))
        variable = f"?{scan.predicate}"
        values = f"VALUES {variable} {{ {names} }}"
        kept = {
            row[scan.predicate] for row in self._data.rows(select(variable, values, scan.filters))
        }
        triples = sum(count for predicate, count in counts.items() if predicate in kept)
        if triples > _SHARE * sum(counts.values()):
            return query
        left = " ".join(sorted(map(str, kept)))
        return f"{scan.text[: scan.start]} VALUES {variable} {{ {left} }} {scan.text[scan.start :]}"

    def _all(self) -> dict[ox.NamedNode, int]:
        if self._counts is None:
            rows = self._data.rows(
                select(_COUNTS, "?this ?predicate ?value", tail="GROUP BY ?predicate")
            )
            self._counts = {
                row["predicate"]: int(row["number"].value)
                for row in rows
                if isinstance(row["predicate"], ox.NamedNode)
                and isinstance(row["number"], ox.Literal)
            }
        return self._counts


@lru_cache(maxsize=1024)
def _scan(query: str) -> _Scan | None:
    text = expanded(query)
    tokens = list(tokens_of(text))
    opening = next((i for i, token in enumerate(tokens) if token.text == "{"), len(tokens))
    first = tokens[opening + 1 : opening + 4]
    if len(first) < 3 or any(token.kind != "variable" for token in first[:2]):
        return None
    predicate = first[1].text[1:]
    filters = [text[start:end] for start, end in _filters(tokens, opening, predicate)]
    if not filters:
        return None
    return _Scan(text, tokens[opening].end, predicate, " ".join(filters))


def _filters(tokens: Sequence[Token], opening: int, name: str) -> Iterator[tuple[int, int]]:
    """The filters of the outermost group in which *name* is the only variable of that group."""
    outer = _outer_variables(tokens, opening) - {name}
    index = opening + 1
    depth = 0
    while index < len(tokens) and depth >= 0:
        token = tokens[index]
        if not depth and token.is_word("FILTER"):
            end = _end_of_filter(tokens, index)
            names = {t.text[1:] for t in tokens[index:end] if t.kind == "variable"}
            if name in names and not names & outer:
                yield token.offset, tokens[end - 1].end
            index = end
            continue
        if token.kind == "other" and token.text in "{}":
            depth += 1 if token.text == "{" else -1
        index += 1


def _outer_variables(tokens: Sequence[Token], opening: int) -> set[str]:
    """The variables that patterns outside of filters bind, as far as they are named there."""
    found: set[str] = set()
    index = opening + 1
    while index < len(tokens):
        if tokens[index].is_word("FILTER"):
            index = _end_of_filter(tokens, index)
            continue
        if tokens[index].kind == "variable":
            found.add(tokens[index].text[1:])
        index += 1
    return found


def _end_of_filter(tokens: Sequence[Token], start: int) -> int:
    """Behind the last token of the filter that begins at *start*."""
    depth = 0
    for index in range(start + 1, len(tokens)):
        text = tokens[index].text if tokens[index].kind == "other" else ""
        if text and text in "({":
            depth += 1
        elif text and text in ")}":
            depth -= 1
            if not depth:
                return index + 1
    return len(tokens)

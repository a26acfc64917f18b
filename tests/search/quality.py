"""How well searches find what is meant: recall over the labelled queries, by what parts them."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.search import SearchIndex
from kg.vocabulary import BASE_IRI

PAIRS = Path(__file__).parent / "names.tsv"
ALL = "all"
_LOOKED_AT = 5


@dataclass(frozen=True, slots=True)
class Labelled:
    """A query, the IRIs of the things that are meant, what parts it from their names, a draw."""

    query: str
    things: frozenset[str]
    difference: str
    draw: str
    source: str


@dataclass(slots=True)
class Recall:
    """How many queries were asked, and of how many the first hit, and one of five, was meant."""

    asked: int = 0
    first: int = 0
    among_five: int = 0

    @property
    def at_1(self) -> float:
        """The share of queries whose first hit was meant."""
        return self.first / self.asked if self.asked else 0.0

    @property
    def at_5(self) -> float:
        """The share of queries with a hit that was meant among the first five."""
        return self.among_five / self.asked if self.asked else 0.0


def labelled_queries() -> list[Labelled]:
    """Read all of them."""
    with PAIRS.open(encoding="utf-8", newline="") as file:
        rows = csv.reader((line for line in file if not line.startswith("#")), dialect="excel-tab")
        next(rows)
        return [
            Labelled(q, frozenset(f"{BASE_IRI}id/{thing}" for thing in things.split()), *rest)
            for q, things, *rest in rows
        ]


def measure(index: SearchIndex, queries: Iterable[Labelled]) -> dict[str, Recall]:
    """Ask them, and give the recall by difference, and of all."""
    found: defaultdict[str, Recall] = defaultdict(Recall)
    for labelled in queries:
        hits = index.search(labelled.query, limit=_LOOKED_AT)
        ranks = [place for place, hit in enumerate(hits) if hit.iri in labelled.things]
        for name in (labelled.difference, ALL):
            found[name].asked += 1
            found[name].first += bool(ranks and not ranks[0])
            found[name].among_five += bool(ranks)
    return dict(found)


def table(found: dict[str, Recall]) -> Iterator[str]:
    """The recall as the lines of a table, in order of what parts a query from a name."""
    yield "| difference | queries | recall@1 | recall@5 |"
    yield "|---|---|---|---|"
    for name in sorted(found, key=lambda name: (name == ALL, name)):
        recall = found[name]
        yield f"| {name} | {recall.asked} | {recall.at_1:.3f} | {recall.at_5:.3f} |"

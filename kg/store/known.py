"""From which day on each graph of a dataset was certainly known: when its documents were out."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

import pyoxigraph as ox
from rdflib import XSD

from kg.dates import Day, parse_day
from kg.errors import DateError
from kg.report import Term
from kg.store.graphs import GraphNames
from kg.store.view import DatasetView
from kg.vocabulary import GA

_DOCUMENT = ox.NamedNode(str(GA.sourceDocument))
_BY = ox.NamedNode(str(GA.startLatest))
_NOT_BEFORE = ox.NamedNode(str(GA.startEarliest))
_DATE = ox.NamedNode(str(XSD.date))


@dataclass(frozen=True, slots=True)
class KnownDays:
    """The days on which a version came to be known, in order.

    Between two of them nothing was published, so that all these days give one set of
    graphs. *whole* says that by the last of them every graph of the version counts.
    """

    days: tuple[Day, ...]
    whole: bool

    def latest(self, day: Day) -> Day | None:
        """The last of the days until *day*; None before the first of them."""
        number = bisect_right(self.days, day)
        return self.days[number - 1] if number else None

    def knows_all(self, day: Day) -> bool:
        """Whether on *day* every graph of the version was known."""
        return self.whole and self.latest(day) == (self.days[-1] if self.days else None)

    def to_text(self) -> str:
        """Write the days as JSON."""
        return json.dumps({"days": [str(day) for day in self.days], "whole": self.whole}) + "\n"

    @classmethod
    def from_text(cls, text: str) -> KnownDays:
        """Read what `to_text` wrote.

        Raises:
            ValueError, KeyError, TypeError, DateError: it is something else.
        """
        values = json.loads(text)
        return cls(tuple(parse_day(day) for day in values["days"]), bool(values["whole"]))


@dataclass(frozen=True, slots=True)
class KnownGraphs:
    """The graphs that count at any time, and the others by the day from which they count.

    Of what is in neither, nobody knows when it was published.
    """

    always: frozenset[str]
    since: dict[str, Day]
    count: int
    """How many graphs the version has."""

    @property
    def days(self) -> KnownDays:
        """The days on which something is added."""
        days = tuple(sorted(set(self.since.values())))
        return KnownDays(days, len(self.always) + len(self.since) == self.count)

    def on(self, day: Day | None) -> list[str]:
        """The graphs that count on a day, in order; without one, those that always do."""
        added = [name for name, since in self.since.items() if day is not None and since <= day]
        return sorted({*self.always, *added})


def known_graphs(view: DatasetView, names: GraphNames) -> KnownGraphs:
    """Look up since when each graph counts.

    The catalogue and what the store says of graphs and identity always count, and so do
    reference graphs: they say what things are, not what happened. What sources delivered
    in other words is in no view. Any other graph counts when all documents that the
    catalogue has it render were certainly published: some source says so (`startLatest`),
    and none that it was later (`startEarliest`).
    """
    held = view.graphs() - {names.delivered}
    about = {names.catalogue, names.acceptance, names.tombstones, names.identity}
    always = held & {*about, *view.reference_graphs()}
    documents: defaultdict[str, list[Term]] = defaultdict(list)
    for triple in view.matching(names.catalogue, None, _DOCUMENT, None):
        if isinstance(triple.subject, ox.NamedNode):
            documents[triple.subject.value].append(triple.object)
    published = {d: _published(view, d) for d in set(chain.from_iterable(documents.values()))}
    since: dict[str, Day] = {}
    for graph in documents.keys() & (held - always):
        days = [day for document in documents[graph] if (day := published[document]) is not None]
        if len(days) == len(documents[graph]):
            since[graph] = max(days)
    return KnownGraphs(frozenset(always), since, len(held))


def _published(view: DatasetView, document: Term) -> Day | None:
    """The day from which a document was certainly out; None when no source tells."""
    by = list(_days(view, document, _BY))
    return max([min(by), *_days(view, document, _NOT_BEFORE)]) if by else None


def _days(view: DatasetView, document: Term, bound: ox.NamedNode) -> Iterator[Day]:
    for triple in view.matching("", document, bound, None):
        value = triple.object
        if isinstance(value, ox.Literal) and value.datatype == _DATE:
            try:
                yield parse_day(value.value)
            except DateError:
                continue  # no day, and so no word on when

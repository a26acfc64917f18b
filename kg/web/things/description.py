"""The description of a thing by subject, as pages read it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import pyoxigraph as ox
from rdflib import SKOS

from kg.report import Term
from kg.terms import LABELS, term

_NAMES = (*LABELS, term(SKOS.altLabel))


class Description:
    """The statements about a thing and what hangs on it, in the order in which they stand."""

    def __init__(self, thing: str, lines: bytes) -> None:
        self.thing = ox.NamedNode(thing)
        said: defaultdict[Term, list[ox.Quad]] = defaultdict(list)
        for quad in ox.parse(lines, format=ox.RdfFormat.N_QUADS):
            said[quad.subject].append(quad)
        self._said = dict(said)
        self._values: dict[Term, dict[ox.NamedNode, list[Term]]] = {}

    @property
    def own(self) -> list[ox.Quad]:
        """What is said of the thing itself."""
        return self.about(self.thing)

    @property
    def subjects(self) -> list[Term]:
        """All that something is said of."""
        return list(self._said)

    def about(self, subject: Term) -> list[ox.Quad]:
        """What is said of a subject."""
        return self._said.get(subject, [])

    def values(self, subject: Term, predicate: ox.NamedNode) -> list[Term]:
        """The values of a property, each once."""
        if (known := self._values.get(subject)) is None:
            known = self._values[subject] = _by_property(self.about(subject))
        return known.get(predicate, [])

    def value(self, subject: Term, predicate: ox.NamedNode) -> Term | None:
        """The first value of a property."""
        return next(iter(self.values(subject, predicate)), None)

    def pointing(self, predicate: ox.NamedNode, value: Term) -> Iterator[Term]:
        """The subjects that have a value of a property."""
        for subject, quads in self._said.items():
            if any(q.predicate == predicate and q.object == value for q in quads):
                yield subject

    def graphs(self, subject: Term) -> list[ox.NamedNode]:
        """The graphs that say something of a subject, sorted."""
        found = {q.graph_name for q in self.about(subject)}
        return sorted((g for g in found if isinstance(g, ox.NamedNode)), key=str)

    def name(self, thing: Term) -> ox.Literal | None:
        """The preferred name in English, else any other, as far as the description has one."""
        names = [v for p in _NAMES for v in self.values(thing, p) if isinstance(v, ox.Literal)]
        english = (name for name in names if name.language == "en")
        return next(english, None) or next(iter(names), None)


def _by_property(quads: list[ox.Quad]) -> dict[ox.NamedNode, list[Term]]:
    found: defaultdict[ox.NamedNode, dict[Term, None]] = defaultdict(dict)
    for quad in quads:
        found[quad.predicate][quad.object] = None
    return {predicate: list(values) for predicate, values in found.items()}

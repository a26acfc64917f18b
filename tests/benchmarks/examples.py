"""The example that each packaged rule has of what breaks it, ready to stand beside other data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pyoxigraph as ox

from tests.conformance.shape_cases import CASES, FOLDER, Case, source_graphs

_CONTEXT = FOLDER / "context.ttl"


def broken_examples() -> Iterator[frozenset[ox.Triple]]:
    """The triples of each case that breaks a rule; what one describes is in no other."""
    for number, case in enumerate(case for case in CASES if not case.valid):
        yield frozenset(_renamed(_triples(case), f"-{number}"))


def context() -> frozenset[ox.Triple]:
    """What the examples refer to; it breaks nothing."""
    return frozenset(quad.triple for quad in ox.parse(path=_CONTEXT))


def _triples(case: Case) -> list[ox.Triple]:
    """The triples of a case, and what the context says of the things that it describes."""
    own = [quad.triple for quads in source_graphs(case.path).values() for quad in quads]
    described = {triple.subject for triple in own}
    return [*own, *(t for t in sorted(context(), key=str) if t.subject in described)]


def _renamed(triples: Sequence[ox.Triple], end: str) -> Iterator[ox.Triple]:
    """Give whatever *triples* describe, and each blank node, a name of its own."""
    names: dict[object, ox.NamedNode | ox.BlankNode] = {}
    for triple in triples:
        if isinstance(triple.subject, ox.NamedNode):
            names[triple.subject] = ox.NamedNode(f"{triple.subject.value}{end}")
        for node in (triple.subject, triple.object):
            if isinstance(node, ox.BlankNode):
                names.setdefault(node, ox.BlankNode(f"example{len(names)}{end}"))
    for triple in triples:
        yield ox.Triple(
            names.get(triple.subject, triple.subject),
            triple.predicate,
            names.get(triple.object, triple.object),
        )

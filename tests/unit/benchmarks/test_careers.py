"""A long career has the roles and events that it is measured by."""

from __future__ import annotations

from collections import Counter

import pyoxigraph as ox

from kg.vocabulary import BASE_IRI, GA
from tests.benchmarks.careers import CLAIMS, EVENTS, ROLES, STATEMENTS, Career
from tests.benchmarks.world import World

CAREER = Career(World(5_000), 3)


def read(career: Career) -> list[ox.Quad]:
    """All that is said of it."""
    return [quad for text in career.graphs() for quad in ox.parse(text, ox.RdfFormat.N_QUADS)]


def test_it_has_forty_roles_and_five_hundred_events() -> None:
    """All of them of one person, and as many statements as a benchmark counts with."""
    quads = read(CAREER)
    person = ox.NamedNode(f"{BASE_IRI}id/{CAREER.place('person')}")
    found = Counter(quad.predicate.value for quad in quads if quad.object == person)
    assert found[str(GA.holder)] == ROLES
    assert found[str(GA.participant)] == EVENTS
    assert found[str(GA.concerns)] == CLAIMS
    assert abs(len(quads) - STATEMENTS) < STATEMENTS / 20


def test_things_of_each_kind_are_at_their_places() -> None:
    """Each place is that of something which is described."""
    subjects = {str(quad.subject).strip("<>") for quad in read(CAREER)}
    for kind in ("person", "event", "claim", "document"):
        assert f"{BASE_IRI}id/{CAREER.place(kind)}" in subjects

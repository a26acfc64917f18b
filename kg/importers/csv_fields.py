"""Fields of the things that a mapping makes, the kinds that have them, and the codes they take."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache

import pyoxigraph as ox
from rdflib import SKOS

from kg.packaged_terms import ontology_triples
from kg.vocabulary import GC


@dataclass(frozen=True, slots=True)
class Field:
    """One field: *take* says how its value is read, *predicate* what it becomes.

    *scheme* is the list of a code, *kinds* are those that a reference may point to. Of a *single*
    field, a thing has no two values.
    """

    take: str
    predicate: object = None
    scheme: str = ""
    kinds: tuple[str, ...] = ()
    required: bool = False
    single: bool = False


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of thing: *part* is its part in IRIs, *classes* are those it may be given.

    Each fact of an *evidenced* kind leads to its row.
    """

    part: str
    classes: dict[str, object]
    fields: dict[str, Field]
    evidenced: bool = False

    @property
    def default_class(self) -> str:
        """Its class where the mapping says nothing."""
        return next(iter(self.classes))


def code(predicate: object, scheme: str, *, required: bool = False, single: bool = False) -> Field:
    """A field that takes a code of a list."""
    return Field("code", predicate, scheme=scheme, required=required, single=single)


def thing(predicate: object, *kinds: str, required: bool = False) -> Field:
    """A field that points to another thing of the row."""
    return Field("thing", predicate, kinds=kinds, required=required, single=required)


@cache
def codes_of(scheme: str) -> frozenset[str]:
    """The codes of one of our lists."""
    return frozenset(_codes()[scheme])


@cache
def _codes() -> dict[str, set[str]]:
    inside, prefix = ox.NamedNode(str(SKOS.inScheme)), str(GC._NS)
    found: defaultdict[str, set[str]] = defaultdict(set)
    for triple in ontology_triples():
        if triple.predicate == inside and isinstance(triple.object, ox.NamedNode):
            name = str(triple.subject).strip("<>").removeprefix(prefix)
            found[triple.object.value.removeprefix(prefix)].add(name)
    return found

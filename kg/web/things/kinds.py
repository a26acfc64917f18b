"""Which classes a thing has, by the packaged ontology: those stated and those above them."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from kg.packaged_terms import classes_above
from kg.report import Term
from kg.vocabulary import GA


def kinds_of(types: Iterable[Term]) -> frozenset[str]:
    """The names of the classes in the ontology, without its namespace."""
    start = str(GA)
    stated = (one.value for one in types if isinstance(one, ox.NamedNode))
    found = {name for one in stated for name in classes_above(one)}
    return frozenset(name.removeprefix(start) for name in found if name.startswith(start))

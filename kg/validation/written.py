"""Gives literals back in the form in which the source wrote them; a dataset holds 1 for 01."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from itertools import repeat

import pyoxigraph as ox
from rdflib import Graph, Literal
from rdflib.term import Node

from kg.report import Term
from kg.store.memory import MemoryDataset
from kg.validation.lexical import XSD
from kg.validation.terms import to_oxigraph, to_rdflib

_HELD = ox.NamedNode("urn:x-geoactors:held")
_STRING = f"{XSD}string"


def stored_forms(terms: Collection[Term]) -> dict[Term, Term]:
    """Find the form in which a dataset holds each of *terms*."""
    if not terms:
        return {}
    places = [ox.NamedNode(f"{_HELD.value}{number}") for number in range(len(terms))]
    dataset = MemoryDataset(map(ox.Quad, places, repeat(_HELD), terms))
    rows = dataset.select("SELECT ?place ?form WHERE { ?place ?held ?form }")
    forms = {row["place"]: row["form"] for row in rows}
    return {term: forms[place] for place, term in zip(places, terms, strict=True)}


class WrittenForms:
    """The literals of *data* about the focus nodes of solutions, by their stored forms."""

    def __init__(self, data: Graph) -> None:
        self._data = data
        self._known: dict[Term, dict[Term, Term]] = {}

    def restore(self, row: Mapping[str, Term]) -> dict[str, Term]:
        """Put the literals of a solution as they were written about its `$this`.

        One that was written in two ways, or that the query computed, stays as it is.
        """
        if not any(_may_differ(term) for term in row.values()):
            return dict(row)
        forms = self._forms_of(row["this"])
        return {name: forms.get(term, term) for name, term in row.items()}

    def _forms_of(self, focus: Term) -> dict[Term, Term]:
        if focus not in self._known:
            self._known[focus] = _unique(self._data.objects(to_rdflib(focus)))
        return self._known[focus]


def _unique(values: Iterable[Node]) -> dict[Term, Term]:
    literals = {to_oxigraph(value) for value in values if isinstance(value, Literal)}
    written: dict[Term, set[Term]] = defaultdict(set)
    for term, form in stored_forms([term for term in literals if _may_differ(term)]).items():
        written[form].add(term)
    return {form: min(terms, key=str) for form, terms in written.items() if len(terms) == 1}


def _may_differ(term: Term) -> bool:
    if not isinstance(term, ox.Literal):
        return False
    datatype = term.datatype.value
    return datatype.startswith(XSD) and datatype != _STRING

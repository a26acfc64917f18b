"""What a format leaves out of the things that it has: counted by predicate, in one pass."""

from __future__ import annotations

from collections.abc import Callable, Container

import pyoxigraph as ox
from rdflib import DCTERMS, RDF

from kg.export.losses import Losses
from kg.export.version import ExportedVersion
from kg.store.graphs import TYPE
from kg.terms import plain, shorten
from kg.vocabulary import GA

Predicates = Container[ox.NamedNode]
Carried = Callable[[ox.NamedNode], Predicates | None]
"""The predicates of a thing that a format carries, or whose losses its writer notes itself;
none where the thing was noted as a whole."""


def note_uncarried(
    version: ExportedVersion,
    losses: Losses,
    carried: Carried,
    classes: Container[ox.NamedNode],
    name: str,
) -> None:
    """Note the things with a predicate or of a class that a format called *name* has not.

    Each thing counts once for each predicate, whatever number of values and graphs it has;
    *classes* are those that the format tells from others.
    """
    for triple in version.triples():
        subject, predicate = triple.subject, triple.predicate
        if not isinstance(subject, ox.NamedNode):
            if _is_first(version, triple, None):
                losses.note("Things without an IRI", f"{name} needs one for an id.", _shown(triple))
            continue
        known = carried(subject)
        if known is None:
            continue
        if predicate == TYPE and TYPE in known:
            if triple.object not in classes:
                what = f"Things of the class {shorten(plain(triple.object))}"
                losses.note(what, f"{name} has a wider class or none.", subject.value)
        elif predicate not in known and _is_first(version, triple, predicate):
            what = f"Things with {shorten(predicate.value)}"
            losses.note(what, f"{name} has no place for it there.", subject.value)


def predicates(*terms: object) -> frozenset[ox.NamedNode]:
    """A set of predicates, of terms and of sets of predicates."""
    found: set[ox.NamedNode] = set()
    for term in terms:
        found.update(term if isinstance(term, frozenset) else (ox.NamedNode(str(term)),))
    return frozenset(found)


DATES = predicates(GA.edtf, GA.startEarliest, GA.startLatest, GA.endEarliest, GA.endLatest)
SOURCE_TERMS = predicates(
    *(RDF.type, DCTERMS.title, DCTERMS.license, DCTERMS.bibliographicCitation, DCTERMS.rights),
    *(DCTERMS.rightsHolder, DCTERMS.publisher, GA.sourceDocument),
)
"""What the report of every export says of a source graph."""


def _is_first(version: ExportedVersion, triple: ox.Triple, predicate: ox.NamedNode | None) -> bool:
    """Whether a triple is the one that stands for its thing; no set of all is held for that."""
    assert not isinstance(triple.subject, ox.Triple)
    return next(version.matching(triple.subject, predicate), None) == triple


def _shown(triple: ox.Triple) -> str:
    """What is said of a thing without a name that others could use."""
    return f"{shorten(triple.predicate.value)} {plain(triple.object)}"

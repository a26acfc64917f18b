"""What is added to a source graph before it is validated: bounds of dates, derived triples."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from functools import cache
from itertools import chain

import pyoxigraph as ox
from rdflib import XSD

from kg.bounds import Bounds
from kg.edtf import parse_edtf
from kg.errors import DateError
from kg.query_terms import iris_of
from kg.report import Scope, Severity, Term, ValidationResult
from kg.resources import rule_files
from kg.store.forms import may_be_rewritten
from kg.store.memory import MemoryDataset
from kg.terms import in_graph, shorten
from kg.vocabulary import GA, GS

_EDTF_PROPERTY = ox.NamedNode(str(GA.edtf))
_XSD_DATE = ox.NamedNode(str(XSD.date))
_EDTF_SHAPE = f"{GS}EdtfShape-edtf"
_STORED_SHAPE = f"{GS}StoredFormShape"
_BOUNDS = {
    "start_earliest": ox.NamedNode(str(GA.startEarliest)),
    "start_latest": ox.NamedNode(str(GA.startLatest)),
    "end_earliest": ox.NamedNode(str(GA.endEarliest)),
    "end_latest": ox.NamedNode(str(GA.endLatest)),
}


def normalise(
    graph: str, triples: Iterable[ox.Triple]
) -> tuple[set[ox.Triple], list[ValidationResult]]:
    """Complete the triples of one source graph; nothing is taken away.

    Every EDTF value gives its subject the bounds it stands for, then the rules
    add what follows from this graph alone. Dates that cannot be read come back
    as violations, since they stand in data and not in a parameter; values that
    the store will write anew, as warnings.
    """
    given = set(triples)
    more, problems = derived(graph, given)
    return given | more, [*problems, *rewritten(graph, given)]


def source_predicates() -> set[str]:
    """The IRIs of the predicates that something may follow from."""
    return {_EDTF_PROPERTY.value, *_rule_predicates()}


def derived(
    graph: str, triples: Collection[ox.Triple]
) -> tuple[set[ox.Triple], list[ValidationResult]]:
    """What follows from the triples of one source graph, whether they hold it already or not."""
    found: set[ox.Triple] = set()
    problems: list[ValidationResult] = []
    for triple in triples:
        if triple.predicate == _EDTF_PROPERTY and isinstance(triple.object, ox.Literal):
            try:
                bounds = parse_edtf(triple.object.value)
            except DateError as error:
                problems.append(_unreadable(graph, triple, error))
            else:
                found.update(_bound_triples(triple.subject, bounds))
    found.update(_by_rules(chain(triples, found)))
    return found, problems


def _bound_triples(
    subject: ox.NamedNode | ox.BlankNode | ox.Triple, bounds: Bounds
) -> Iterator[ox.Triple]:
    for name, predicate in _BOUNDS.items():
        day = getattr(bounds, name)
        if day is not None:
            yield ox.Triple(subject, predicate, ox.Literal(str(day), datatype=_XSD_DATE))


def _unreadable(graph: str, triple: ox.Triple, error: DateError) -> ValidationResult:
    return ValidationResult(
        focus_node=triple.subject,
        message=f"The date cannot be read: {error}",
        severity=Severity.VIOLATION,
        shape=_EDTF_SHAPE,
        component="http://www.w3.org/ns/shacl#DatatypeConstraintComponent",
        path="ga:edtf",
        value=triple.object,
        scope=Scope.GRAPH,
        graph=graph,
    )


def rewritten(graph: str, triples: Iterable[ox.Triple]) -> Iterator[ValidationResult]:
    """Warn of each value that the store will give back in another form than it was written.

    *triples* are as the source has them: what comes out of a store has its stored form already.
    """
    written = [triple for triple in triples if _may_be_rewritten(triple.object)]
    for triple, stored in zip(written, _stored_forms(t.object for t in written), strict=True):
        if stored != triple.object:
            before, after = _shown(triple.object, stored), _shown(stored, triple.object)
            yield ValidationResult(
                focus_node=triple.subject,
                message=f"{before} is stored as {after}.",
                severity=Severity.WARNING,
                shape=_STORED_SHAPE,
                component=f"{GS}StoredFormConstraintComponent",
                path=shorten(triple.predicate.value),
                value=triple.object,
                scope=Scope.GRAPH,
                graph=graph,
            )


def _may_be_rewritten(term: Term) -> bool:
    if isinstance(term, ox.Literal) and term.datatype == _XSD_DATE:
        return ":" in term.value  # a timezone
    return may_be_rewritten(term)


def _stored_forms(terms: Iterable[Term]) -> Iterator[Term]:
    """Put terms into a store and read them back, in their order."""
    quads = [
        ox.Quad(ox.NamedNode(f"urn:x-geoactors:{number}"), _EDTF_PROPERTY, term)
        for number, term in enumerate(terms)
    ]
    if quads:
        rows = MemoryDataset(quads).select("SELECT ?place ?form WHERE { ?place ?property ?form }")
        forms = {row["place"]: row["form"] for row in rows}
        for quad in quads:
            yield forms[quad.subject]


def _shown(term: Term, other: Term) -> str:
    """Write a literal as short as it can be told from the *other*."""
    assert isinstance(term, ox.Literal)
    assert isinstance(other, ox.Literal)
    if term.datatype == other.datatype:
        return f"`{term.value}`"
    return f"`{term.value}` of type {shorten(term.datatype.value)}"


def _by_rules(triples: Iterable[ox.Triple]) -> Iterator[ox.Triple]:
    watched = _rule_predicates()
    concerned = [triple for triple in triples if triple.predicate.value in watched]
    if not concerned:
        return
    dataset = MemoryDataset(in_graph(triple) for triple in concerned)
    for rule in _rules():
        yield from dataset.construct(rule)


@cache
def _rule_predicates() -> frozenset[str]:
    """The IRIs in rules, predicates among them; none of the rules has a variable predicate."""
    return frozenset(iri for rule in _rules() for iri in iris_of(rule))


@cache
def _rules() -> tuple[str, ...]:
    return tuple(path.read_text(encoding="utf-8") for path in rule_files())

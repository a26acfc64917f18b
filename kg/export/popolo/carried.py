"""Which predicates Popolo has a place for, by the kinds of items."""

from __future__ import annotations

import pyoxigraph as ox
from rdflib import DCTERMS, ORG, RDF, RDFS, SKOS

from kg.export.lookups import SAME_AS
from kg.export.popolo.things import Things
from kg.export.uncarried import DATES, SOURCE_TERMS, Predicates, predicates
from kg.terms import term
from kg.vocabulary import GA

CLASSES = frozenset(
    map(
        term,
        (
            *(GA.Person, GA.Agent, GA.Organisation, GA.State, GA.Government, GA.PublicBody),
            *(GA.InternationalOrganisation, GA.Place, GA.Post, GA.Event, GA.Membership),
            *(GA.Tenure, GA.Participation, GA.SourceGraph, GA.ReferenceGraph),
        ),
    )
)
"""The classes that items are of, or that their classification tells."""

_ITEM = predicates(
    *(RDF.type, SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel, DCTERMS.identifier),
    *(SAME_AS.value, RDFS.seeAlso, RDFS.comment, GA.evidence),
    *(GA.isoAlpha2, GA.isoAlpha3, GA.isoNumeric),
)
_EVENT = predicates(
    *(_ITEM, DATES, GA.eventType, GA.concerns, GA.location, GA.subEventOf),
    *(GA.hasParticipation, GA.involves),
)
_BY_CLASS = (
    (GA.Person, predicates(_ITEM, GA.birth, GA.death, GA.citizenship)),
    (
        GA.Agent,
        predicates(_ITEM, DATES, GA.organisationType, ORG.subOrganizationOf, GA.jurisdiction),
    ),
    (GA.Place, predicates(_ITEM, GA.placeType, DCTERMS.isPartOf)),
    (
        GA.Post,
        predicates(_ITEM, DATES, ORG.postIn, GA.constituency, GA.seats, GA.jurisdiction),
    ),
    (
        GA.Membership,
        predicates(
            *(RDF.type, DCTERMS.identifier, RDFS.seeAlso, RDFS.comment, GA.evidence, DATES),
            *(GA.holder, GA.post, ORG.member, ORG.organization, GA.representing),
            *(GA.membershipType, GA.acting, GA.endCause),
        ),
    ),
)
_LIFE = predicates(RDF.type, GA.eventType, DCTERMS.identifier, DATES)
_PART = predicates(RDF.type, GA.participant, GA.participationRole)


def carried(things: Things, node: ox.NamedNode) -> Predicates | None:
    """What the items of a thing have, or note themselves; none where the thing was noted."""
    if node in things.left_out:
        return None
    for cls, found in _BY_CLASS[:1] if things.is_a(node, GA.Person) else _BY_CLASS:
        if things.is_a(node, cls):
            return found | _EVENT if things.is_a(node, GA.Event) else found
    if things.is_a(node, GA.Event):
        return _EVENT if not things.is_life(node) else _of_life(things, node)
    if things.is_a(node, GA.Participation):
        events = things.subjects(GA.hasParticipation, node)
        return _PART if any(not things.is_life(event) for event in events) else frozenset()
    return SOURCE_TERMS if things.is_a(node, GA.SourceGraph, GA.ReferenceGraph) else frozenset()


def _of_life(things: Things, event: ox.NamedNode) -> Predicates:
    """A birth or death, which stands with its person."""
    persons = things.subjects(GA.birth, event) or things.subjects(GA.death, event)
    return _LIFE if persons else frozenset()

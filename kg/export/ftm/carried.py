"""Which predicates FollowTheMoney has a place for, by the schemata of things."""

from __future__ import annotations

import pyoxigraph as ox
from rdflib import DCTERMS, ORG, RDF, RDFS, SKOS

from kg.export.ftm.events import is_reason
from kg.export.ftm.things import Things
from kg.export.lookups import SAME_AS
from kg.export.uncarried import DATES, SOURCE_TERMS, Predicates, predicates
from kg.terms import term
from kg.vocabulary import GA

CLASSES = frozenset(
    map(
        term,
        (
            *(GA.Person, GA.Organisation, GA.PublicBody, GA.Agent, GA.Post, GA.Place),
            *(GA.Document, GA.Tenure, GA.Membership, GA.Event, GA.Participation, GA.Claim),
            *(GA.SourceGraph, GA.ReferenceGraph, GA.State, GA.Polity, GA.Collective),
        ),
    )
)
"""The classes that have a schema; States and unnamed groups are noted by their writer."""

_BASIC = predicates(RDF.type, DCTERMS.identifier, RDFS.comment, GA.evidence)
_NAMES = predicates(SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel)
_THING = predicates(_BASIC, _NAMES, SAME_AS.value, RDFS.seeAlso)
_TIED = predicates(
    *(GA.affiliation, ORG.reportsTo, GA.succeeds, GA.subEventOf, GA.concerns, GA.prompts)
)
_ORGANISATION = predicates(
    *(_THING, _TIED, DATES, GA.organisationType, GA.jurisdiction, GA.governs),
    *(ORG.subOrganizationOf, GA.isoAlpha2),
)
_PLACE = predicates(_THING, _TIED, GA.isoAlpha2, GA.jurisdiction, GA.placeType)
_RELATION = predicates(_BASIC, DATES, GA.timeExpression, GA.appointedBy)
_MEMBERSHIP = predicates(_RELATION, ORG.member, ORG.organization, GA.membershipType)
_LINK = predicates(_BASIC, GA.proposition, GA.concerns)
_EVENT = predicates(
    *(_BASIC, _NAMES, _TIED, DATES, RDFS.seeAlso, GA.eventType, GA.hasParticipation),
    *(GA.involves, GA.location, GA.timeExpression, GA.rationale, GA.inSeries),
)
_BY_SCHEMA = {
    "Person": predicates(_THING, _TIED, GA.citizenship, GA.birth, GA.death),
    "LegalEntity": _ORGANISATION,
    "Organization": _ORGANISATION,
    "Company": _ORGANISATION,
    "PublicBody": _ORGANISATION,
    "Position": predicates(
        *(_THING, _TIED, DATES, GA.jurisdiction, ORG.postIn, GA.seats, GA.postType),
        GA.constituency,
    ),
    "Address": _PLACE,
    "Territory": predicates(_PLACE, DCTERMS.isPartOf),
    "Article": predicates(
        *(RDF.type, _TIED, DATES, DCTERMS.title, DCTERMS.publisher, DCTERMS.creator, RDFS.seeAlso),
        GA.documentType,
    ),
    "Occupancy": predicates(_RELATION, GA.holder, GA.post, GA.representing, GA.acting, GA.endCause),
    "Membership": _MEMBERSHIP,
    "Employment": _MEMBERSHIP,
    "Ownership": _MEMBERSHIP,
    "Event": _EVENT,
    "Trip": _EVENT,
    "Sanction": predicates(
        _BASIC, DATES, GA.eventType, GA.hasParticipation, GA.involves, GA.legalBasis
    ),
    "Family": _LINK,
    "Associate": _LINK,
    "UnknownLink": _LINK,
    "Representation": _LINK,
}
_FOLDED = predicates(RDF.type, DCTERMS.identifier, GA.eventType, GA.evidence, DATES)
_BIRTH = predicates(_FOLDED, GA.location)
_ENDS = predicates(RDF.type, GA.participant, GA.participationRole)
_PART = predicates(_ENDS, GA.inCapacity, GA.representing)
_REASON = predicates(RDF.type, DCTERMS.identifier, GA.proposition, GA.evidence)

_NOTHING: Predicates = frozenset()


def carried(things: Things, node: ox.NamedNode) -> Predicates | None:
    """What an entity has of a thing, or notes itself; none where the thing was noted."""
    if node in things.left_out:
        return None
    schema = things.told.get(node)
    if schema is not None:
        return _BY_SCHEMA[schema]
    if things.is_a(node, GA.Participation):
        return _of_part(things, node)
    if things.is_a(node, GA.Event):
        return _of_folded(things, node)
    if things.is_a(node, GA.Claim):
        return _REASON if is_reason(things, node) else _NOTHING
    return SOURCE_TERMS if things.is_a(node, GA.SourceGraph, GA.ReferenceGraph) else _NOTHING


def _of_part(things: Things, part: ox.NamedNode) -> Predicates:
    """Who takes part in an event or a sanction, where that is written."""
    told = {things.told.get(event) for event in things.subjects(GA.hasParticipation, part)}
    if told & {"Event", "Trip"}:
        return _PART
    return _ENDS if "Sanction" in told else _NOTHING


def _of_folded(things: Things, event: ox.NamedNode) -> Predicates:
    """A birth or death, which stand with their person, or what another entity tells."""
    if things.subjects(GA.birth, event):
        return _BIRTH
    told = things.subjects(GA.death, event) or things.keys(event)
    return _FOLDED if told else _NOTHING

"""The kinds of things that a mapping can make of rows, and the fields that each has."""

from __future__ import annotations

from rdflib import DCTERMS, ORG, RDFS, SKOS

from kg.importers.csv_fields import Field, Kind, code, thing
from kg.vocabulary import GA

_AGENTS = ("person", "organisation", "state", "collective")
_ORGANISATIONS = ("organisation", "state")
_NAMED = {
    "label": Field("names", SKOS.prefLabel),
    "alias": Field("names", SKOS.altLabel),
    "hidden": Field("names", SKOS.hiddenLabel),
    "comment": Field("names", RDFS.comment),
    "page": Field("page", RDFS.seeAlso),
    "wikidata": Field("wikidata"),
}
_DATED = {name: Field("date") for name in ("start", "end", "date", "current")}
_EVIDENCED = {
    "comment": Field("names", RDFS.comment),
    "page": Field("page", RDFS.seeAlso),
    "quote": Field("quote"),
    "document": Field("document", kinds=("document",)),
}


_CONCERNS = {
    "concerns": thing(GA.concerns, *_AGENTS, "post", "place", "event", "document", "claim"),
    "topic": code(GA.concerns, "topic"),
}

KINDS: dict[str, Kind] = {
    "person": Kind(
        "agent",
        {"person": GA.Person},
        {
            **_NAMED,
            "born": Field("life", GA.birth),
            "died": Field("life", GA.death),
            "citizenship": Field("country", GA.citizenship),
            "affiliation": thing(GA.affiliation, *_ORGANISATIONS),
        },
    ),
    "organisation": Kind(
        "agent",
        {
            "organisation": GA.Organisation,
            "public-body": GA.PublicBody,
            "government": GA.Government,
            "international-organisation": GA.InternationalOrganisation,
            "polity": GA.Polity,
        },
        {
            **_NAMED,
            **_DATED,
            "type": code(GA.organisationType, "organisation-type"),
            "jurisdiction": Field("country", GA.jurisdiction),
            "governs": Field("country", GA.governs),
            "part_of": thing(ORG.subOrganizationOf, *_ORGANISATIONS),
            "succeeds": thing(GA.succeeds, *_ORGANISATIONS),
        },
    ),
    "collective": Kind(
        "agent",
        {"collective": GA.Collective},
        {**_NAMED, "affiliation": thing(GA.affiliation, *_ORGANISATIONS, required=True)},
    ),
    "state": Kind("agent", {"state": GA.Polity}, {"country": Field("country", required=True)}),
    "place": Kind(
        "place",
        {"place": GA.Place},
        {
            **_NAMED,
            "type": code(GA.placeType, "place-type"),
            "jurisdiction": Field("country", GA.jurisdiction),
        },
    ),
    "post": Kind(
        "post",
        {"post": GA.Post},
        {
            **_NAMED,
            **_DATED,
            "type": code(GA.postType, "post-type"),
            "jurisdiction": Field("country", GA.jurisdiction),
            "body": thing(ORG.postIn, *_ORGANISATIONS),
            "reports_to": thing(ORG.reportsTo, "post"),
            "constituency": thing(GA.constituency, "place"),
            "seats": Field("number", GA.seats, single=True),
            "succeeds": thing(GA.succeeds, "post"),
        },
    ),
    "tenure": Kind(
        "tenure",
        {"tenure": GA.Tenure},
        {
            **_EVIDENCED,
            **_DATED,
            "holder": thing(GA.holder, *_AGENTS, required=True),
            "post": thing(GA.post, "post", required=True),
            "acting": Field("flag", GA.acting, single=True),
            "appointed_by": thing(GA.appointedBy, *_AGENTS),
            "end_cause": code(GA.endCause, "end-cause"),
            "succeeds": thing(GA.succeeds, "tenure"),
        },
        evidenced=True,
    ),
    "membership": Kind(
        "membership",
        {"membership": GA.Membership},
        {
            **_EVIDENCED,
            **_DATED,
            "member": thing(ORG.member, *_AGENTS, required=True),
            "organisation": thing(ORG.organization, *_ORGANISATIONS, required=True),
            "type": code(GA.membershipType, "membership-type"),
            "representing": thing(GA.representing, *_AGENTS),
            "end_cause": code(GA.endCause, "end-cause"),
        },
        evidenced=True,
    ),
    "event": Kind(
        "event",
        {"event": GA.Event, "communication": GA.Communication},
        {
            **_EVIDENCED,
            **_DATED,
            **_CONCERNS,
            "label": _NAMED["label"],
            "alias": _NAMED["alias"],
            "type": code(GA.eventType, "event-type", required=True),
            "location": thing(GA.location, "place"),
            "country": Field("country", GA.location),
            "part_of": thing(GA.subEventOf, "event"),
            "legal_basis": thing(GA.legalBasis, "document"),
            "status": Field("status", GA.status, scheme="event-status"),
        },
        evidenced=True,
    ),
    "document": Kind(
        "doc",
        {"document": GA.Document},
        {
            **_DATED,
            **_CONCERNS,
            "title": Field("names", DCTERMS.title, required=True),
            "type": code(GA.documentType, "document-type", required=True),
            "page": _NAMED["page"],
            "comment": _NAMED["comment"],
            "author": thing(DCTERMS.creator, *_AGENTS),
            "publisher": thing(DCTERMS.publisher, *_AGENTS),
        },
    ),
    "claim": Kind(
        "claim",
        {"claim": GA.Claim},
        {
            **_EVIDENCED,
            **_CONCERNS,
            "proposition": Field("names", GA.proposition, required=True, single=True),
            "modality": code(GA.modality, "modality"),
        },
        evidenced=True,
    ),
    "stance": Kind(
        "stance",
        {"stance": GA.Stance},
        {
            **_EVIDENCED,
            **_DATED,
            "taker": thing(GA.stanceTaker, *_AGENTS, required=True),
            "claim": thing(GA.stanceOn, "claim", required=True),
            "type": code(GA.stanceType, "stance-type", required=True, single=True),
            "target": thing(GA.target, *_AGENTS),
            "intensity": code(GA.intensity, "intensity"),
        },
        evidenced=True,
    ),
}
PARTICIPANT: dict[str, Field] = {
    "agent": thing(GA.participant, *_AGENTS, required=True),
    "role": code(GA.participationRole, "participation-role", required=True),
    "capacity": thing(GA.inCapacity, "tenure", "post"),
    "representing": thing(GA.representing, *_AGENTS),
}
"""The fields of a part in an event."""

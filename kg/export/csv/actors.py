"""The tables of actors and offices: persons, organisations, places, posts, and who held them."""

from __future__ import annotations

from rdflib import DCTERMS, ORG

from kg.export.csv.columns import Column, reference, references, value, via
from kg.export.csv.common import (
    CLASS,
    DATES,
    END_CAUSE,
    IRI,
    ISO_CODES,
    JURISDICTION,
    LABEL,
    SEE_ALSO,
    STATED,
    SUCCEEDS,
    WIKIDATA,
)
from kg.export.csv.table import Table
from kg.vocabulary import GA


def _born_or_died(name: str, event: str) -> Column:
    return Column(
        name,
        name,
        f"The date of the {event} in EDTF; its bounds are in events.csv.",
        "edtf-of",
        empty=f"No {event} is stated, or it has no date.",
        of=event,
        example="1953-10-19",
    )


_PERSONS = Table(
    "persons",
    "Persons",
    "One human being a row.",
    (
        *IRI,
        *LABEL,
        *WIKIDATA,
        *reference("birth", GA.birth, "The event in which the person was born."),
        _born_or_died("born", "birth"),
        *reference("death", GA.death, "The event in which the person died."),
        _born_or_died("died", "death"),
        *references("citizenship", GA.citizenship, "The states of which the person is a national."),
        *references("affiliation", GA.affiliation, "The organisations the person belongs to."),
        *SEE_ALSO,
        *STATED,
    ),
    (GA.Person,),
)

_ORGANISATIONS = Table(
    "organisations",
    "Organisations and collectives",
    "One agent that is no person a row: states and other polities, governments, public bodies,"
    " international organisations, parties and companies, and collectives of unnamed persons."
    " They are one table, because every table refers to all of them alike; the class tells them"
    " apart. An agent of which no source says what it is has the class Agent.",
    (
        *IRI,
        *CLASS,
        *LABEL,
        *WIKIDATA,
        *value(
            "organisation_types",
            GA.organisationType,
            "codes",
            "The codes of what kind of body it is.",
            "ministry",
        ),
        *ISO_CODES,
        *JURISDICTION,
        *reference("governs", GA.governs, "The polity whose executive a government directs."),
        *reference("part_of", ORG.subOrganizationOf, "The organisation of which it is a part."),
        *references("affiliation", GA.affiliation, "The organisations it belongs to."),
        *SUCCEEDS,
        *DATES,
        *END_CAUSE,
        *SEE_ALSO,
        *STATED,
    ),
    (GA.Organisation, GA.Collective),
)

_PLACES = Table(
    "places",
    "Places",
    "One place a row. A state as an actor is an organisation, its territory a place.",
    (
        *IRI,
        *LABEL,
        *WIKIDATA,
        *value("place_type", GA.placeType, "code", "The code of what kind of place it is.", "city"),
        *ISO_CODES,
        *JURISDICTION,
        *reference("part_of", DCTERMS.isPartOf, "The larger place of which it is a part."),
        *SEE_ALSO,
        *STATED,
    ),
    (GA.Place,),
)

_POSTS = Table(
    "posts",
    "Posts",
    "One office a row, whoever holds it.",
    (
        *IRI,
        *LABEL,
        *WIKIDATA,
        *value(
            "post_types",
            GA.postType,
            "codes",
            "The codes of what kind of office it is.",
            "foreign-minister",
        ),
        *reference("body", ORG.postIn, "The body in which the post is."),
        *JURISDICTION,
        *reference("constituency", GA.constituency, "The place whose electors choose the holder."),
        *reference("reports_to", ORG.reportsTo, "The post above it."),
        *value("seats", GA.seats, "integer", "How many can hold it at the same time.", "1"),
        *SUCCEEDS,
        *DATES,
        *END_CAUSE,
        *SEE_ALSO,
        *STATED,
    ),
    (GA.Post,),
)

_TENURES = Table(
    "tenures",
    "Tenures",
    "One continuous time of one holder in one post a row.",
    (
        *IRI,
        *reference("holder", GA.holder, "Who holds the post."),
        *reference("post", GA.post, "The post that is held."),
        *via("body", "post", ORG.postIn, "The body in which the post is."),
        *via("jurisdiction", "post", GA.jurisdiction, "The polity of the post."),
        *DATES,
        *value("acting", GA.acting, "boolean", "Whether the post is held provisionally.", "true"),
        *reference("appointed_by", GA.appointedBy, "Who put the holder into the post."),
        *SUCCEEDS,
        *END_CAUSE,
        *SEE_ALSO,
        *STATED,
    ),
    (GA.Tenure,),
)

_MEMBERSHIPS = Table(
    "memberships",
    "Memberships",
    "One continuous time of one member in one organisation a row; tenures of posts are another"
    " table.",
    (
        *IRI,
        *reference("member", ORG.member, "Who belongs to the organisation."),
        *reference("organisation", ORG.organization, "What the member belongs to."),
        *value(
            "membership_type",
            GA.membershipType,
            "code",
            "The code of the rank or kind of belonging.",
            "founding-member",
        ),
        *reference("representing", GA.representing, "On whose behalf the member sits."),
        *DATES,
        *SUCCEEDS,
        *END_CAUSE,
        *SEE_ALSO,
        *STATED,
    ),
    (GA.Membership,),
)

ACTORS = (_PERSONS, _ORGANISATIONS, _PLACES, _POSTS, _TENURES, _MEMBERSHIPS)
"""The tables, in the order in which they are described."""

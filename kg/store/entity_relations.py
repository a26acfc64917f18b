"""Which relations lead from a thing to its parts, and from others to it."""

from __future__ import annotations

from typing import Final

from rdflib import DCTERMS, ORG, RDF

from kg.terms import term
from kg.vocabulary import GA

MOST: Final = 2000
"""Things by which one relation leads to a thing; one that has more is left out as a whole."""

BRIEF: Final = 100
"""Things by which one of `PAGED` leads to a thing, where the description is to be brief."""

PARTS: Final = frozenset(map(term, (GA.hasParticipation, GA.evidence, GA.inferredBy)))
"""The predicates from a thing to what is told of nothing else."""

TOLD: Final = tuple(
    map(
        term,
        (
            GA.holder,
            GA.post,
            ORG.member,
            ORG.organization,
            GA.participant,
            GA.reportsOn,
            GA.stanceOn,
            GA.corrects,
        ),
    )
)
"""Relations to a thing whose other ends are told of with it, each with its parts."""

NAMED: Final = tuple(
    map(
        term,
        (
            GA.involves,
            GA.jurisdiction,
            GA.governs,
            GA.affiliation,
            ORG.postIn,
            ORG.subOrganizationOf,
            GA.location,
            GA.subEventOf,
            GA.inSeries,
            GA.succeeds,
            GA.stanceTaker,
            DCTERMS.isPartOf,
        ),
    )
)
"""Relations to a thing of which only their statements are given, and the names of other ends."""

PAGED: Final = frozenset(map(term, (GA.participant, GA.involves, GA.location)))
"""Relations to events: a page lists them by a query of its own, some at a time."""

EVIDENCE: Final = term(GA.evidence)
PARTICIPANT: Final = term(GA.participant)
PARTICIPATION: Final = term(GA.hasParticipation)
IN_DOCUMENT: Final = term(GA.inDocument)
REPLACED: Final = term(DCTERMS.isReplacedBy)

NAMED_BY: Final = {"doc": term(DCTERMS.title)}
"""The property that names the things of a kind, where it is not the first one."""

NAMELESS: Final = frozenset({"tenure", "membership"})
"""Kinds of things that have no other name when they have no preferred one."""

DESCRIBING: Final = frozenset(
    map(
        term,
        (
            RDF.type,
            DCTERMS.title,
            DCTERMS.license,
            DCTERMS.rights,
            DCTERMS.rightsHolder,
            DCTERMS.bibliographicCitation,
            DCTERMS.publisher,
            GA.sourceDocument,
            GA.retrievedOn,
        ),
    )
)
"""What is told of a graph: what it is, its source and its terms; not how it was made."""

DATED: Final = frozenset(map(term, (GA.Membership, GA.Tenure, GA.Event, GA.Communication)))
"""The classes of what may be left out for not being on a day."""

LICENCES: Final = term(DCTERMS.license)
CREATORS: Final = term(DCTERMS.creator)

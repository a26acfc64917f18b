"""Which relations lead from a thing to its parts, and from others to it."""

from __future__ import annotations

from typing import Final

from rdflib import DCTERMS, ORG, RDFS, SKOS

from kg.terms import term
from kg.vocabulary import GA, PREFIXES

MOST: Final = 2000
"""Things by which one relation leads to a thing; one that has more is left out as a whole."""

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

EVIDENCE: Final = term(GA.evidence)
PARTICIPANT: Final = term(GA.participant)
PARTICIPATION: Final = term(GA.hasParticipation)
IN_DOCUMENT: Final = term(GA.inDocument)
REPLACED: Final = term(DCTERMS.isReplacedBy)
LABELS: Final = tuple(
    map(
        term,
        (
            SKOS.prefLabel,
            DCTERMS.title,
            f"{PREFIXES['schema']}caption",
            RDFS.label,
            GA.proposition,
        ),
    )
)
"""The properties that name a thing, the best first."""

BOUNDS: Final = tuple(map(term, (GA.startEarliest, GA.startLatest, GA.endEarliest, GA.endLatest)))
DATED: Final = frozenset(map(term, (GA.Membership, GA.Tenure, GA.Event, GA.Communication)))
"""The classes of what may be left out for not being on a day."""

LICENCES: Final = term(DCTERMS.license)
CREATORS: Final = term(DCTERMS.creator)

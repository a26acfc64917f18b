"""What a network cannot show: counted by predicate, in one pass over the facts."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox
from rdflib import DCTERMS, ORG, PROV, RDF, RDFS, SKOS, Namespace

from kg.export.losses import Losses
from kg.export.network_labels import NODE_CLASSES, item_of
from kg.export.version import ExportedVersion
from kg.terms import plain, shorten, term
from kg.vocabulary import GA, PREFIXES

_OA = Namespace(PREFIXES["oa"])
_SAME = f"{PREFIXES['schema']}sameAs"

_CARRIED = frozenset(
    map(
        str,
        (
            *(RDF.type, SKOS.prefLabel, DCTERMS.title, DCTERMS.license, DCTERMS.rights),
            *(DCTERMS.bibliographicCitation, DCTERMS.isPartOf, ORG.member, ORG.organization),
            *(ORG.postIn, ORG.reportsTo, ORG.subOrganizationOf, GA.holder, GA.post, GA.acting),
            *(GA.startEarliest, GA.startLatest, GA.endEarliest, GA.endLatest, GA.endCause),
            *(GA.membershipType, GA.hasParticipation, GA.participant, GA.participationRole),
            *(GA.inCapacity, GA.representing, GA.involves, GA.stanceTaker, GA.stanceOn),
            *(GA.stanceType, GA.target, GA.succeeds, GA.jurisdiction, GA.governs),
            *(GA.affiliation, GA.citizenship, GA.contradicts, GA.subEventOf, GA.inSeries),
            *(GA.location, GA.prompts, GA.concerns, GA.birth, GA.death, GA.eventType),
            *(GA.postType, GA.organisationType, GA.placeType),
        ),
    )
)
"""What nodes, edges and their attributes say; edges that cannot be drawn are noted one by one."""

_NAMED = frozenset((*NODE_CLASSES, *map(term, (GA.Tenure, GA.Membership, GA.Stance))))
"""Classes of nodes and edges that are found by their IRIs; those of parts are not among them."""

_GROUPS: tuple[tuple[str, str, Iterable[object]], ...] = (
    (
        "Dates as their sources wrote them",
        "The first and last possible days stand in their place.",
        (GA.edtf, GA.timeExpression, GA.relativeTo),
    ),
    (
        "Other names",
        "A node has one label.",
        (SKOS.altLabel, SKOS.hiddenLabel),
    ),
    (
        "Other identifiers",
        "A node has its IRI and its item of Wikidata.",
        (DCTERMS.identifier, GA.isoAlpha2, GA.isoAlpha3, GA.isoNumeric, RDFS.seeAlso, _SAME),
    ),
    (
        "Documents, quotes and inferences",
        "The graphs that state a fact stand as its sources, without places in documents.",
        (
            *(GA.evidence, GA.inDocument, GA.quote, GA.locator, GA.sourceDocument, GA.inferredBy),
            *(GA.rationale, GA.confidence, GA.retrievedOn, GA.documentType, _OA.start, _OA.end),
            *(DCTERMS.creator, DCTERMS.contributor, DCTERMS.publisher, DCTERMS.rightsHolder),
            *(DCTERMS.language, DCTERMS.hasPart, PROV.used, PROV.generatedAtTime),
            *(PROV.wasAssociatedWith, PROV.wasAttributedTo, PROV.wasDerivedFrom),
            *(PROV.wasGeneratedBy, PROV.wasInformedBy),
        ),
    ),
    (
        "Words and conditions of claims and stances",
        "A stance is an edge to a claim, which has a label.",
        (GA.condition, GA.modality, GA.intensity, GA.proposition, GA.expressedIn),
    ),
    (
        "Reports on events",
        "An event stands whether it was planned, held or cancelled.",
        (GA.reportsOn, GA.status, GA.reportedBy),
    ),
)
_GROUP_OF = {
    str(predicate): (what, why) for what, why, predicates in _GROUPS for predicate in predicates
}


def note_losses(version: ExportedVersion, losses: Losses) -> None:
    """Note all statements that a network leaves out: in groups, others by their predicates."""
    for triple in version.triples():
        predicate = triple.predicate.value
        if predicate not in _CARRIED and not (predicate == _SAME and item_of(triple.object)):
            other = (f"Statements of {shorten(predicate)}", "A network has no place for them.")
            what, why = _GROUP_OF.get(predicate, other)
            losses.note(what, why, plain(triple.subject))
        elif triple.object in _NAMED and isinstance(triple.subject, ox.BlankNode):
            losses.note("Things without an IRI", "Each node needs one.", plain(triple.object))
    for graph in version.graphs:
        if version.is_claim(graph):
            losses.note("Contents of claims", "What is claimed is no fact of the network.", graph)

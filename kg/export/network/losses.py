"""What a network cannot show: counted by predicate, in one pass over the facts."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox
from rdflib import DCTERMS, ORG, PROV, RDF, RDFS, SKOS, Namespace

from kg.export.losses import Losses
from kg.export.network.labels import NODE_CLASSES
from kg.export.version import ExportedVersion
from kg.export.wikidata import item_of
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
        "Things with dates in the words of their sources",
        "The first and last possible days stand in their place.",
        (GA.edtf, GA.timeExpression, GA.relativeTo),
    ),
    (
        "Things with other names",
        "A node has one label.",
        (SKOS.altLabel, SKOS.hiddenLabel),
    ),
    (
        "Things with other identifiers",
        "A node has its IRI and its item of Wikidata.",
        (DCTERMS.identifier, GA.isoAlpha2, GA.isoAlpha3, GA.isoNumeric, RDFS.seeAlso, _SAME),
    ),
    (
        "Things with documents, quotes or inferences",
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
        "Claims and stances with words or conditions",
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
    """Note the things of which a network leaves something out: in groups, else by predicate.

    A thing counts once in each, whatever number of statements and graphs it has; what is held for
    that are the IRIs of those that a selection of graphs does not give together.
    """
    noted = _Noted(version.gives_things_whole)
    for triple in version.triples():
        predicate, thing = triple.predicate.value, plain(triple.subject)
        if predicate not in _CARRIED and not (predicate == _SAME and item_of(triple.object)):
            other = (f"Things with {shorten(predicate)}", "A network has no place for it.")
            what, why = _GROUP_OF.get(predicate, other)
            if noted.is_new(what, thing):
                losses.note(what, why, thing)
        elif triple.object in _NAMED and isinstance(triple.subject, ox.BlankNode):
            losses.note("Things without an IRI", "Each node needs one.", plain(triple.object))
    for graph in version.speaking:
        if version.is_claim(graph):
            losses.note("Contents of claims", "What is claimed is no fact of the network.", graph)


class _Noted:
    """Which things were noted; of the last one alone, where all about a thing comes together."""

    def __init__(self, together: bool) -> None:
        self._together = together
        self._last = ""
        self._found: set[tuple[str, str]] = set()

    def is_new(self, what: str, thing: str) -> bool:
        """Whether a thing was not noted under a heading; now it is."""
        if self._together and thing != self._last:
            self._found.clear()
            self._last = thing
        if (what, thing) in self._found:
            return False
        self._found.add((what, thing))
        return True

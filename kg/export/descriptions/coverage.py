"""What a dataset covers: days, places, languages."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox
from rdflib import DCTERMS, RDFS, SKOS, XSD

from kg.export.descriptions.counting import Counts
from kg.export.descriptions.naming import DCAT, described, optional, part, part_of
from kg.export.version import ExportedVersion
from kg.terms import english, term

_HOW = (
    "From the earliest day by which something had certainly begun, to the latest on which something"
    " was certainly not over."
)
_LABEL = term(SKOS.prefLabel)
_LANGUAGES = {
    2: "http://id.loc.gov/vocabulary/iso639-1/",
    3: "http://id.loc.gov/vocabulary/iso639-2/",
}


def coverage(
    dataset: ox.NamedNode, document: str, version: ExportedVersion, counts: Counts
) -> Iterator[ox.Triple]:
    """Say which days, places and languages a dataset covers (DCAT 3, §6.6).

    The period goes from the earliest day by which something had certainly begun
    to the latest on which something certainly was not over. Places are the jurisdictions
    that occur; a state is an agent, so that the place of one is another thing.
    """
    yield from _period(dataset, document, counts)
    for iri in sorted(counts.places):
        place = part_of(document, "place", iri)
        yield ox.Triple(dataset, term(DCTERMS.spatial), place)
        state = ox.NamedNode(iri)
        said = ((RDFS.label, _label(version, state)), (RDFS.seeAlso, state))
        yield from described(place, (DCTERMS.Location,), *said)
    for language in sorted({tag.partition("-")[0] for tag in counts.languages}):
        if space := _LANGUAGES.get(len(language)):
            yield ox.Triple(dataset, term(DCTERMS.language), ox.NamedNode(space + language))


def _period(dataset: ox.NamedNode, document: str, counts: Counts) -> Iterator[ox.Triple]:
    if counts.first is None and counts.last is None:
        return
    period = part(document, "period")
    yield ox.Triple(dataset, term(DCTERMS.temporal), period)
    yield from described(
        period,
        (DCTERMS.PeriodOfTime,),
        (RDFS.comment, english(_HOW)),
        (DCAT.startDate, optional(str(counts.first or ""), XSD.date)),
        (DCAT.endDate, optional(str(counts.last or ""), XSD.date)),
    )


def _label(version: ExportedVersion, thing: ox.NamedNode) -> ox.Literal | None:
    """The English label of a thing, else any."""
    labels = [value for value in version.values(thing, _LABEL) if isinstance(value, ox.Literal)]
    return min(labels, key=lambda label: (label.language != "en", str(label)), default=None)

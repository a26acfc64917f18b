"""Columns that many tables have: names, dates, and where a thing is stated."""

from __future__ import annotations

from rdflib import RDF, RDFS

from kg.export.csv.columns import Column, Columns, reference, references, text, value
from kg.terms import term
from kg.vocabulary import GA

IRI: Columns = (
    Column(
        "iri",
        "IRI",
        "The name of the thing, which stays the same in every version and table.",
        "iri",
        empty="Never.",
        example="https://w3id.org/geoactors/id/agent/wang-yi",
    ),
)

CLASS: Columns = (
    Column(
        "class",
        "class",
        "The most special class of the thing, after https://w3id.org/geoactors/ns#.",
        "class",
        empty="Never.",
        predicate=term(RDF.type),
        example="State",
    ),
)

LABEL: Columns = (
    Column(
        "label",
        "label",
        "A name: English where there is one. All names in all languages are in names.csv.",
        "label",
        empty="It has no name.",
        example="Wang Yi",
    ),
    Column(
        "label_language",
        "label: language",
        "The language of the label (BCP 47).",
        "label-language",
        empty="There is no label, or its language is not stated.",
        example="en",
    ),
)

WIKIDATA: Columns = (
    Column(
        "wikidata",
        "Wikidata",
        "The item of Wikidata that is the same thing; all identifiers are in identifiers.csv.",
        "wikidata",
        empty="No source names an item.",
        example="Q152034",
    ),
)

_BOUND = "Where sources differ, {}; the others are in statements.csv."
_NOT_KNOWN = "Not known. It never means that something is ongoing, or has always been."

DATES: Columns = (
    *value(
        "edtf",
        GA.edtf,
        "strings",
        "The date or period in the Extended Date/Time Format"
        " (ISO 8601-2), as precise as the source; one of each source.",
        "2012-11-06/2024-05",
    ),
    *text("time_expression", GA.timeExpression, "The words by which a source gives the time."),
    Column(
        "start_earliest",
        "start, earliest",
        "The first day on which it can have begun. " + _BOUND.format("the last of them"),
        "bound",
        _NOT_KNOWN,
        term(GA.startEarliest),
        example="2012-11-06",
    ),
    Column(
        "start_latest",
        "start, latest",
        "The last day on which it can have begun. " + _BOUND.format("the first of them"),
        "bound",
        _NOT_KNOWN,
        term(GA.startLatest),
        example="2012-11-06",
    ),
    Column(
        "end_earliest",
        "end, earliest",
        "The first day that can have been its last: what was"
        " ongoing on the day of its source ends on that day at the earliest. "
        + _BOUND.format("the last of them"),
        "bound",
        _NOT_KNOWN,
        term(GA.endEarliest),
        example="2024-05-01",
    ),
    Column(
        "end_latest",
        "end, latest",
        "The last day that can have been its last. " + _BOUND.format("the first of them"),
        "bound",
        _NOT_KNOWN,
        term(GA.endLatest),
        example="2024-05-31",
    ),
    Column(
        "disputed",
        "disputed",
        "Whether the bounds of several sources contradict each other:"
        " there is no day left on which it can have begun, or ended.",
        "disputed",
        "Never.",
        example="false",
    ),
)

ANSWER = Column(
    "answer",
    "answer",
    "Whether it was so on the day that was asked for: true, unknown or disputed.",
    "answer",
    empty="Never.",
    example="unknown",
)
"""Stands after the dates of tenures, memberships and events when an export is for a day."""

SEE_ALSO: Columns = value(
    "see_also", RDFS.seeAlso, "links", "Pages about it. Several may stand in a cell."
)

STATED: Columns = (
    *value(
        "evidence",
        GA.evidence,
        "references",
        "The passages that support it: rows of evidence.csv. Several may stand in a cell.",
    ),
    *value(
        "inferred_by",
        GA.inferredBy,
        "references",
        "The inferences from which values result:"
        " rows of inferences.csv. Several may stand in a cell.",
    ),
    Column(
        "sources",
        "sources",
        "The source graphs that state anything of it: rows of"
        " sources.csv, with licence and attribution. Several may stand in a cell.",
        "graphs",
        "The triples stand in no named graph.",
    ),
)

CONCERNS: Columns = references("concerns", GA.concerns, "What it is about.")
SUCCEEDS: Columns = references("succeeds", GA.succeeds, "What it directly follows.")
JURISDICTION: Columns = reference(
    "jurisdiction", GA.jurisdiction, "The polity under whose authority it stands."
)
END_CAUSE: Columns = value(
    "end_cause", GA.endCause, "code", "The code of the reason for which it ended.", "resigned"
)
ISO_CODES: Columns = (
    *value("iso_alpha2", GA.isoAlpha2, "string", "ISO 3166-1 code of two letters.", "CN"),
    *value("iso_alpha3", GA.isoAlpha3, "string", "ISO 3166-1 code of three letters.", "CHN"),
    *value("iso_numeric", GA.isoNumeric, "string", "ISO 3166-1 code of three digits.", "156"),
)

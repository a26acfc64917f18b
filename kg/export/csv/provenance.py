"""The tables of who says so: documents and source graphs, passages, and inferences."""

from __future__ import annotations

from rdflib import DCTERMS, PROV

from kg.export.csv.columns import reference, references, text, value
from kg.export.csv.common import CLASS, CONCERNS, DATES, IRI, LABEL, SEE_ALSO, STATED
from kg.export.csv.table import Table
from kg.vocabulary import GA, PREFIXES

_OA = PREFIXES["oa"]

_SOURCES = Table(
    "sources",
    "Sources",
    "One document, or one named graph of what a source says, a row, with its licence and whom to"
    " name. Every graph of the export is here; the sources columns of other tables name them.",
    (
        *IRI,
        *CLASS,
        *LABEL,
        *text("title", DCTERMS.title, "The title."),
        *value(
            "licence",
            DCTERMS.license,
            "links",
            "The licences. Several may stand in a cell.",
            "https://creativecommons.org/publicdomain/zero/1.0/",
        ),
        *text("attribution", DCTERMS.bibliographicCitation, "How to cite it, whom to name."),
        *text("rights", DCTERMS.rights, "What its terms of use say."),
        *references("rights_holder", DCTERMS.rightsHolder, "Who holds the rights."),
        *references("publisher", DCTERMS.publisher, "Who published it."),
        *references("creator", DCTERMS.creator, "Who made it."),
        *references("contributor", DCTERMS.contributor, "Who else took part in it."),
        *value(
            "document_type",
            GA.documentType,
            "code",
            "The code of what kind of work it is.",
            "news-article",
        ),
        *references("source_document", GA.sourceDocument, "The documents that a graph renders."),
        *value("language", DCTERMS.language, "strings", "The languages it is in.", "en"),
        *CONCERNS,
        *references("has_part", DCTERMS.hasPart, "The documents that are parts of it."),
        *references("attributed_to", PROV.wasAttributedTo, "Who made the graph."),
        *references("derived_from", PROV.wasDerivedFrom, "What the graph was made from."),
        *value(
            "generated_at",
            PROV.generatedAtTime,
            "dateTime",
            "When the graph was made.",
            "2026-11-23T00:00:00+00:00",
        ),
        *value("retrieved_on", GA.retrievedOn, "date", "The day on which it was read."),
        *DATES,
        *SEE_ALSO,
        *STATED,
    ),
    (GA.Document, GA.SourceGraph, GA.ClaimGraph),
)

_EVIDENCE = Table(
    "evidence",
    "Evidence",
    "One passage of a document a row, which supports what other tables say.",
    (
        *IRI,
        *reference("document", GA.inDocument, "The document in which it stands."),
        *text("quote", GA.quote, "Its exact words."),
        *value("locator", GA.locator, "string", "Where it stands in a structured document."),
        *value("start", f"{_OA}start", "integer", "The character at which it begins, from 0."),
        *value("end", f"{_OA}end", "integer", "The character before which it ends."),
        *value("confidence", GA.confidence, "decimal", "How probably it is right, 0 to 1.", "0.9"),
        *STATED,
    ),
    (GA.Evidence,),
)

_INFERENCES = Table(
    "inferences",
    "Inferences",
    "One reasoned step a row, by which values were concluded that no source states; among them"
    " corrections.",
    (
        *IRI,
        *CLASS,
        *text("rationale", GA.rationale, "The reasons."),
        *value("confidence", GA.confidence, "decimal", "How probably it is right, 0 to 1.", "0.9"),
        *references("used", PROV.used, "What it rests on."),
        *references("by", PROV.wasAssociatedWith, "Who drew it."),
        *references("informed_by", PROV.wasInformedBy, "The inferences before it."),
        *references("corrects", GA.corrects, "The statements it finds to be wrong."),
        *STATED,
    ),
    (GA.Inference,),
)

PROVENANCE = (_SOURCES, _EVIDENCE, _INFERENCES)
"""The tables, in the order in which they are described."""

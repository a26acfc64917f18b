"""Qualifiers and references in words, where the ontology has no term for them."""

from __future__ import annotations

from kg.importers.wikidata.entities import Snaks, Value, number_of
from kg.importers.wikidata.times import date_of

_NAMES = {
    "P50": "author",
    "P123": "publisher",
    "P143": "imported from",
    "P248": "stated in",
    "P304": "page",
    "P407": "language",
    "P433": "issue",
    "P478": "volume",
    "P577": "published",
    "P768": "electoral district",
    "P792": "chapter",
    "P805": "subject of",
    "P813": "retrieved",
    "P958": "section",
    "P1365": "replaces",
    "P1366": "replaced by",
    "P1476": "title",
    "P1480": "circumstances",
    "P1534": "end cause",
    "P1545": "ordinal",
    "P1683": "quotation",
    "P1810": "named as",
    "P2241": "reason for deprecation",
    "P2715": "elected in",
    "P2937": "parliamentary term",
    "P3831": "role",
    "P5054": "cabinet",
    "P5102": "nature of statement",
    "P7452": "reason for preference",
}


def words_of(snaks: Snaks) -> str:
    """Values by property, in one order whatever the syntax: `ordinal (P1545): 26; …`."""
    parts = []
    for name in sorted(snaks, key=number_of):
        label = f"{_NAMES[name]} ({name})" if name in _NAMES else name
        values = ", ".join(sorted(_word(value) for value in snaks[name]))
        parts.append(f"{label}: {values}")
    return "; ".join(parts)


def _word(value: Value) -> str:
    match value.kind:
        case "unknown":
            return "unknown value"
        case "none":
            return "no value"
        case "time":
            bounds = date_of(value)
            return bounds.edtf if bounds else value.text
    return value.text

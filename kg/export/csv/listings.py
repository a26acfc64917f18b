"""The tables that list what is said of many kinds of things: names, identifiers, and the rest."""

from __future__ import annotations

from kg.export.csv.columns import Column
from kg.export.csv.table import Table

_THING = Column("thing", "thing", "The thing: a row of things.csv.", "reference", "Never.")
_NUMBER = Column("number", "number", "Counts the rows of a thing, from 1.", "integer", "Never.")


def _cell(name: str, meaning: str, kind: str = "string", empty: str = "Never.") -> Column:
    return Column(name, name.replace("_", " "), meaning, kind, empty)  # type: ignore[arg-type]


_NAMES = Table(
    "names",
    "Names",
    "One name of one thing in one language a row.",
    (
        _THING,
        _NUMBER,
        _cell(
            "kind",
            "prefLabel for the name it goes by in the language, altLabel for another,"
            " hiddenLabel for one that only a search needs (SKOS).",
        ),
        _cell("name", "The name."),
        _cell("language", "The language of the name (BCP 47).", empty="It is not stated."),
    ),
    key=("thing", "number"),
    about="thing",
)

_IDENTIFIERS = Table(
    "identifiers",
    "Identifiers",
    "One code of a thing, or one IRI that others give it, a row.",
    (
        _THING,
        _NUMBER,
        _cell(
            "property",
            "The property: schema:sameAs, dcterms:identifier, or one of a code.",
            "links",
        ),
        _cell(
            "scheme",
            "Who gives the identifier: wikidata, the host of the IRI, or the name of the property.",
        ),
        _cell("code", "The code, as text.", empty="It is an IRI."),
        _cell("same_as", "The IRI by which others call the thing.", "links", "It is a code."),
    ),
    key=("thing", "number"),
    about="thing",
)

_STATEMENTS = Table(
    "statements",
    "Other statements",
    "All that the other tables have no place for, one statement a row: further values where a"
    " column takes one, bounds of other sources, things of other classes. With it the tables hold"
    " every fact.",
    (
        _THING,
        _NUMBER,
        _cell("property", "The IRI of the property.", "links"),
        _cell("value_iri", "The value, where it is a thing.", "links", "The value is a text."),
        _cell("value", "The value, where it is a text, number or date.", empty="It is a thing."),
        _cell("language", "The language of the text (BCP 47).", empty="It has none."),
        _cell("datatype", "The IRI of the datatype.", "links", "It is a thing or has a language."),
        _cell(
            "sources",
            "The source graphs that state it.",
            "graphs",
            "The triple stands in no named graph.",
        ),
    ),
    key=("thing", "number"),
    about="thing",
)

_THINGS = Table(
    "things",
    "Things",
    "Everything that another table describes or refers to, once: what references are looked up in.",
    (
        _cell("iri", "The name of the thing.", "iri"),
        _cell("label", "A name: English where there is one.", "label", "It has no name."),
        _cell("label_language", "The language of the label.", "label-language", "Not stated."),
        _cell(
            "class",
            "Its most special class, after https://w3id.org/geoactors/ns#.",
            "code",
            "It is only referred to, or of a class of another vocabulary.",
        ),
        _cell(
            "table",
            "The table that describes it.",
            "string",
            "None: it is only referred to, or all that is said of it is in statements.csv.",
        ),
    ),
)

LISTINGS = (_NAMES, _IDENTIFIERS, _STATEMENTS, _THINGS)
"""The tables, in the order in which they are described."""

"""Columns of the tables: what each holds, how it is read, and what its empty cells mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import pyoxigraph as ox

from kg.terms import term
from kg.vocabulary import PREFIXES

Kind = Literal[
    "answer",
    "boolean",
    "bound",
    "class",
    "code",
    "codes",
    "date",
    "dateTime",
    "decimal",
    "disputed",
    "edtf-of",
    "graphs",
    "integer",
    "iri",
    "label",
    "label-language",
    "label-of",
    "labels-of",
    "language-of",
    "links",
    "reference",
    "references",
    "string",
    "strings",
    "subject-of",
    "text",
    "via",
    "wikidata",
]
"""How a cell is read from the facts of a thing; see `reading`."""

MANY = frozenset({"codes", "graphs", "labels-of", "links", "references", "strings"})
"""The kinds whose cells hold several values, with `|` between them."""

DERIVED = frozenset(
    {
        "answer",
        "disputed",
        "edtf-of",
        "graphs",
        "label",
        "label-language",
        "label-of",
        "labels-of",
        "language-of",
        "via",
        "wikidata",
    }
)
"""The kinds that repeat or sum up what another column or table says; no triple comes of them."""

FREE_TEXT = frozenset({"label", "label-of", "labels-of", "string", "strings", "text"})
"""The kinds whose cells are defused."""

THINGS = "things"
"""The table of everything that another refers to."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column; *empty* says what an empty cell means.

    *of* is the column that a label, language or derived reference goes with; *then* is the
    second step of the way to a derived reference.
    """

    name: str
    title: str
    meaning: str
    kind: Kind
    empty: str = "No selected source says it."
    predicate: ox.NamedNode | None = None
    of: str = ""
    then: ox.NamedNode | None = None
    example: str = ""

    @property
    def is_many(self) -> bool:
        """Whether a cell holds several values."""
        return self.kind in MANY

    @property
    def is_date(self) -> bool:
        """Whether its cells are days."""
        return self.kind in ("bound", "date")

    @property
    def is_key(self) -> bool:
        """Whether its cells are found in the table of things."""
        return self.kind in ("reference", "subject-of", "via")


Columns = tuple[Column, ...]


def reference(name: str, predicate: object, meaning: str, kind: Kind = "reference") -> Columns:
    """A reference to one thing, and its label; further ones stand in the table of statements."""
    title = name.replace("_", " ")
    return (
        Column(name, title, meaning, kind, predicate=term(predicate)),
        _label(name, title),
    )


def _label(name: str, title: str) -> Column:
    return Column(
        f"{name}_label",
        f"{title}: label",
        f"The label of {name}.",
        "label-of",
        empty=f"There is no {name}, or it has no label.",
        of=name,
    )


def references(name: str, predicate: object, meaning: str) -> Columns:
    """References to any number of things, and their labels in the same order."""
    title = name.replace("_", " ")
    return (
        Column(
            name,
            title,
            f"{meaning} Several may stand in a cell.",
            "references",
            predicate=term(predicate),
        ),
        Column(
            f"{name}_labels",
            f"{title}: labels",
            f"The labels of {name}, in their order; nothing stands for one that has none.",
            "labels-of",
            empty=f"There are no {name}.",
            of=name,
        ),
    )


def via(name: str, of: str, then: object, meaning: str) -> Columns:
    """What another reference leads to, and its label."""
    title = name.replace("_", " ")
    return (
        Column(name, title, meaning, "via", empty=f"The {of} has none.", of=of, then=term(then)),
        _label(name, title),
    )


def text(name: str, predicate: object, meaning: str) -> Columns:
    """A text, in English where there is one, and its language."""
    title = name.replace("_", " ")
    return (
        Column(name, title, meaning, "text", predicate=term(predicate)),
        Column(
            f"{name}_language",
            f"{title}: language",
            f"The language of {name} (BCP 47).",
            "language-of",
            empty=f"There is no {name}, or its language is not stated.",
            of=name,
            example="en",
        ),
    )


def value(name: str, predicate: object, kind: Kind, meaning: str, example: str = "") -> Columns:
    """Values of a kind."""
    title = name.replace("_", " ")
    if kind in ("code", "codes"):
        meaning += f" It is defined at {PREFIXES['gc']}, followed by the code."
    return (Column(name, title, meaning, kind, predicate=term(predicate), example=example),)

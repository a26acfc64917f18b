"""What a search gives: things with their names, and why each was found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

How = Literal[
    "name", "alias", "hidden name", "code", "transliteration", "sounds like", "similar spelling"
]
"""Why a name was found: as it is (a name, an alias, a hidden name, a code), or by its letters in
another script, by how it sounds, or by a spelling near to it. `docs/search.md` says it in full."""


@dataclass(frozen=True, slots=True)
class Matched:
    """The name that was found: its text, its language, which may be empty, and how it was found."""

    text: str
    language: str
    how: How


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing that was found, with a score from 0 to 1.

    *kind* is the name of its class in the ontology, as `Person`; `Thing` where it has none.
    *note* tells namesakes apart: a post, a country, years; it may be empty.
    """

    iri: str
    label: str
    language: str
    kind: str
    score: float
    matched: Matched
    note: str = ""

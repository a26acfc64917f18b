"""The sections that every page has: its statements one by one, and quotes that speak of it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kg.report import Term
from kg.terms import term
from kg.vocabulary import GA
from kg.web.things.evidence.chips import Chip
from kg.web.things.reading import MOST_VALUES
from kg.web.things.shown import Fact
from kg.web.things.thing import Thing

_MOST_PASSAGES = 8
_TELLING = frozenset({"Agent", "Event", "Place", "Post", "Claim", "Document"})
"""Kinds whose pages tell in words what the statements say."""

_IN_DOCUMENT, _QUOTE = term(GA.inDocument), term(GA.quote)


@dataclass(frozen=True, slots=True)
class Statements:
    """The statements about a thing, and those that name it; *open* where nothing else tells."""

    facts: list[Fact]
    references: list[Fact]
    open: bool

    @property
    def number(self) -> int:
        """How many there are."""
        return sum(len(fact.values) + fact.more for fact in (*self.facts, *self.references))


@dataclass(frozen=True, slots=True)
class Passages:
    """The first quotes with the sources that they stand in; *more* are not shown."""

    chips: list[Chip]
    more: int


def statements(thing: Thing) -> Statements | None:
    """All statements about the thing itself, then what names it; of long lists the first."""
    facts, references = thing.view.facts, thing.view.references
    if not facts and not references:
        return None
    return Statements(list(map(_cut, facts)), references, open=not thing.kinds & _TELLING)


def passages(thing: Thing) -> Passages | None:
    """The quotes that bear out what is said, each with the document that it stands in."""
    if thing.kinds & {"Document", "Claim"}:  # sections of their own have them
        return None
    said = thing.description
    found: dict[tuple[str, str], tuple[Term, Term, Term]] = {}
    for one in sorted(said.subjects, key=str):
        for document in said.values(one, _IN_DOCUMENT):
            for quote in said.values(one, _QUOTE):
                found.setdefault((str(quote), str(document)), (one, document, quote))
    if not found:
        return None
    first = list(found.values())[:_MOST_PASSAGES]
    return Passages([thing.evidence.passage(*one) for one in first], len(found) - len(first))


def _cut(fact: Fact) -> Fact:
    left = len(fact.values) - MOST_VALUES
    return replace(fact, values=fact.values[:MOST_VALUES], more=left) if left > 0 else fact

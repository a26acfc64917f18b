"""A fact that a passage bears out, as a short sentence: who held what, who says what of what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import pyoxigraph as ox
from rdflib import ORG, RDF

from kg.report import Term
from kg.terms import plain, term
from kg.vocabulary import GA
from kg.web.addresses import link
from kg.web.things.evidence.naming import readable_name
from kg.web.things.panels import Panel
from kg.web.things.shown import Shown
from kg.web.things.thing import Thing
from kg.web.words import word

_TYPE = term(RDF.type)
_ORDER = ("event", "status report", "tenure", "membership", "stance", "claim", "document")

Said = Mapping[ox.NamedNode, list[Term]]


@dataclass(frozen=True, slots=True)
class FactInWords:
    """A fact: its subject, a verb and an object where it has them; *link* leads to the fact."""

    kind: str
    iri: str
    link: str
    subject: Shown
    verb: str = ""
    object: Shown | None = None

    @property
    def things(self) -> Iterable[Shown]:
        """The things that it speaks of."""
        return (one for one in (self.subject, self.object) if one and one.iri)

    @property
    def place(self) -> tuple[int, str, str]:
        """Where it stands among others: events first, then what is reported of them."""
        first = _ORDER.index(self.kind) if self.kind in _ORDER else len(_ORDER)
        return first, self.subject.text, self.iri


def in_words(fact: Term, rows: list[dict[str, Term]], panel: Panel, thing: Thing) -> FactInWords:
    """Say a fact in words, from the rows of a query that have its properties."""
    told = _Told(rows, panel, thing)
    kind, iri = _kind(told.said), plain(fact)
    place = link(iri, thing.days.parameters)
    match kind:
        case "tenure" | "membership":
            who = told.first(GA.holder) or told.first(ORG.member)
            where = told.first(GA.post) or told.first(ORG.organization)
            if who and where:
                return FactInWords(kind, iri, place, who, "as" if kind == "tenure" else "in", where)
        case "status report":
            event, status = told.first(GA.reportsOn), told.first(GA.status)
            by = told.first(GA.reportedBy)
            if event and status:
                verb = f"{status.text}, says" if by else status.text
                return FactInWords(kind, iri, place, event, verb, by)
        case "stance":
            who, how = told.first(GA.stanceTaker), told.first(GA.stanceType)
            claim = told.first(GA.stanceOn)
            if who and how and claim:
                return FactInWords(kind, iri, place, who, f"{how.text}:", claim)
    return FactInWords(kind, iri, place, told.shown(fact))


class _Told:
    """What the rows of a query tell of one fact, by property, in the order of the rows."""

    def __init__(self, rows: list[dict[str, Term]], panel: Panel, thing: Thing) -> None:
        self._panel = panel
        self._thing = thing
        self._words = {row["value"]: row["proposition"] for row in rows if "proposition" in row}
        self.said: dict[ox.NamedNode, list[Term]] = {}
        for row in rows:
            name = row["property"]
            if isinstance(name, ox.NamedNode):
                self.said.setdefault(name, []).append(row["value"])

    def first(self, predicate: object) -> Shown | None:
        """The first value of a property."""
        values = self.said.get(term(predicate))
        return self.shown(values[0]) if values else None

    def shown(self, value: Term) -> Shown:
        """A value by its label, a claim by its words, what has no name by what is said of it."""
        found = self._panel.shown(value) or Shown("")
        if value in self._words:
            return replace(found, text=plain(self._words[value]))
        if plain(value) in self._panel.labels or not found.iri:
            return found
        name = readable_name(self._thing.description, value)
        return replace(found, text=name) if name else found


def _kind(said: Said) -> str:
    ours = [plain(kind) for kind in said.get(_TYPE, ()) if plain(kind).startswith(str(GA))]
    narrow = {str(GA.Communication): str(GA.Event), str(GA.EventSeries): str(GA.Event)}
    names = sorted({narrow.get(kind, kind) for kind in ours})
    if str(GA.Tenure) in names:
        names = [str(GA.Tenure)]
    return word(names[0]) if names else ""

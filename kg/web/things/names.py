"""The section of names: in every language and script, and where the thing is found elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import pyoxigraph as ox
from rdflib import DCTERMS, FOAF, OWL, RDFS, SKOS

from kg.report import Term
from kg.terms import plain, term
from kg.vocabulary import GA, PREFIXES
from kg.web.addresses import link
from kg.web.languages import language_name
from kg.web.things.elsewhere import Elsewhere, named_place
from kg.web.things.thing import Thing
from kg.web.words import word

_PREFERRED = tuple(map(term, (SKOS.prefLabel, RDFS.label, FOAF.name)))
_ALIASES = tuple(map(term, (SKOS.altLabel, FOAF.nick)))
_HIDDEN = term(SKOS.hiddenLabel)
_CODES = (GA.isoAlpha2, GA.isoAlpha3, GA.isoNumeric, GA.actorCode, DCTERMS.identifier)
_SAME = tuple(
    map(term, (f"{PREFIXES['schema']}sameAs", OWL.sameAs, SKOS.exactMatch, SKOS.closeMatch))
)
_SEE = tuple(map(term, (RDFS.seeAlso, FOAF.homepage, FOAF.page)))
_RIGHT_TO_LEFT = ("ar", "fa", "he", "ps", "ur", "yi", "ckb", "sd", "ug", "dv")
_MOST = 60
"""Languages, names in a language, and identifiers that are shown."""


@dataclass(slots=True)
class NamesInLanguage:
    """The names in a language, with its English name and the *direction* of its script."""

    tag: str
    language: str
    direction: str
    preferred: list[str] = field(default_factory=list)
    aliases: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Names:
    """The names by language, English first; *codes* are identifiers by what they are called.

    *same* leads to the same thing elsewhere, *see* to what is about it. *more* languages are
    not shown.
    """

    languages: list[NamesInLanguage]
    more: int
    codes: list[tuple[str, str]]
    same: list[Elsewhere]
    see: list[Elsewhere]

    @property
    def has_hidden(self) -> bool:
        """Whether there are names by which it is only found."""
        return any(one.hidden for one in self.languages)


def names(thing: Thing) -> Names | None:
    """What a thing is called, and where else it is described."""
    languages = _languages(thing)
    codes = [
        (word(str(one)), plain(value)) for one in _CODES for value in _values(thing, term(one))
    ]
    same, see = _elsewhere(thing, _SAME), _elsewhere(thing, _SEE)
    told = sum(len(one.preferred) + len(one.aliases) + len(one.hidden) for one in languages)
    if told < 2 and not (codes or same or see):
        return None
    return Names(languages[:_MOST], max(0, len(languages) - _MOST), codes[:_MOST], same, see)


def _languages(thing: Thing) -> list[NamesInLanguage]:
    found: dict[str, NamesInLanguage] = {}

    def of(value: Term) -> NamesInLanguage:
        tag = getattr(value, "language", None) or ""
        name = language_name(tag) if tag else "No language given"
        return found.setdefault(tag, NamesInLanguage(tag, name, _direction(tag)))

    for predicate in _PREFERRED:
        for value in _values(thing, predicate):
            _add(of(value).preferred, value)
    for predicate in _ALIASES:
        for value in _values(thing, predicate):
            _add(of(value).aliases, value)
    for value in _values(thing, _HIDDEN):
        _add(of(value).hidden, value)
    return sorted(found.values(), key=lambda one: (one.tag != "en", one.language, one.tag))


def _add(names: list[str], value: Term) -> None:
    if len(names) < _MOST and plain(value) not in names:
        names.append(plain(value))


def _values(thing: Thing, predicate: ox.NamedNode) -> list[Term]:
    values = thing.description.values(thing.description.thing, predicate)
    return [value for value in values if isinstance(value, ox.Literal)]


def _direction(tag: str) -> str:
    return "rtl" if tag.lower().partition("-")[0] in _RIGHT_TO_LEFT else "auto"


def _elsewhere(thing: Thing, predicates: Iterable[ox.NamedNode]) -> list[Elsewhere]:
    subject = thing.description.thing
    found = {
        value.value: None
        for predicate in predicates
        for value in thing.description.values(subject, predicate)
        if isinstance(value, ox.NamedNode)
    }
    return [named_place(iri, link(iri, thing.days.parameters)) for iri in sorted(found)]

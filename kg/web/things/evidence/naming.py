"""Readable names of what has none of its own: participations, passages, reports, tenures."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pyoxigraph as ox
from rdflib import ORG, RDF

from kg.report import Term
from kg.terms import plain, term
from kg.vocabulary import GA
from kg.web.addresses import link
from kg.web.things.description import Description
from kg.web.things.evidence.behind import shortened
from kg.web.things.shown import Shown
from kg.web.words import word

_LONG = 90
_TYPE = term(RDF.type)


def readable_name(said: Description, thing: Term) -> str:
    """What a thing is called: its name, else words made from what is said of it; or ""."""
    if name := said.name(thing):
        return name.value
    for kind in said.values(thing, _TYPE):
        naming = _NAMINGS.get(plain(kind))
        if naming and (found := naming(said, thing)):
            return found
    return ""


def shown_in(said: Description, value: Term, days: Mapping[str, str]) -> Shown:
    """A term by its readable name, with its place here on the *days* of a page."""
    if isinstance(value, ox.NamedNode):
        text = readable_name(said, value) or word(value.value)
        return Shown(text, "", link(value.value, days), value.value)
    if isinstance(value, ox.BlankNode):
        return Shown(readable_name(said, value) or plain(value))
    return Shown(plain(value), getattr(value, "language", None) or "")


def _called(said: Description, thing: Term, predicate: object) -> str:
    value = said.value(thing, term(predicate))
    if value is None:
        return ""
    if isinstance(value, ox.Literal):
        return value.value
    name = said.name(value)
    return name.value if name else word(plain(value))


def _participation(said: Description, thing: Term) -> str:
    who, role = _called(said, thing, GA.participant), _called(said, thing, GA.participationRole)
    return f"{who} as {role}" if who and role else who


def _passage(said: Description, thing: Term) -> str:
    words = _called(said, thing, GA.quote)
    if words:
        return f"“{shortened(words, _LONG)}”"
    place = _called(said, thing, GA.locator)
    return shortened(place, _LONG) if place else ""


def _report(said: Description, thing: Term) -> str:
    status, who = _called(said, thing, GA.status), _called(said, thing, GA.reportedBy)
    return f"{status}, says {who}" if status and who else status


def _stance(said: Description, thing: Term) -> str:
    who, how = _called(said, thing, GA.stanceTaker), _called(said, thing, GA.stanceType)
    claim = shortened(_called(said, thing, GA.stanceOn), _LONG)
    return f"{who} {how}: {claim}" if how and claim else ""


def _tenure(said: Description, thing: Term) -> str:
    who, post = _called(said, thing, GA.holder), _called(said, thing, GA.post)
    return f"{who}, {post}" if who and post else ""


def _membership(said: Description, thing: Term) -> str:
    who, where = _called(said, thing, ORG.member), _called(said, thing, ORG.organization)
    return f"{who} in {where}" if who and where else ""


def _event(said: Description, thing: Term) -> str:
    kind, where = _called(said, thing, GA.eventType), _called(said, thing, GA.location)
    return f"{kind.capitalize()}, {where}" if kind and where else kind.capitalize()


def _inference(said: Description, thing: Term) -> str:
    return shortened(_called(said, thing, GA.rationale), _LONG)


_NAMINGS: dict[str, Callable[[Description, Term], str]] = {
    str(GA.Participation): _participation,
    str(GA.Evidence): _passage,
    str(GA.StatusReport): _report,
    str(GA.Stance): _stance,
    str(GA.Tenure): _tenure,
    str(GA.Membership): _membership,
    str(GA.Inference): _inference,
    str(GA.Event): _event,
    str(GA.Communication): _event,
}

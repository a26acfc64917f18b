"""Terms of the description of a thing as its page shows them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pyoxigraph as ox

from kg.dates import Day
from kg.report import Term
from kg.terms import plain, term
from kg.vocabulary import GA
from kg.web.events.when import event_in_words
from kg.web.things.bounds import bounds_of
from kg.web.things.evidence.naming import shown_in
from kg.web.things.shown import Shown
from kg.web.things.thing import Thing

EDTF = term(GA.edtf)


def shown(thing: Thing, value: Term) -> Shown:
    """A term with its name and its place here, on the days of the page."""
    return shown_in(thing.description, value, thing.days.parameters)


def values_of(thing: Thing, subject: Term, *predicates: object) -> list[Shown]:
    """The values of properties of a subject, as the page shows them."""
    found = (v for one in predicates for v in thing.description.values(subject, term(one)))
    return [shown(thing, value) for value in dict.fromkeys(found)]


def bounds_in(quads: Iterable[ox.Quad]) -> Sequence[list[Day]]:
    """The days of each bound in some statements, in the order of `kg.terms.BOUNDS`."""
    told = list(quads)
    return bounds_of(lambda bound: [q.object for q in told if q.predicate == bound])


def time_in_words(quads: Iterable[ox.Quad]) -> str:
    """What some statements say of the time of their subject."""
    told = list(quads)
    said = [plain(quad.object) for quad in told if quad.predicate == EDTF]
    return event_in_words(said, bounds_in(told))

"""Relations between things as people name them, from the side of the one that a page is about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox
from rdflib import DCTERMS, ORG

from kg.terms import term
from kg.vocabulary import GA


@dataclass(frozen=True, slots=True)
class Through:
    """A relation by way of a link, as a tenure: it has the thing at *here*, and others at *there*.

    *name* stands in addresses, *title* on the page.
    """

    name: str
    title: str
    here: ox.NamedNode
    there: ox.NamedNode


THROUGH: Final = tuple(
    Through(name, title, term(here), term(there))
    for name, title, here, there in (
        ("posts", "posts held", GA.holder, GA.post),
        ("holders", "holders", GA.post, GA.holder),
        ("organisations", "member of", ORG.member, ORG.organization),
        ("members", "members", ORG.organization, ORG.member),
        ("stances", "took a stance on it", GA.stanceOn, GA.stanceTaker),
        ("reporters", "reported on it", GA.reportsOn, GA.reportedBy),
    )
)
"""Links that name the thing."""

EVENTS: Final = ("events", "events")
"""The events that the thing took part in: their name in addresses, and their title."""

PARTICIPATION: Final = term(GA.hasParticipation)
PARTICIPANT: Final = term(GA.participant)

TO_IT: Final = {
    term(predicate): (name, title)
    for predicate, name, title in (
        (GA.jurisdiction, "under-it", "under its jurisdiction"),
        (GA.governs, "governed-by", "governed by"),
        (GA.affiliation, "affiliated", "affiliated with it"),
        (ORG.postIn, "posts-in-it", "posts in it"),
        (ORG.subOrganizationOf, "bodies", "bodies in it"),
        (GA.location, "placed-here", "events here"),
        (GA.subEventOf, "parts", "its parts"),
        (GA.inSeries, "rounds", "its rounds"),
        (GA.succeeds, "after-it", "followed by"),
        (GA.concerns, "about-it", "about it"),
        (GA.prompts, "prompted-by", "prompted by"),
        (DCTERMS.isPartOf, "places-in-it", "places in it"),
    )
}
"""Relations that lead to the thing, each with its name in addresses and its title."""

FROM_IT: Final = {
    term(GA.relativeTo): "dated by",
    term(GA.location): "where it was",
    term(GA.concerns): "what it is about",
    term(GA.prompts): "prompted by it",
    term(GA.succeeds): "comes after",
}
"""Titles of relations that lead from the thing, where the label of the term needs its sentence."""

SKIPPED: Final = frozenset(
    map(term, (GA.involves, GA.evidence, GA.inferredBy, GA.expressedIn, GA.inDocument))
)
"""What is said by another relation already, or leads to sources."""

"""Which facts make the edges of a network: those between two things, and n-ary ones made flat."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pyoxigraph as ox
from rdflib import DCTERMS, ORG

from kg.export.network.labels import word
from kg.export.version import ExportedVersion, Subject
from kg.report import Term
from kg.terms import plain, term
from kg.vocabulary import GA

_MEMBER, _ORGANISATION = term(ORG.member), term(ORG.organization)
_HOLDER, _POST, _SUCCEEDS = term(GA.holder), term(GA.post), term(GA.succeeds)
_PARTICIPATION, _PARTICIPANT = term(GA.hasParticipation), term(GA.participant)
_TAKER, _CLAIM, _TARGET = term(GA.stanceTaker), term(GA.stanceOn), term(GA.target)

_STATED = (
    ("post in", term(ORG.postIn)),
    ("reports to", term(ORG.reportsTo)),
    ("part of", term(ORG.subOrganizationOf)),
    ("part of", term(DCTERMS.isPartOf)),
    ("jurisdiction", term(GA.jurisdiction)),
    ("governs", term(GA.governs)),
    ("affiliation", term(GA.affiliation)),
    ("citizenship", term(GA.citizenship)),
    ("contradicts", term(GA.contradicts)),
)
"""Facts of two things that have no time of their own."""

_OF_EVENTS = (
    ("sub-event of", term(GA.subEventOf)),
    ("in series", term(GA.inSeries)),
    ("location", term(GA.location)),
    ("prompts", term(GA.prompts)),
    ("concerns", term(GA.concerns)),
)
"""Facts of two things that were when their subject was."""

_OF_LIVES = (("birth", term(GA.birth)), ("death", term(GA.death)))
"""Facts of two things that were when their object was."""


@dataclass(frozen=True, slots=True)
class Link:
    """An edge before its ends are looked at: what it stands for, and what tells of it.

    *fact* is the IRI of an n-ary fact, or of the predicate of a plain one; *triple* is what a
    source says when it states it; *dated* is the thing that was when the edge was.
    """

    kind: str
    source: Term
    target: Term
    fact: str
    triple: ox.Triple
    dated: Subject | None = None
    detail: str = ""
    more: tuple[tuple[str, str], ...] = field(default=())


def links(version: ExportedVersion) -> Iterator[Link]:
    """Find all edges, kind by kind, each kind in the order of the IRIs of its facts."""
    yield from _tenures(version)
    yield from _memberships(version)
    yield from _participations(version)
    yield from _stances(version)
    yield from _successions(version)
    for kind, predicate in _STATED:
        yield from _of_two(version, kind, predicate)
    for kind, predicate in _OF_EVENTS:
        yield from _of_two(version, kind, predicate, of_subject=True)
    for kind, predicate in _OF_LIVES:
        yield from _of_two(version, kind, predicate, of_object=True)


def _tenures(version: ExportedVersion) -> Iterator[Link]:
    for tenure in version.things(term(GA.Tenure)):
        cause = _words(version, tenure, GA.endCause)
        acting = "acting" if "true" in _iris(version, tenure, GA.acting) else ""
        for holder, post in _pairs(version, tenure, _HOLDER, _POST):
            triple = ox.Triple(tenure, _POST, post)
            more = (("end_cause", cause),)
            yield Link("tenure", holder, post, tenure.value, triple, tenure, acting, more)


def _memberships(version: ExportedVersion) -> Iterator[Link]:
    for membership in version.things(term(GA.Membership)):
        detail = _words(version, membership, GA.membershipType)
        for member, organisation in _pairs(version, membership, _MEMBER, _ORGANISATION):
            triple = ox.Triple(membership, _ORGANISATION, organisation)
            yield Link(
                "membership", member, organisation, membership.value, triple, membership, detail
            )


def _participations(version: ExportedVersion) -> Iterator[Link]:
    for event in version.things(term(GA.Event)):
        for part in version.values(event, _PARTICIPATION):
            if not isinstance(part, ox.NamedNode | ox.BlankNode):
                continue
            more = (
                ("capacity", _iris(version, part, GA.inCapacity)),
                ("representing", _iris(version, part, GA.representing)),
            )
            detail = _words(version, part, GA.participationRole)
            for participant in version.values(part, _PARTICIPANT):
                triple = ox.Triple(part, _PARTICIPANT, participant)
                fact = plain(part)
                yield Link("participation", participant, event, fact, triple, event, detail, more)


def _stances(version: ExportedVersion) -> Iterator[Link]:
    for stance in version.things(term(GA.Stance)):
        detail = _words(version, stance, GA.stanceType)
        for kind, predicate in (("stance", _CLAIM), ("stance against", _TARGET)):
            for taker, other in _pairs(version, stance, _TAKER, predicate):
                triple = ox.Triple(stance, predicate, other)
                yield Link(kind, taker, other, stance.value, triple, stance, detail)


def _successions(version: ExportedVersion) -> Iterator[Link]:
    """Of posts, bodies, states and events; a tenure's holder succeeds the holder before."""
    for triple in _stated(version, _SUCCEEDS):
        later, earlier = triple.subject, triple.object
        assert not isinstance(later, ox.Triple)
        if not isinstance(earlier, ox.NamedNode | ox.BlankNode):
            continue
        holders = version.values(later, _HOLDER)
        if not holders:
            yield Link("succession", later, earlier, _SUCCEEDS.value, triple)
        for holder in holders:
            for before in version.values(earlier, _HOLDER):
                yield Link("succession", holder, before, plain(later), triple, later)


def _of_two(
    version: ExportedVersion,
    kind: str,
    predicate: ox.NamedNode,
    *,
    of_subject: bool = False,
    of_object: bool = False,
) -> Iterator[Link]:
    for triple in _stated(version, predicate):
        source, target = triple.subject, triple.object
        dated = source if of_subject else target if of_object else None
        known = dated if isinstance(dated, ox.NamedNode | ox.BlankNode) else None
        yield Link(kind, source, target, predicate.value, triple, known)


def _stated(version: ExportedVersion, predicate: ox.NamedNode) -> Iterator[ox.Triple]:
    """The facts with a predicate, in the order of their subjects and objects."""
    subjects = {triple.subject for triple in version.matching(None, predicate)}
    for subject in sorted(subjects, key=str):
        assert not isinstance(subject, ox.Triple)
        for value in version.values(subject, predicate):
            yield ox.Triple(subject, predicate, value)


def _pairs(
    version: ExportedVersion, fact: Subject, one: ox.NamedNode, other: ox.NamedNode
) -> Iterator[tuple[Term, Term]]:
    others = version.values(fact, other)
    for value in version.values(fact, one) if others else ():
        for second in others:
            yield value, second


def _words(version: ExportedVersion, fact: Subject, predicate: object) -> str:
    return ", ".join(word(value) for value in version.values(fact, term(predicate)))


def _iris(version: ExportedVersion, fact: Subject, predicate: object) -> str:
    return " ".join(plain(value) for value in version.values(fact, term(predicate)))

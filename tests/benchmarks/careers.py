"""Persons of the generated world with very long careers: forty roles, and five hundred events."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Final

from tests.benchmarks import blocks
from tests.benchmarks.documents import CATALOGUE, REFERENCE
from tests.benchmarks.events import KINDS
from tests.benchmarks.names import person_name, place_name
from tests.benchmarks.world import DAYS, Span, Tenure, World

ROLES: Final = 40
EVENTS: Final = 500
CLAIMS: Final = 20
STATEMENTS: Final = 21_700
"""About as many has one career."""

_EVENTS_OF_DOCUMENT: Final = 10
_DAYS_OF_ROLE: Final = 300
_FIRST: Final = 90_000_000
"""Numbers of persons and of tenures from here on are in no world."""

_STANCES: Final = ("asserts", "denies", "calls-for")
_CLAIM: Final = blocks.block("""
    claim:{claim} a ga:Claim
    claim:{claim} ga:proposition "{words}"@en
    claim:{claim} ga:concerns agent:person-{person}
    claim:{claim} ga:evidence doc:{doc}#e{number}
""")
_STANCE: Final = blocks.block("""
    stance:{claim}-{stance} a ga:Stance
    stance:{claim}-{stance} ga:stanceTaker agent:state-{state}
    stance:{claim}-{stance} ga:stanceType gc:{stance}
    stance:{claim}-{stance} ga:stanceOn claim:{claim}
    stance:{claim}-{stance} ga:expressedIn doc:{doc}
    stance:{claim}-{stance} ga:evidence doc:{doc}#e{number}
""")


@dataclass(frozen=True, slots=True)
class Career:
    """One of them; *number* counts from 0."""

    world: World
    number: int

    @property
    def person(self) -> int:
        """The number of the person."""
        return _FIRST + self.number

    @property
    def state(self) -> int:
        """The number of the state that the person serves."""
        return self.number % self.world.states

    def graphs(self) -> Iterator[str]:
        """All that is said of it: names, a reference work on the roles, articles on the events."""
        name = person_name(self.person)
        yield blocks.PERSON(graph=REFERENCE, person=self.person, state=self.state, name=name)
        yield "".join(_roles(self))
        for first in range(0, EVENTS, _EVENTS_OF_DOCUMENT):
            yield "".join(_article(self, first))

    def place(self, kind: str) -> str:
        """Where a thing of a kind of this career stands on a server."""
        slug = f"c{self.number}"
        places = {
            "person": f"agent/person-{self.person}",
            "event": f"event/{slug}-e0",
            "claim": f"claim/{slug}-k0",
            "document": f"doc/{slug}-a0",
        }
        return places[kind]


def role(career: Career, number: int) -> Tenure:
    """One role after the other, each in another post; every third is known by the year alone."""
    start = 400 + number * _DAYS_OF_ROLE
    end = start + _DAYS_OF_ROLE
    posts = career.world.posts
    post = (career.state + number * career.world.states) % posts
    return Tenure(
        post,
        _FIRST + career.number * ROLES + number,
        career.person,
        start,
        end,
        _known(start, number),
        _known(end, number + 1),
    )


def _known(day: int, number: int) -> Span:
    text = DAYS[day]
    if number % 3:
        return Span(text, text, text)
    return Span(text[:4], f"{text[:4]}-01-01", f"{text[:4]}-12-31")


def _roles(career: Career) -> Iterator[str]:
    doc = f"c{career.number}-r"
    graph = f"{blocks.GRAPHS}doc/{doc}"
    yield _document(graph, doc, "reference-work", f"The roles of person {career.person}", 13_000)
    for number in range(ROLES):
        tenure = role(career, number)
        assert tenure.ends is not None
        thing = blocks.node("tenure", tenure.slug)
        about = {"graph": graph, "thing": thing}
        yield blocks.TENURE(graph=graph, tenure=tenure.slug, holder=tenure.holder, post=tenure.post)
        yield blocks.STARTED(**about, starts=tenure.starts, until=tenure.ends.edtf)
        yield blocks.ENDED(**about, ends=tenure.ends)
        yield blocks.ROW(**about, doc=doc, row=number)


def _article(career: Career, first: int) -> Iterator[str]:
    number = first // _EVENTS_OF_DOCUMENT
    doc = f"c{career.number}-a{number}"
    graph = f"{blocks.GRAPHS}doc/{doc}"
    day = _day(first + _EVENTS_OF_DOCUMENT)
    title = f"What person {career.person} did until {DAYS[day]}"
    yield _document(graph, doc, "news-article", title, day)
    for place in range(_EVENTS_OF_DOCUMENT):
        yield from _event(career, graph, doc, first + place, place)
    if number < CLAIMS:
        claim = f"c{career.number}-k{number}"
        about = {"graph": graph, "claim": claim, "doc": doc, "number": 0}
        yield _CLAIM(**about, words=f"It was of use, number {number}", person=career.person)
        for stance in _STANCES:
            yield _STANCE(**about, stance=stance, state=(career.state + number) % 12)


def _event(career: Career, graph: str, doc: str, number: int, place: int) -> Iterator[str]:
    random = Random(f"{career.world.seed} {career.number} {number}")
    event, kind = f"c{career.number}-e{number}", random.choice(KINDS)
    host = random.randrange(career.world.states)
    label = f"{kind.replace('-', ' ')} {number} in {place_name(host).latin} City"
    about = {"graph": graph, "doc": doc, "number": place, "event": event}
    yield blocks.EVENT(**about, kind=kind, host=host, topic="trade", label=label)
    yield blocks.DATED(graph=graph, thing=blocks.node("event", event), day=DAYS[_day(number)])
    words = f"{label} took place as planned"
    yield blocks.QUOTE(
        graph=graph, doc=doc, number=place, words=words, start=100 * place, end=100 * place + 50
    )
    yield blocks.STATUS(**about, status="occurred", reporter="medium-1")
    report = blocks.node("doc", f"{doc}#s{place}")
    yield blocks.DATED(graph=graph, thing=report, day=DAYS[_day(number)])
    held = role(career, number * ROLES // EVENTS)
    parties = {"person": (f"person-{career.person}", "Person"), "host": (f"state-{host}", "State")}
    for offset, (part, (agent, name)) in enumerate(parties.items()):
        role_there = "host" if part == "host" else "visitor"
        about["number"] = 100 + 2 * place + offset
        yield blocks.PARTICIPATION(**about, role=role_there, agent=agent, kind=name)
    yield blocks.CAPACITY(
        graph=graph, doc=doc, number=100 + 2 * place, tenure=held.slug, state=career.state
    )


def _day(number: int) -> int:
    """The day of an event: they are spread over the roles."""
    return 400 + number * _DAYS_OF_ROLE * ROLES // EVENTS + 1


def _document(graph: str, doc: str, kind: str, title: str, day: int) -> str:
    return (
        blocks.DOCUMENT(graph=graph, doc=doc, kind=kind, title=title, publisher="medium-1")
        + blocks.DATED(graph=graph, thing=blocks.node("doc", doc), day=DAYS[day])
        + blocks.CATALOGUE_ENTRY(
            graph=CATALOGUE, entry=graph, doc=doc, title=title, kind="SourceGraph"
        )
    )

"""The meetings and visits that an article of the generated world tells of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from tests.benchmarks import blocks
from tests.benchmarks.names import place_name
from tests.benchmarks.world import DAYS, Tenure, World, skewed

KINDS = ("meeting", "visit", "telephone-call", "negotiation", "summit", "official-visit")
_VISITS = ("visit", "official-visit")
_TOPICS = ("trade", "energy", "arms-control", "migration", "war-and-peace", "human-rights")


@dataclass(frozen=True, slots=True)
class Article:
    """Where the statements on events stand."""

    world: World
    random: Random
    graph: str
    doc: str
    number: int
    day: int
    reporter: str


@dataclass(frozen=True, slots=True)
class Happening:
    """One event; its *number* counts within the article."""

    number: int
    kind: str
    day: int
    states: tuple[int, ...]

    @property
    def host(self) -> int:
        """The state in whose capital it happens."""
        return self.states[-1]


def events_of(article: Article) -> Iterator[Happening]:
    """Draw three to five events within some days of the article."""
    for number in range(article.random.randrange(3, 6)):
        day = article.day + article.random.randrange(-10, 20)
        kind = KINDS[skewed(article.random, len(KINDS))]
        parties = 2 if article.random.random() < 0.8 else 4
        states = {skewed(article.random, article.world.states) for _ in range(parties)}
        yield Happening(number, kind, day, tuple(sorted(states, reverse=True)))


def news_event(
    world: World, random: Random, graph: str, doc: str, number: int, day: int, medium: int
) -> Iterator[str]:
    """Write all events of an article."""
    article = Article(world, random, graph, doc, number, day, f"medium-{medium}")
    parts, offset = 0, 100
    for happening in events_of(article):
        label = _label(happening)
        yield from _event(article, happening, label)
        words = f"{label} is on the agenda"
        yield blocks.QUOTE(
            graph=graph,
            doc=doc,
            number=happening.number,
            words=words,
            start=offset,
            end=offset + len(words),
        )
        offset += len(words) + random.randrange(20, 200)
        yield from _participations(article, happening, parts)
        parts += 2 * len(happening.states)


def _label(happening: Happening) -> str:
    parties = " and ".join(f"{place_name(state).latin}ia" for state in happening.states)
    return f"{happening.kind.replace('-', ' ')} of {parties}"


def _event(article: Article, happening: Happening, label: str) -> Iterator[str]:
    slug = f"e{article.number}-{happening.number}"
    graph, number = article.graph, happening.number
    yield blocks.EVENT(
        graph=graph,
        event=slug,
        kind=happening.kind,
        host=happening.host,
        topic=article.random.choice(_TOPICS),
        label=label,
        doc=article.doc,
        number=number,
    )
    thing = blocks.node("event", slug)
    yield blocks.DATED(graph=graph, thing=thing, day=DAYS[happening.day])
    if number and article.random.random() < 0.3:
        yield blocks.PART_OF(graph=graph, event=slug, larger=f"e{article.number}-{number - 1}")
    status = "occurred" if happening.day <= article.day else "announced"
    yield blocks.STATUS(
        graph=graph,
        doc=article.doc,
        number=number,
        event=slug,
        status=status,
        reporter=article.reporter,
    )
    report = blocks.node("doc", f"{article.doc}#s{number}")
    yield blocks.DATED(graph=graph, thing=report, day=DAYS[article.day])


def _participations(article: Article, happening: Happening, first: int) -> Iterator[str]:
    """One or two persons for each state, or the state itself where nobody is in office."""
    number = first
    for place, state in enumerate(happening.states):
        present: set[int] = set()
        for _ in range(1 if article.random.random() < 0.6 else 2):
            post = article.world.some_post(article.random, state)
            tenure = article.world.holder_on(post, happening.day)
            if tenure is not None and tenure.holder not in present:
                present.add(tenure.holder)
                yield from _participation(article, happening, place, number, tenure)
                number += 1
        if not present:
            yield from _participation(article, happening, place, number, None)
            number += 1


def _participation(
    article: Article, happening: Happening, place: int, number: int, tenure: Tenure | None
) -> Iterator[str]:
    state, graph, doc = happening.states[place], article.graph, article.doc
    if happening.kind in _VISITS:
        role = "host" if state == happening.host else "visitor"
    else:
        role = "negotiator" if happening.kind == "negotiation" else "attendee"
    yield blocks.PARTICIPATION(
        graph=graph,
        event=f"e{article.number}-{happening.number}",
        doc=doc,
        number=number,
        role=role,
        agent=f"person-{tenure.holder}" if tenure else f"state-{state}",
        kind="Person" if tenure else "State",
    )
    if tenure is None:
        return
    yield blocks.CAPACITY(graph=graph, doc=doc, number=number, tenure=tenure.slug, state=state)
    if article.random.random() < 0.15 and _in_office(tenure, article.day):
        yield blocks.TENURE(graph=graph, tenure=tenure.slug, holder=tenure.holder, post=tenure.post)
        yield blocks.IN_OFFICE(
            graph=graph,
            tenure=tenure.slug,
            day=DAYS[article.day],
            doc=doc,
            number=happening.number,
        )


def _in_office(tenure: Tenure, day: int) -> bool:
    return tenure.start <= day and (tenure.end is None or day <= tenure.end)

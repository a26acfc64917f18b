"""The graphs of the generated world as N-Quads, one text for each graph and its catalogue entry."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count, pairwise
from random import Random

from tests.benchmarks import blocks
from tests.benchmarks.events import news_event
from tests.benchmarks.names import person_name, place_name
from tests.benchmarks.world import (
    BODIES,
    DAYS,
    NEWEST,
    POSTS_OF_BODY,
    Tenure,
    World,
    chain,
    skewed,
)

CATALOGUE = f"{blocks.GRAPHS}catalogue"
REFERENCE = f"{blocks.GRAPHS}reference"
_END_CAUSES = ("replaced", "resigned", "dismissed", "term-expired", "voted-out")
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def graphs(world: World) -> Iterator[str]:
    """Write the world graph by graph, without end: the news never stop."""
    yield from _reference(world)
    yield _catalogue_itself()
    for organisation in range(world.organisations):
        yield roster(world, organisation)
    for post in range(world.posts):
        yield chronicle(world, post)
    for number in count():
        yield news(world, number)


def document_key(world: World, kind: str, number: int) -> str:
    """The slug of a document: sixteen hexadecimal digits, like a digest of its file."""
    return f"{world.random(f'document {kind}', number).getrandbits(64):016x}"


def roster(world: World, organisation: int) -> str:
    """A table of the members of an organisation."""
    doc = document_key(world, "roster", organisation)
    graph, random = f"{blocks.GRAPHS}doc/{doc}", world.random("roster", organisation)
    title = f"Members of the {place_name(700 + organisation).latin} Organisation"
    parts = [_document(graph, doc, "dataset", title, random, world, NEWEST)]
    share = 0.1 + 0.9 * random.random() ** 2
    for row, state in enumerate(s for s in range(world.states) if random.random() < share):
        membership = f"organisation-{organisation}-{state}"
        thing = blocks.node("membership", membership)
        year = f"{random.randrange(1990, 2020)}"
        parts += (
            blocks.MEMBERSHIP(
                graph=graph, membership=membership, organisation=organisation, state=state
            ),
            blocks.SINCE(graph=graph, thing=thing, year=year, day=DAYS[NEWEST]),
            blocks.ROW(graph=graph, thing=thing, doc=doc, row=row),
        )
    return _finish(parts)


def chronicle(world: World, post: int) -> str:
    """A reference work: who held a post, from the first to the one who still does."""
    doc = document_key(world, "chronicle", post)
    graph, random = f"{blocks.GRAPHS}doc/{doc}", world.random("chronicle", post)
    state, body = world.state_of_post(post), world.body_of_post(post)
    title = f"Holders of post {post} of {place_name(state).latin}ia"
    parts = [
        _document(graph, doc, "reference-work", title, random, world, NEWEST),
        blocks.POST(graph=graph, post=post, state=state, body=body, kind=world.post_type(post)),
    ]
    tenures = chain(world, post)
    for tenure in tenures:
        parts += _tenure(graph, doc, tenure)
    for earlier, later in pairwise(tenures):
        cause = random.choice(_END_CAUSES)
        parts.append(
            blocks.SUCCESSION(graph=graph, tenure=later.slug, earlier=earlier.slug, cause=cause)
        )
    return _finish(parts)


def news(world: World, number: int) -> str:
    """An article on some meetings and visits; late years have more of them than early ones."""
    random = world.random("news", number)
    doc = document_key(world, "news", number)
    graph = f"{blocks.GRAPHS}doc/{doc}"
    day = len(DAYS) - 30 - skewed(random, len(DAYS) - 2000)
    medium = skewed(random, world.media)
    title = f"Talks of {DAYS[day]}, as seen by medium {medium}"
    parts = [_document(graph, doc, "news-article", title, random, world, day, medium)]
    parts += news_event(world, random, graph, doc, number, day, medium)
    return _finish(parts)


def _document(
    graph: str,
    doc: str,
    kind: str,
    title: str,
    random: Random,
    world: World,
    day: int,
    medium: int | None = None,
) -> str:
    """The document itself, and what the catalogue says of its graph."""
    publisher = f"medium-{skewed(random, world.media) if medium is None else medium}"
    thing = blocks.node("doc", doc)
    return (
        blocks.DOCUMENT(graph=graph, doc=doc, kind=kind, title=title, publisher=publisher)
        + blocks.DATED(graph=graph, thing=thing, day=DAYS[day])
        + blocks.CATALOGUE_ENTRY(
            graph=CATALOGUE, entry=graph, doc=doc, title=title, kind="SourceGraph"
        )
    )


def _tenure(graph: str, doc: str, tenure: Tenure) -> Iterator[str]:
    thing = blocks.node("tenure", tenure.slug)
    until = tenure.ends.edtf if tenure.ends else ""
    yield blocks.TENURE(graph=graph, tenure=tenure.slug, holder=tenure.holder, post=tenure.post)
    yield blocks.STARTED(graph=graph, thing=thing, starts=tenure.starts, until=until)
    if tenure.ends:
        yield blocks.ENDED(graph=graph, thing=thing, ends=tenure.ends)
    else:
        yield blocks.ONGOING(graph=graph, thing=thing, day=DAYS[NEWEST])
    yield blocks.ROW(graph=graph, thing=thing, doc=doc, row=tenure.number)


def _finish(parts: list[str]) -> str:
    """Put the statements of one graph together; each stands there once."""
    return "".join(dict.fromkeys("".join(parts).splitlines(keepends=True)))


def _reference(world: World) -> Iterator[str]:
    """The names of everything."""
    yield blocks.EDITORS(graph=REFERENCE)
    for state in range(world.states):
        first, second, third = state // 676, state // 26 % 26, state % 26
        alpha3 = "".join(_LETTERS[place] for place in (first, second, third))
        yield blocks.STATE(graph=REFERENCE, state=state, name=place_name(state), alpha3=alpha3)
        yield from _bodies(world, state)
    for post in range(world.posts):
        yield _post(world, post)
    for person in range(world.persons):
        yield _person(world, person)
    for number in range(world.organisations):
        yield blocks.ORGANISATION(graph=REFERENCE, number=number, name=place_name(700 + number))
    for number in range(world.media):
        yield blocks.MEDIUM(graph=REFERENCE, number=number, name=place_name(300 + number))


def _bodies(world: World, state: int) -> Iterator[str]:
    ranks = (world.posts - state - 1) // world.states + 1
    for body in range((ranks + POSTS_OF_BODY - 1) // POSTS_OF_BODY):
        kind, english, french = _body_name(body)
        yield blocks.BODY(
            graph=REFERENCE,
            state=state,
            body=body,
            kind=kind,
            english=english,
            french=french,
            name=place_name(state),
        )


def _body_name(body: int) -> tuple[str, str, str]:
    ordinal, index = divmod(body, len(BODIES))
    kind, english, french = BODIES[index]
    return kind, f"{english} {ordinal + 1}", f"{french} {ordinal + 1}"


def _post(world: World, post: int) -> str:
    _, english, french = _body_name(world.body_of_post(post))
    return blocks.POST_NAME(
        graph=REFERENCE,
        post=post,
        title=world.post_type(post).replace("-", " ").capitalize(),
        english=english,
        french=french,
        name=place_name(world.state_of_post(post)),
    )


def _person(world: World, person: int) -> str:
    name = person_name(person)
    text = blocks.PERSON(graph=REFERENCE, person=person, state=person % world.states, name=name)
    if person % 3 == 0:
        given, _, family = name.latin.partition(" ")
        text += blocks.ALIAS(graph=REFERENCE, person=person, initial=given[0], family=family)
    return text


def _catalogue_itself() -> str:
    """The two graphs that render no document of others, and the dataset they belong to."""
    doc, title = "generated-world", "A made-up world"
    thing = blocks.node("doc", doc)
    dataset = blocks.DOCUMENT(
        graph=CATALOGUE, doc=doc, kind="dataset", title=title, publisher="geoactors"
    )
    return (
        dataset
        + blocks.DATED(graph=CATALOGUE, thing=thing, day=DAYS[NEWEST])
        + blocks.CATALOGUE_ENTRY(
            graph=CATALOGUE, entry=REFERENCE, doc=doc, title=title, kind="ReferenceGraph"
        )
        + blocks.CATALOGUE_ENTRY(
            graph=CATALOGUE, entry=CATALOGUE, doc=doc, title=title, kind="SourceGraph"
        )
    )

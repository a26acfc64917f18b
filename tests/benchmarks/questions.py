"""The queries of the benchmark, and values for their parameters drawn from the generated world.

A parameter stands in a query as a variable with a dollar sign, so that the file is SPARQL as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random
from string import Template
from typing import Final, Literal

from tests.benchmarks.blocks import node
from tests.benchmarks.events import KINDS
from tests.benchmarks.names import person_name
from tests.benchmarks.world import DAYS, POSTS_OF_BODY, World, chain, skewed

Kind = Literal["cheap", "heavy"]
Values = Mapping[str, str]
"""Terms as SPARQL writes them, by the names of parameters."""

FOLDER: Final = Path(__file__).parent / "queries"


@dataclass(frozen=True, slots=True)
class Question:
    """One query; its *kind* was measured on `oxigraph serve` at a million triples.

    A cheap one looks things up and takes up to 5 ms there, a heavy one scans or aggregates.
    """

    name: str
    kind: Kind
    text: str

    @property
    def returns_graph(self) -> bool:
        """Whether the answer is triples and not rows."""
        return "CONSTRUCT" in self.text or "DESCRIBE" in self.text

    def ask(self, world: World, run: int) -> str:
        """Fill in values; every *run* has others, or differs at least by a comment."""
        values = _DRAWS[self.name](world, world.random(f"query {self.name}", run))
        return f"{Template(self.text).substitute(values)}# Run {run}.\n"


def read_questions() -> list[Question]:
    """Read all queries, the cheap ones first."""
    questions = [_read(path) for path in sorted(FOLDER.glob("*.rq"))]
    return sorted(questions, key=lambda question: (question.kind, question.name))


def _read(path: Path) -> Question:
    _, kind, text = path.read_text(encoding="utf-8").split("\n", 2)
    if kind == "# Kind: cheap":
        return Question(path.stem, "cheap", text)
    if kind == "# Kind: heavy":
        return Question(path.stem, "heavy", text)
    raise ValueError(f"{path.name}: the second line says the kind, cheap or heavy")


def _day(day: int) -> str:
    return f'"{DAYS[day]}"^^{node("xsd", "date")}'


def _post(world: World, random: Random) -> int:
    return world.some_post(random, skewed(random, world.states))


def _holder(world: World, random: Random) -> Values:
    tenures = chain(world, _post(world, random))
    return {"person": node("agent", f"person-{random.choice(tenures).holder}")}


def _post_and_day(world: World, random: Random) -> Values:
    day = _day(random.randrange(2000, len(DAYS)))
    return {"post": node("post", f"post-{_post(world, random)}"), "at": day}


def _two_bodies(world: World, random: Random) -> Values:
    bodies = world.posts // world.states // POSTS_OF_BODY
    pairs = random.sample(range(world.states), 2)
    one, other = (f"body-{state}-{random.randrange(bodies)}" for state in pairs)
    return {"body": node("agent", one), "otherBody": node("agent", other)}


def _two_states(world: World, random: Random) -> Values:
    one, other = random.sample(range(max(6, world.states // 10)), 2)  # the busy ones
    since = random.randrange(5000, len(DAYS) - 1500)
    return {
        "state": node("agent", f"state-{one}"),
        "otherState": node("agent", f"state-{other}"),
        "since": _day(since),
        "until": _day(since + 1460),
    }


def _post_only(world: World, random: Random) -> Values:
    return {"post": node("post", f"post-{_post(world, random)}")}


def _nothing(_world: World, _random: Random) -> Values:
    return {}


def _post_type(world: World, random: Random) -> Values:
    return {"type": node("gc", world.post_type(random.randrange(world.posts)))}


def _text(world: World, random: Random) -> Values:
    name = person_name(random.randrange(world.persons)).latin.lower()
    return {"text": f'"{name.partition(" ")[2][:5]}"'}


def _event(world: World, random: Random) -> Values:
    # there is about one article for 300 triples
    return {"event": node("event", f"e{random.randrange(world.triples // 1000)}-0")}


def _event_type(_world: World, random: Random) -> Values:
    since = _day(random.randrange(2000, 5000))
    return {"type": node("gc", random.choice(KINDS)), "since": since}


_DRAWS: Final[dict[str, Callable[[World, Random], Values]]] = {
    "holder-on-date": _post_and_day,
    "tenures-of-person": _holder,
    "overlapping-tenures": _two_bodies,
    "meetings-of-states": _two_states,
    "co-participants": _holder,
    "succession-path": _post_only,
    "counts-per-class": _nothing,
    "posts-of-type": _post_type,
    "text-in-labels": _text,
    "describe-person": _holder,
    "event-with-parts": _event,
    "events-per-month": _event_type,
}

"""A made-up world of any size: states, bodies, posts and who held them when, all from one seed.

Nothing is kept: each part is computed when it is asked for, and is the same every time.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from random import Random
from typing import NamedTuple

_FIRST_DAY = date(1990, 1, 1)
_DATES = tuple(_FIRST_DAY + timedelta(days=number) for number in range(13_149))
DAYS = tuple(day.isoformat() for day in _DATES)
"""Every day from 1990 to 2025; a day is its number in here."""

_MONTH_ENDS = tuple(f"{day:%Y-%m}-{monthrange(day.year, day.month)[1]:02}" for day in _DATES)
NEWEST = DAYS.index("2025-10-01")
"""The day of the reference works; what is ongoing then may last longer."""

BODIES = (
    ("head-of-state-office", "Office of the President", "Présidence"),
    ("ministry", "Ministry of Foreign Affairs", "Ministère des Affaires étrangères"),
    ("ministry", "Ministry of Defence", "Ministère de la Défense"),
    ("ministry", "Ministry of Finance", "Ministère des Finances"),
    ("security-council", "Security Council", "Conseil de sécurité"),
    ("ministry", "Ministry of Trade", "Ministère du Commerce"),
    ("parliament", "Parliament", "Parlement"),
    ("agency", "Space Agency", "Agence spatiale"),
)
_POST_TYPES = (
    ("president", "chief-of-staff", "spokesperson"),
    ("foreign-minister", "deputy-minister", "spokesperson"),
    ("defence-minister", "deputy-minister", "chief-of-general-staff"),
    ("finance-minister", "deputy-minister", "spokesperson"),
    ("security-council-secretary", "national-security-adviser", "spokesperson"),
    ("trade-minister", "deputy-minister", "special-envoy"),
    ("speaker-of-parliament", "member-of-parliament", "whip"),
    ("head-of-organisation", "commissioner", "spokesperson"),
)
POSTS_OF_BODY = 3


class Span(NamedTuple):
    """A day as precisely as it is known: its EDTF, its first and its last possible day."""

    edtf: str
    first: str
    last: str


class Tenure(NamedTuple):
    """One person in one post; days are numbers in `DAYS`, and None is not over yet."""

    post: int
    number: int
    holder: int
    start: int
    end: int | None
    starts: Span
    ends: Span | None

    @property
    def slug(self) -> str:
        """The last part of its IRI."""
        return f"post-{self.post}-{self.number}"


@dataclass(frozen=True, slots=True)
class World:
    """A world that fills about *triples* triples."""

    triples: int
    seed: int = 1

    @property
    def states(self) -> int:
        """How many states there are."""
        return max(12, min(195, self.triples // 4000))

    @property
    def posts(self) -> int:
        """How many posts there are; post *n* is one of state *n* modulo `states`."""
        return max(POSTS_OF_BODY * self.states, self.triples // 600)

    @property
    def persons(self) -> int:
        """How many persons there are; person *n* serves state *n* modulo `states`."""
        return 5 * self.posts

    @property
    def organisations(self) -> int:
        """How many international organisations there are."""
        return max(4, min(60, self.triples // 40_000))

    @property
    def media(self) -> int:
        """How many newspapers there are."""
        return max(8, min(400, self.triples // 10_000))

    def random(self, kind: str, number: int) -> Random:
        """Return a stream of chance that belongs to one thing."""
        return Random(f"{self.seed} {kind} {number}")

    def state_of_post(self, post: int) -> int:
        """The state that a post is one of."""
        return post % self.states

    def body_of_post(self, post: int) -> int:
        """The number of a post's body among the bodies of its state."""
        return post // self.states // POSTS_OF_BODY

    def post_type(self, post: int) -> str:
        """The code of a post's type."""
        body, place = divmod(post // self.states, POSTS_OF_BODY)
        return _POST_TYPES[body % len(BODIES)][place]

    def some_post(self, random: Random, state: int) -> int:
        """Draw a post of a state; the high ones come up more often."""
        ranks = (self.posts - state - 1) // self.states + 1
        return state + self.states * skewed(random, ranks)

    def holder_on(self, post: int, day: int) -> Tenure | None:
        """Who is in a post on a day, if anybody is."""
        for tenure in chain(self, post):
            if tenure.start <= day and (tenure.end is None or day <= tenure.end):
                return tenure
        return None


@lru_cache(maxsize=4096)
def chain(world: World, post: int) -> tuple[Tenure, ...]:
    """All tenures of a post in order, one after the other with some vacancies between."""
    random = world.random("post", post)
    tenures: list[Tenure] = []
    holder, start = -1, random.randrange(1500)
    while start < NEWEST:
        last = start + random.randrange(180, 2600)
        end = last if last < NEWEST else None
        holder = _another(world, random, post, holder)
        ends = None if end is None else _span(random, end)
        number = len(tenures) + 1
        tenures.append(Tenure(post, number, holder, start, end, _span(random, start), ends))
        start = last + (random.randrange(20, 300) if random.random() < 0.15 else 1)
    return tuple(tenures)


def skewed(random: Random, count: int) -> int:
    """Draw a number below *count*; the first tenth comes up about every third time."""
    return int(count * random.random() ** 2)


def _another(world: World, random: Random, post: int, predecessor: int) -> int:
    """Draw a person of the post's state who does not succeed himself."""
    state = world.state_of_post(post)
    pool = world.persons // world.states
    holder = state + world.states * skewed(random, pool)
    if holder == predecessor:
        holder = (holder + world.states) % (pool * world.states)
    return holder


def _span(random: Random, day: int) -> Span:
    """A third of the dates are known by the month or the year only."""
    text, chance = DAYS[day], random.random()
    if chance < 0.67:
        return Span(text, text, text)
    if chance < 0.9:
        return Span(text[:7], f"{text[:7]}-01", _MONTH_ENDS[day])
    return Span(text[:4], f"{text[:4]}-01-01", f"{text[:4]}-12-31")

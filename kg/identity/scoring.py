"""How likely two things are one: reasons with their weights, added up to a score.

A weight is the logarithm of how many times likelier a finding is of one thing than of two.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from math import exp, log

from kg.identity.names import best_likeness, sound, words
from kg.identity.things import Span, Thing

_LEAST_SHARE = 0.72
_MOST_OF_NAMES = 18.0
_A_YEAR = 366
_LOOSE, _STRICT = 0.35, 0.8
"""How much it counts against persons, and against others, that one has a word more."""


@dataclass(frozen=True, slots=True)
class Reason:
    """What speaks for two things being one, or against it."""

    text: str
    weight: float


@dataclass(frozen=True, slots=True)
class Rarity:
    """How rare the sounds of names and the countries are among the things of a kind."""

    number: int
    sounds: Mapping[str, float]
    countries: Mapping[str, float]

    @classmethod
    def among(cls, things: Iterable[Thing]) -> Rarity:
        """Count over all things of a kind."""
        number = 0
        sounds: Counter[str] = Counter()
        countries: Counter[str] = Counter()
        for thing in things:
            number += 1
            said = {word for name in thing.names for word in words(name)}
            sounds.update({sound(word) for word in said})
            sounds.update(f"={word}" for word in said)
            countries.update(thing.countries)
        most = max(number, 2)
        return cls(
            most,
            {key: log(most / count) for key, count in sounds.items()},
            {key: log(most / count) for key, count in countries.items()},
        )

    @property
    def prior(self) -> float:
        """What speaks against two of them being one before anything is known."""
        return -log(self.number)


def score(reasons: Iterable[Reason], prior: float) -> float:
    """The probability that two things are one, from 0 to 1."""
    total = prior + sum(reason.weight for reason in reasons)
    return 1 / (1 + exp(-max(min(total, 30.0), -30.0)))


def by_names(one: Thing, other: Thing, rarity: Rarity) -> Reason | None:
    """How far the names of two things agree; None when they do not."""
    strictness = _LOOSE if "person" in one.families else _STRICT
    rarest = log(rarity.number)
    found = best_likeness(one.names, other.names, rarity.sounds, rarest, strictness)
    if found.share < _LEAST_SHARE:
        return None
    scale = ((found.share - _LEAST_SHARE) / (1 - _LEAST_SHARE)) ** 0.5
    weight = scale * 0.85 * min(found.weight, _MOST_OF_NAMES)
    if not (found.one == one.names[0] and found.other == other.names[0]):
        weight -= 0.5 * log(len(one.names) * len(other.names))  # among many, some agree by chance
    same = "same name" if found.share > 0.999 else f"names alike ({found.share:.2f})"
    return Reason(f"{same}: {found.one} · {found.other}", weight)


def by_births(one: Thing, other: Thing) -> Iterator[Reason]:
    """What the days of birth say."""
    spans = [(ours, theirs) for ours in one.births for theirs in other.births]
    if not spans:
        return
    meeting = [pair for pair in spans if pair[0].meets(pair[1])]
    if meeting:
        ours, theirs = min(meeting, key=lambda pair: _days(pair[0]) + _days(pair[1]))
        if _days(ours) + _days(theirs) == 0:
            yield Reason(f"born on the same day, {ours.first}", 8.5)
        elif max(_days(ours), _days(theirs)) < _A_YEAR:
            yield Reason(f"born in the same year, {ours.first[:4]}", 3.8)
        else:
            yield Reason("births do not contradict", 1.0)
        return
    ours, theirs = spans[0]
    apart = min(_apart(*pair) for pair in spans)
    near = apart < _A_YEAR or any(a.first[4:] == b.first[4:] != "-01-01" for a, b in spans)
    weight = -2.5 if near else -9.0
    yield Reason(f"born apart: {ours.first[:10]} and {theirs.first[:10]}", weight)


def by_countries(one: Thing, other: Thing, rarity: Rarity, against: float) -> Iterator[Reason]:
    """What the countries say that two things belong to."""
    if common := one.countries & other.countries:
        weight = max(rarity.countries.get(country, 0.0) for country in common)
        names = ", ".join(sorted(country.rpartition("/")[2] for country in common)[:3])
        yield Reason(f"same country: {names}", min(0.6 * weight, 2.5))
    elif one.countries and other.countries:
        yield Reason("different countries", against)


def by_offices(one: Thing, other: Thing, names: Mapping[str, frozenset[str]]) -> Iterator[Reason]:
    """What the posts say that two agents held; *names* are the folded names of the posts."""
    best: Reason | None = None
    for post, spans in one.others.items():
        for candidate, others in other.others.items():
            same = post == candidate
            if not same and names.get(post, _NONE).isdisjoint(names.get(candidate, _NONE)):
                continue
            found = _by_times(spans, others, "same post" if same else "post of the same name")
            if found and (best is None or found.weight > best.weight):
                best = found
    if best is not None:
        yield best


def _by_times(ours: list[Span], theirs: list[Span], what: str) -> Reason | None:
    for one in ours:
        for other in theirs:
            if one.first and one.first == other.first:
                return Reason(f"{what} from the same day, {one.first}", 6.0)
    known = [(a, b) for a in ours for b in theirs if a.is_known and b.is_known]
    if any(a.meets(b) for a, b in known):
        return Reason(f"{what} at the same time", 3.5)
    return Reason(what, 1.5) if not known else None


def by_holders(one: Thing, other: Thing) -> Iterator[Reason]:
    """What the agents say that held two posts."""
    common = one.others.keys() & other.others.keys()
    found = [_by_times(one.others[who], other.others[who], "held by one agent") for who in common]
    reasons = sorted((r for r in found if r), key=lambda r: -r.weight)
    for number, reason in enumerate(reasons[:3]):
        yield Reason(reason.text, reason.weight / (number + 1))


def by_types(one: Thing, other: Thing, against: float) -> Iterator[Reason]:
    """What the types say of two posts or organisations."""
    if one.types and other.types:
        same = not one.types.isdisjoint(other.types)
        yield Reason("same type", 0.7) if same else Reason("different types", against)


def by_span(one: Span, other: Span, what: str) -> Reason | None:
    """What the times of two tenures or events say; None when they cannot be the same."""
    if not one.meets(other):
        return None
    if one.is_known and one == other:
        return Reason(f"same {what}, {one.first}", 5.0)
    if one.first and one.first == other.first:
        return Reason(f"same start of {what}, {one.first}", 4.0)
    if one.is_known and other.is_known:
        return Reason(f"{what} at the same time", 1.5)
    return Reason(f"{what} does not contradict", 0.0)


def may_be_one_time(one: Thing, other: Thing) -> bool:
    """Whether the times of two tenures have a day in common, as far as is known."""
    spans = ((one.span, other.span), (one.span, other.core), (one.core, other.span))
    return all(ours.meets(theirs) for ours, theirs in spans)


def by_tenures(one: Thing, other: Thing, tenures: Iterable[Thing]) -> Iterator[Reason]:
    """What the times say of two among the *tenures* of one holder in one post.

    A source that knows only some days of a tenure may name many within one tenure of another
    source. That tells which one it is when it is the only one there that can be.
    """
    block = list(tenures)
    for few, long in ((one, other), (other, one)):
        if few.span == Span() and long.span.contains(few.core):
            if number := _rivals(few, long, block):
                yield Reason(f"{number + 1} tenures of the other source fit", -1.5)
            else:
                yield Reason("within the only tenure of the other source that fits", 2.0)
            return
    time = by_span(one.span, other.span, "time")
    if time is not None:
        yield time
    if _rivals(one, other, block) or _rivals(other, one, block):
        yield Reason("several tenures of that post", -1.5)


def _rivals(one: Thing, other: Thing, tenures: Iterable[Thing]) -> int:
    """How many more of the other's source can be the same as one."""
    return sum(
        tenure is not other
        and not tenure.sources.isdisjoint(other.sources)
        and tenure.sources.isdisjoint(one.sources)
        and may_be_one_time(one, tenure)
        for tenure in tenures
    )


_NONE: frozenset[str] = frozenset()


def _days(span: Span) -> int:
    return _apart(Span(span.first, span.first), Span(span.last, span.last))


def _apart(one: Span, other: Span) -> int:
    """Days between the end of the earlier and the start of the later."""
    first, second = sorted((one, other), key=lambda span: span.first)
    return (date.fromisoformat(second.first) - date.fromisoformat(first.last)).days

"""Pairs of things of different sources that may be one, the likeliest first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from kg.identity.blocking import MOST_IN_A_BLOCK, name_keys, pairs
from kg.identity.kinds import KINDS
from kg.identity.names import words
from kg.identity.scoring import (
    Rarity,
    Reason,
    by_births,
    by_countries,
    by_holders,
    by_names,
    by_offices,
    by_span,
    by_tenures,
    by_types,
    may_be_one_time,
    score,
)
from kg.identity.things import Thing, Things
from kg.store.view import DatasetView

LEAST_SCORE = 0.5
Pair = tuple[str, str]
_SAME_ID = "same id in Wikidata: "


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two IRIs, in order, that may mean one thing: how likely, from 0 to 1, and why."""

    first: str
    second: str
    kind: str
    score: float
    reasons: tuple[str, ...]
    names: tuple[str, str]
    sources: tuple[frozenset[str], frozenset[str]]
    ids: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset())
    """What Wikidata calls each of them."""

    @property
    def pair(self) -> Pair:
        """The two IRIs."""
        return self.first, self.second


def propose(
    view: DatasetView,
    kinds: Iterable[str] = KINDS,
    *,
    least: float = LEAST_SCORE,
    decided: Container[Pair] = frozenset(),
    use_ids: bool = True,
) -> list[Candidate]:
    """Compare the things of the accepted sources, and propose pairs with at least a score.

    Pairs *decided* before are left out. Things with different ids of Wikidata are never
    proposed; with *use_ids* those with the same id always are.
    """
    things = Things(view)
    makers: dict[str, Callable[[Things, bool], Iterator[Candidate]]] = {
        "agent": _agents,
        "post": _posts,
        "tenure": _tenures,
        "event": _events,
    }
    found = (
        candidate
        for kind in kinds
        for candidate in makers[kind](things, use_ids)
        if candidate.score >= least and candidate.pair not in decided
    )
    return sorted(found, key=lambda c: (-c.score, c.kind, c.pair))


def _agents(things: Things, use_ids: bool) -> Iterator[Candidate]:
    posts = {t.iri: _folded(t) for t in things.of_kind("post")}
    agents = things.of_kind("agent")
    for family in ("person", "organisation", "collective", ""):
        members = [t for t in agents if (family in t.families if family else not t.families)]
        rarity = Rarity.among(members)
        for one, other in _named_pairs(members, use_ids):
            if not one.may_be(other):
                continue
            name = by_names(one, other, rarity)
            reasons = [] if name is None else [name, *by_births(one, other)]
            if name is not None:
                reasons += by_countries(one, other, rarity, -2.0)
                reasons += by_offices(one, other, posts)
                reasons += by_types(one, other, -3.0) if family != "person" else ()
            yield from _candidate(one, other, reasons, rarity.prior, use_ids)


def _posts(things: Things, use_ids: bool) -> Iterator[Candidate]:
    posts = things.of_kind("post")
    rarity = Rarity.among(posts)
    for one, other in _named_pairs(posts, use_ids):
        name = by_names(one, other, rarity)
        if name is None:
            continue
        reasons = [name, *by_countries(one, other, rarity, -9.0), *by_types(one, other, -2.0)]
        reasons += by_holders(one, other)
        yield from _candidate(one, other, reasons, rarity.prior, use_ids)


def _tenures(things: Things, use_ids: bool) -> Iterator[Candidate]:
    """Bounds from two sources meet only on a shared tenure: of one holder in one post."""
    blocks: defaultdict[Pair, list[Thing]] = defaultdict(list)
    for tenure in things.of_kind("tenure"):
        if tenure.holder and tenure.post:
            blocks[tenure.holder, tenure.post].append(tenure)
    for block in blocks.values():
        if len(block) > MOST_IN_A_BLOCK:
            continue
        for one, other in combinations(sorted(block, key=lambda t: t.iri), 2):
            if one.sources.isdisjoint(other.sources) and may_be_one_time(one, other):
                reasons = [Reason("same holder, same post", 0.5), *by_tenures(one, other, block)]
                yield from _candidate(one, other, reasons, 0.0, use_ids)


def _events(things: Things, use_ids: bool) -> Iterator[Candidate]:
    keys = (
        (event, f"{party} {code} {event.span.first[:4]}")
        for event in things.of_kind("event")
        for party in event.parties
        for code in event.types
    )
    events = things.of_kind("event")
    for one, other in pairs(events, keys):
        time = by_span(one.span, other.span, "time")
        if time is None:
            continue
        common = one.parties & other.parties
        reasons = [time, Reason(f"{len(common)} parties in common", 2.0 * len(common))]
        if one.parties != common and other.parties != common:
            reasons.append(Reason("other parties, too", -2.0))
        if one.places and other.places:
            same = not one.places.isdisjoint(other.places)
            reasons.append(Reason("same place", 2.0) if same else Reason("other place", -3.0))
        only_once = any(code.endswith(("/birth", "/death")) for code in one.types & other.types)
        reasons.append(Reason("happens once", 3.0) if only_once else Reason("same type", 0.5))
        yield from _candidate(one, other, reasons, -6.0, use_ids)


def _named_pairs(things: list[Thing], use_ids: bool) -> Iterator[tuple[Thing, Thing]]:
    keys = ((thing, key) for thing in things for key in _keys(thing, use_ids))
    return pairs(things, keys)


def _keys(thing: Thing, use_ids: bool) -> Iterator[str]:
    yield from name_keys(thing)
    if use_ids:
        yield from (f"wikidata {entity}" for entity in thing.wikidata)


def _candidate(
    one: Thing, other: Thing, reasons: list[Reason], prior: float, use_ids: bool
) -> Iterator[Candidate]:
    """A candidate, unless Wikidata tells the two apart, or nothing speaks for them."""
    found, texts = score(reasons, prior), tuple(reason.text for reason in reasons)
    if use_ids and one.wikidata and other.wikidata:
        common = one.wikidata & other.wikidata
        if not common:
            return
        found, texts = 1.0, (_SAME_ID + ", ".join(sorted(common)), *texts)
    if texts:
        names = (_shown(one), _shown(other))
        sources = (frozenset(one.sources), frozenset(other.sources))
        ids = (frozenset(one.wikidata), frozenset(other.wikidata))
        yield Candidate(one.iri, other.iri, one.kind, round(found, 4), texts, names, sources, ids)


def _shown(thing: Thing) -> str:
    return thing.names[0] if thing.names else thing.iri.rpartition("/")[2]


def _folded(thing: Thing) -> frozenset[str]:
    return frozenset(" ".join(sorted(words(name))) for name in thing.names)

"""Which candidates are accepted by their score alone: none that contradicts another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.identity.candidates import Candidate

_CLOSE = 0.9


def choose(candidates: Iterable[Candidate], least: float) -> list[Candidate]:
    """The candidates from a score on whose two things have no rival.

    A thing has at most one counterpart in each source. Where a source has two that are almost
    as likely as each other, neither is chosen: an editor decides. Nor is what would be so by way
    of others.
    """
    ranked = list(candidates)
    likely: defaultdict[str, list[tuple[str, float, frozenset[str]]]] = defaultdict(list)
    for candidate in ranked:
        ours, theirs = candidate.sources
        likely[candidate.first].append((candidate.second, candidate.score, theirs))
        likely[candidate.second].append((candidate.first, candidate.score, ours))

    def has_rival(iri: str, counterpart: str, score: float, sources: frozenset[str]) -> bool:
        return any(
            other != counterpart and rival >= score * _CLOSE and not sources.isdisjoint(theirs)
            for other, rival, theirs in likely[iri]
        )

    unrivalled = (
        candidate
        for candidate in sorted(ranked, key=lambda c: -c.score)
        if candidate.score >= least
        and not has_rival(*candidate.pair, candidate.score, candidate.sources[1])
        and not has_rival(*candidate.pair[::-1], candidate.score, candidate.sources[0])
    )
    return list(_consistent(unrivalled))


@dataclass(slots=True)
class _Together:
    """What is one thing so far: its IRIs, the sources that describe it, its ids of Wikidata."""

    iris: set[str]
    sources: frozenset[str]
    ids: frozenset[str]


def _consistent(candidates: Iterable[Candidate]) -> Iterator[Candidate]:
    """The candidates that, together with likelier ones, make no two things of a source one, nor
    two of Wikidata."""
    classes: dict[str, _Together] = {}
    for candidate in candidates:
        one, other = (
            classes.setdefault(iri, _Together({iri}, sources, ids))
            for iri, sources, ids in zip(
                candidate.pair, candidate.sources, candidate.ids, strict=True
            )
        )
        if one is not other:
            ids_differ = one.ids and other.ids and one.ids.isdisjoint(other.ids)
            if ids_differ or not one.sources.isdisjoint(other.sources):
                continue
            both = _Together(
                one.iris | other.iris, one.sources | other.sources, one.ids | other.ids
            )
            classes |= dict.fromkeys(both.iris, both)
        yield candidate

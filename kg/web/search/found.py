"""Results of a search, as pages show them and as programs get them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from kg.search import Hit, SearchIndex
from kg.web.days import Days
from kg.web.places import place_of
from kg.web.search.asked import MOST, Asked
from kg.web.search.kinds import kind_name
from kg.web.search.wording import how, reason

_GUESSED = ("sounds like", "similar spelling")


@dataclass(frozen=True, slots=True)
class Result:
    """A thing that was found: its place here, what it is, *how* it was found, and by what."""

    hit: Hit
    page: str
    kind: str
    how: str
    reason: str

    def described(self) -> dict[str, object]:
        """The result as JSON has it."""
        hit, matched = self.hit, self.hit.matched
        return {
            "iri": hit.iri,
            "label": hit.label,
            "lang": hit.language,
            "kind": hit.kind,
            "kindLabel": self.kind,
            "note": hit.note,
            "page": self.page,
            "score": round(hit.score, 4),
            "matched": {"text": matched.text, "lang": matched.language, "how": matched.how},
            "reason": self.reason,
        }


@dataclass(frozen=True, slots=True)
class Facet:
    """A kind with the number of results that are of it."""

    kind: str
    name: str
    number: int


@dataclass(frozen=True, slots=True)
class Found:
    """The results, whether there are *more*, of which version, and what kinds they are of."""

    results: list[Result]
    more: bool
    version: int
    facets: list[Facet]

    @property
    def is_guess(self) -> bool:
        """Whether nothing has the name, and all results only sound or are spelled like it."""
        return all(result.hit.matched.how in _GUESSED for result in self.results)


def find(index: SearchIndex, asked: Asked) -> list[Result]:
    """The best results of a search."""
    hits = index.search(asked.text, kinds=asked.kinds, at=asked.days.at, limit=asked.limit)
    return [_result(hit, asked.days) for hit in hits]


def find_for_page(index: SearchIndex, asked: Asked) -> Found:
    """The best results of a search, with the kinds of all that a page may show of it."""
    every = index.search(asked.text, at=asked.days.at, limit=MOST)
    hits = every
    if asked.kind:
        hits = index.search(asked.text, kinds=asked.kinds, at=asked.days.at, limit=MOST)
    results = [_result(hit, asked.days) for hit in hits[: asked.limit]]
    numbers = Counter(hit.kind for hit in every)
    facets = [Facet(kind, kind_name(kind), number) for kind, number in numbers.most_common()]
    return Found(results, len(hits) > asked.limit, index.version, facets)


def _result(hit: Hit, days: Days) -> Result:
    return Result(hit, place_of(hit.iri, days), kind_name(hit.kind), how(hit), reason(hit))

"""What was worked out and not said: the reasons that are given for it."""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph as ox

from kg.report import Term
from kg.terms import plain, term
from kg.vocabulary import GA
from kg.web.things.description import Description

_INFERRED, _RATIONALE, _CONFIDENCE = map(term, (GA.inferredBy, GA.rationale, GA.confidence))


@dataclass(frozen=True, slots=True)
class Inference:
    """A conclusion: its reasons in words, and how sure of it they are who drew it, in percent."""

    rationale: str
    language: str = ""
    percent: int | None = None


def inferences_of(said: Description, fact: Term) -> list[Inference]:
    """The inferences that a fact, or a value of it, comes from; those told of in a description."""
    return [
        Inference(plain(reason), reason.language or "", _percent(said.value(one, _CONFIDENCE)))
        for one in said.values(fact, _INFERRED)
        for reason in said.values(one, _RATIONALE)
        if isinstance(reason, ox.Literal)
    ]


def _percent(confidence: Term | None) -> int | None:
    try:
        share = float(plain(confidence)) if confidence else -1.0
    except ValueError:  # a store without shapes has other values
        return None
    return round(100 * share) if 0 <= share <= 1 else None

"""Kinds of things as a search knows them: classes of the ontology and those below them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from kg.packaged_terms import classes_above, linked_classes
from kg.vocabulary import GA, PREFIXES

THING: Final = "Thing"
"""The kind of what is of no class of the ontology."""

SEARCHED: Final = {
    str(GA.Person): 1.0,
    str(GA.State): 1.0,
    str(GA.InternationalOrganisation): 0.9,
    str(GA.Organisation): 0.8,
    str(GA.Agent): 0.7,
    str(GA.Post): 0.6,
    str(GA.Place): 0.5,
    str(GA.EventSeries): 0.4,
    str(GA.Event): 0.3,
    str(GA.Claim): 0.1,
    str(GA.Document): 0.1,
}
"""Classes whose things people search for, and how likely it is that they mean one, from 0 to 1."""

_PARTS: Final = {
    str(cls)
    for cls in (
        *(GA.Membership, GA.Tenure, GA.Participation, GA.StatusReport, GA.Stance, GA.Evidence),
        *(GA.Inference, GA.Correction, GA.SourceGraph, GA.ReferenceGraph, GA.ClaimGraph),
        *(GA.SuspendedGraph, GA.Tombstone),
    )
}


def kind_of(classes: Iterable[str]) -> tuple[str, float] | None:
    """The kind of a thing of some classes, with how likely it is meant; None for what is a part.

    It is the most special of its classes in the ontology.
    """
    found = set(classes)
    if found & _PARTS:
        return None
    ours = sorted(cls for cls in found if cls.startswith(PREFIXES["ga"]))
    if not ours:
        return THING, 0.2
    best = max(ours, key=lambda cls: len(classes_above(cls)))
    likely = (SEARCHED[cls] for cls in classes_above(best) if cls in SEARCHED)
    return best.removeprefix(PREFIXES["ga"]), next(iter(likely), 0.2)


def kinds_below() -> list[tuple[str, str]]:
    """Each kind with each kind below it and with itself, in order."""
    start = PREFIXES["ga"]
    pairs = {
        (upper.removeprefix(start), cls.removeprefix(start))
        for cls in _classes()
        for upper in classes_above(cls)
        if upper.startswith(start)
    }
    return sorted(pairs | {(THING, THING)})


def _classes() -> set[str]:
    return {cls for cls in linked_classes() if cls.startswith(PREFIXES["ga"])} | set(SEARCHED)

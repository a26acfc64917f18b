"""Tests of kg.ingest.conditions: which state of a graph a writer must have seen."""

from __future__ import annotations

import pytest

from kg.errors import PreconditionError
from kg.ingest.conditions import ANY, Condition


@pytest.mark.parametrize(
    ("condition", "exists", "version", "holds"),
    [
        (ANY, True, 3, True),
        (ANY, False, 0, True),
        (Condition(exists=True), True, 3, True),
        (Condition(exists=True), False, 0, False),
        (Condition(exists=False), False, 0, True),
        (Condition(exists=False), True, 3, False),
        (Condition(versions=frozenset((2, 3))), True, 3, True),
        (Condition(versions=frozenset((2,))), True, 3, False),
        (Condition(versions=frozenset((3,))), False, 3, False),
        (Condition(versions=frozenset()), True, 3, False),
        (Condition(not_versions=frozenset((3,))), True, 3, False),
        (Condition(not_versions=frozenset((2,))), True, 3, True),
        (Condition(not_versions=frozenset((3,))), False, 3, True),
    ],
)
def test_a_condition_holds_of_a_state_or_not(
    condition: Condition, exists: bool, version: int, holds: bool
) -> None:
    """Of the graph as it is when nobody else can write it."""
    if holds:
        condition.check("urn:g", exists=exists, version=version)
        return
    with pytest.raises(PreconditionError, match="urn:g"):
        condition.check("urn:g", exists=exists, version=version)


def test_the_default_graph_is_named_in_words() -> None:
    """It has no IRI that a sentence could begin with."""
    with pytest.raises(PreconditionError, match="The default graph exists already"):
        Condition(exists=False).check("", exists=True, version=1)

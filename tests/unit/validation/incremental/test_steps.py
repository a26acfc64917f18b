"""The single steps of property paths."""

from __future__ import annotations

import pytest

from kg.validation.incremental.steps import steps_of
from kg.validation.property_paths import (
    Alternative,
    AnyStep,
    Inverse,
    Path,
    Predicate,
    Repeat,
    Sequence,
    write_path,
)

P, Q, R = Predicate("p"), Predicate("q"), Predicate("r")

STEPS: list[tuple[Path, set[str]]] = [
    (P, {"p"}),
    (AnyStep(), {"*"}),
    (Inverse(P), {"^p"}),
    (Inverse(AnyStep()), {"^*"}),
    (Inverse(Inverse(P)), {"p"}),
    (Sequence((P, Q, R)), {"p", "p/q", "p/q/r"}),
    (Sequence((P, Inverse(Q), AnyStep())), {"p", "p/^q", "p/^q/*"}),
    (Inverse(Sequence((P, Q))), {"^q", "^q/^p"}),
    (Alternative((P, Inverse(Q))), {"p", "^q"}),
    (Inverse(Alternative((P, Q))), {"^p", "^q"}),
    (Sequence((P, Alternative((Q, R)))), {"p", "p/q", "p/r"}),
    (Sequence((Alternative((P, Q)), R)), {"p", "q", "(p|q)/r"}),
    (Repeat(P, "?"), {"p"}),
    (Repeat(P, "*"), {"p*/p"}),
    (Repeat(P, "+"), {"p*/p"}),
    (Repeat(Sequence((P, Q)), "+"), {"(p/q)*/p", "(p/q)*/p/q"}),
    (Inverse(Repeat(P, "+")), {"(^p)*/^p"}),
    (Sequence((P, Repeat(Q, "?"), R)), {"p", "p/q", "p/q?/r"}),
    (Sequence((P, Repeat(Q, "*"), R)), {"p", "p/q*/q", "p/q*/r"}),
    (Repeat(Alternative((P, Repeat(Q, "+"))), "*"), {"(p|q+)*/p", "(p|q+)*/q*/q"}),
]
"""Paths, and each of their steps behind what is walked before it; a star for any predicate."""


@pytest.mark.parametrize(("path", "expected"), STEPS)
def test_every_step_is_found_with_what_has_to_be_walked_first(
    path: Path, expected: set[str]
) -> None:
    """A changed triple can be any of them."""
    found = set()
    for step in steps_of(path):
        before = "/".join(_written(part) for part in step.before)
        last = f"{'^' if step.backward else ''}{step.predicate or '*'}"
        found.add(f"{before}/{last}" if before else last)
    assert found == expected


def _written(path: Path) -> str:
    text = write_path(path).replace("<", "").replace(">", "")
    return f"({text})" if isinstance(path, Sequence | Alternative) else text

"""Checks that look at one value alone: all those of a shape in one query."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.validation.evaluation.expressions import Expressions
from kg.validation.evaluation.finding import Finder, Finding
from kg.validation.evaluation.focus import Focus
from kg.validation.model import Class, Shape, ValueCheck
from kg.validation.property_paths import Path, is_bounded, is_nullable, write_path


def value_findings(
    shape: Shape,
    checks: Sequence[ValueCheck],
    focus: Focus,
    finder: Finder,
    expressions: Expressions,
) -> Iterator[tuple[ValueCheck, Finding]]:
    """Find the values that break one of *checks*."""
    path = shape.path
    if path is None or is_nullable(path):
        yield from _of_other_classes(checks, focus, finder, expressions)
        others = [check for check in checks if not isinstance(check, Class)]
        yield from _broken(others, focus, None, "", finder, expressions)
    if path is not None:
        step = f"?this {write_path(path)} ?value"
        if is_nullable(path):
            step += " FILTER(!sameTerm(?value, ?this))"
        yield from _broken(checks, focus, path, step, finder, expressions)


def _of_other_classes(
    checks: Sequence[ValueCheck], focus: Focus, finder: Finder, expressions: Expressions
) -> Iterator[tuple[ValueCheck, Finding]]:
    """Find the nodes that are no instances: MINUS looks at all at once, NOT EXISTS at each."""
    for check in checks:
        if isinstance(check, Class):
            body = f"MINUS {{ {expressions.instance('?this', check)} }}"
            for row in finder.find(focus, body, head="DISTINCT ?this", free=False):
                yield check, Finding(row["this"], row["this"])


def _broken(
    checks: Sequence[ValueCheck],
    focus: Focus,
    path: Path | None,
    step: str,
    finder: Finder,
    expressions: Expressions,
) -> Iterator[tuple[ValueCheck, Finding]]:
    if not checks:
        return
    value = "?this" if path is None else "?value"
    tests = [expressions.breaks(check, value) for check in checks]
    body = f"{step} FILTER({' || '.join(tests)})"
    marks = [f"({test} AS ?broken{number})" for number, test in enumerate(tests)]
    # A query of one test need not say which test it was.
    head = " ".join(["?this", *(["?value"] if path else []), *(marks[1:] and marks)])
    free = path is not None and is_bounded(path)
    for row in finder.find(focus, body, head=f"DISTINCT {head}", free=free):
        for number, check in enumerate(checks):
            broken = row.get(f"broken{number}")
            if len(tests) == 1 or (broken is not None and getattr(broken, "value", "") == "true"):
                yield check, Finding(row["this"], row.get("value", row["this"]))

"""How the triple patterns of a query hang together, as paths from `$this`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from kg.validation.property_paths import AnyStep, Inverse, Path, Sequence
from kg.validation.query_patterns import Pattern


@dataclass(slots=True)
class QueryPaths:
    """Paths to every pattern, and the patterns about the predicates of others."""

    paths: set[Path] = field(default_factory=set)
    vocabulary: set[Pattern] = field(default_factory=set)


def query_paths(patterns: Iterable[Pattern], subject: str) -> QueryPaths | None:
    """Find the paths from the variable *subject* through all patterns.

    What the filters say is left aside, so that the paths lead to more than the query
    looks at. None when a pattern cannot be reached.
    """
    left = list(patterns)
    found = QueryPaths()
    routes: dict[str, tuple[Path, ...]] = {f"?{subject}": ()}
    predicates: set[str] = set()
    moved = True
    while left and moved:
        moved = False
        for pattern in list(left):
            if pattern.subject in routes:
                route, path, end = routes[pattern.subject], pattern.path, pattern.value
            elif pattern.value in routes:
                route, path, end = routes[pattern.value], Inverse(pattern.path), pattern.subject
            elif pattern.subject in predicates:
                found.vocabulary.add(pattern)
                left.remove(pattern)
                moved = True
                continue
            else:
                continue
            whole = (*route, path)
            found.paths.add(whole[0] if len(whole) == 1 else Sequence(whole))
            if end.startswith("?"):
                routes.setdefault(end, whole)
            if isinstance(pattern.path, AnyStep) and pattern.predicate:
                predicates.add(pattern.predicate)
            left.remove(pattern)
            moved = True
    return None if left else found

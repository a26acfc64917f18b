"""How the triple patterns of a query hang together, as paths from `$this`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from kg.validation.property_paths import Alternative, AnyStep, Inverse, Path, joined
from kg.validation.query_groups import Groups
from kg.validation.query_patterns import Pattern

_Steps: TypeAlias = tuple[Path, ...]


@dataclass(slots=True)
class QueryPaths:
    """Paths to every pattern, and the patterns about the predicates of others."""

    paths: set[Path] = field(default_factory=set)
    vocabulary: set[Pattern] = field(default_factory=set)


def query_paths(patterns: Iterable[Pattern], starts: Mapping[str, _Steps]) -> QueryPaths | None:
    """Find the paths through all patterns; *starts* are the ways to the pre-bound variables.

    What the filters say is left aside, so that the paths lead to more than the query
    looks at. None when a pattern cannot be reached.
    """
    left = list(patterns)
    found = QueryPaths()
    routes = _Routes(starts)
    predicates: set[tuple[str, Groups]] = set()
    moved = True
    while left and moved:
        moved = False
        for pattern in list(left):
            if (route := routes.to(pattern.subject, pattern.groups)) is not None:
                path, end = pattern.path, pattern.value
            elif (route := routes.to(pattern.value, pattern.groups)) is not None:
                path, end = Inverse(pattern.path), pattern.subject
            elif any(
                pattern.subject == name and pattern.groups[: len(groups)] == groups
                for name, groups in predicates
            ):
                found.vocabulary.add(pattern)
                left.remove(pattern)
                moved = True
                continue
            else:
                continue
            whole = (*route, path)
            found.paths.add(joined(whole))
            if end.startswith("?"):
                routes.add(end, pattern.groups, whole)
            if isinstance(pattern.path, AnyStep) and pattern.predicate:
                predicates.add((pattern.predicate, pattern.groups))
            left.remove(pattern)
            moved = True
    return None if left else found


class _Routes:
    """The ways to variables, for the group that binds them and those inside it."""

    def __init__(self, starts: Mapping[str, _Steps]) -> None:
        self._found: dict[tuple[str, Groups], _Steps] = {
            (f"?{name}", ()): steps for name, steps in starts.items()
        }

    def to(self, name: str, groups: Groups) -> _Steps | None:
        """How the variable *name* is reached, in a group."""
        around = (groups[:length] for length in range(len(groups) + 1))
        return next((self._found[name, g] for g in around if (name, g) in self._found), None)

    def add(self, name: str, groups: Groups, route: _Steps) -> None:
        """Note a way, also for the groups around as far as they bind the variable for sure."""
        if (name, groups) in self._found:
            return
        self._found[name, groups] = route
        if not groups:
            return
        *outer, last = groups
        around = tuple(outer)
        if last.kind == "joined":
            self.add(name, around, route)
        elif last.kind == "branch":
            ways = [
                self._found.get((name, (*around, last._replace(branch=branch))))
                for branch in range(last.branches)
            ]
            known = tuple(joined(way) for way in ways if way)
            if len(known) == last.branches:
                self.add(name, around, (Alternative(known),))

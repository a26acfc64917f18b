"""Which nodes a shape looks at: by its targets, or as the values of another shape."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from itertools import count
from typing import Protocol

import pyoxigraph as ox

from kg.report import Term
from kg.store.memory import MemoryDataset
from kg.validation.evaluation.decoding import decoding
from kg.validation.evaluation.forms import Forms
from kg.validation.evaluation.hierarchy import Hierarchy
from kg.validation.evaluation.targeting import Targeting, queries_of
from kg.validation.evaluation.text import select
from kg.validation.property_paths import Path, is_nullable, write_path
from kg.validation.queries import asks_for_every_subject, expanded
from kg.validation.targets import Targets
from kg.validation.terms import to_oxigraph

# Beyond this, finding all focus nodes costs less than asking after each.
_MANY = 5_000
_fresh = count()


class Focus(Protocol):
    """A set of nodes, as a pattern and as values."""

    narrow: bool
    """Whether a query does better to begin with the pattern than with its own."""

    def pattern(self, variable: str) -> str:
        """A group graph pattern that binds *variable* to each node, and maybe to a few others."""

    def nodes(self) -> Set[Term]:
        """The nodes themselves."""

    def keep(self, nodes: Set[Term], *, matched: bool = False) -> Set[Term]:
        """Those of *nodes* that are among them; *matched*: they were found by the pattern."""


class TargetFocus:
    """The nodes that targets declare, of those *wanted* (None: of all)."""

    narrow = False

    def __init__(
        self,
        data: MemoryDataset,
        hierarchy: Hierarchy,
        forms: Forms,
        targets: Iterable[Targets],
        wanted: Set[Term] | None = None,
    ) -> None:
        self._data = data
        self._hierarchy = hierarchy
        self._forms = forms
        self._targets = tuple(targets)
        self._wanted = wanted
        self._nodes: Set[Term] | None = None
        self._targeting = Targeting(data, hierarchy, forms)
        for node in (node for targets in self._targets for node in targets.nodes):
            forms.expect(to_oxigraph(node))

    def pattern(self, variable: str) -> str:  # noqa: D102
        parts = self.parts(variable) or (f"VALUES {variable} {{ }}",)
        return " UNION ".join(f"{{ {part} }}" for part in parts)

    def parts(self, variable: str) -> Sequence[str]:
        """The patterns of single targets."""
        return [part for targets in self._targets for part in self._parts(targets, variable)]

    def nodes(self) -> Set[Term]:  # noqa: D102
        if self._nodes is None:
            query = select("DISTINCT ?this", self.pattern("?this"))
            found = {row["this"] for row in self._data.select(query) if "this" in row}
            self._nodes = found if self._wanted is None else found & self._wanted
        return self._nodes

    def keep(self, nodes: Set[Term], *, matched: bool = False) -> Set[Term]:  # noqa: D102
        if self._wanted is not None:
            nodes = nodes & self._wanted
        if matched or not nodes:
            return nodes
        few = len(nodes) <= _MANY or self.has_every_subject
        if self._nodes is None and few and not self._has_queries():
            return {
                node for targets in self._targets for node in self._targeting.among(nodes, targets)
            }
        return nodes & self.nodes()

    def is_empty(self) -> bool:
        """Whether nothing is looked at, without looking for all of it."""
        if self._nodes is not None:
            return not self._nodes
        wanted = self._wanted
        return not any(
            "this" in row and (wanted is None or row["this"] in wanted)
            for part in self.parts("?this")
            for row in self._data.rows(select("?this", part))
        )

    @property
    def is_limited(self) -> bool:
        """Whether only some of its nodes are wanted."""
        return self._wanted is not None

    @property
    def has_every_subject(self) -> bool:
        """Whether whatever has a triple is a target."""
        return any(asks_for_every_subject(q) for t in self._targets for q in t.queries)

    def _has_queries(self) -> bool:
        return any(map(queries_of, self._targets))

    def _parts(self, targets: Targets, variable: str) -> Iterable[str]:
        named = [term for term in self._named(targets) if not isinstance(term, ox.BlankNode)]
        if named:
            yield f"VALUES {variable} {{ {' '.join(map(str, named))} }}"
        kinds = (self._hierarchy.patterns(variable, str(kind)) for kind in targets.classes)
        yield from sorted({pattern for patterns in kinds for pattern in patterns})
        for predicate in sorted(map(str, targets.subjects_of)):
            yield f"{variable} <{predicate}> ?anything"
        for predicate in sorted(map(str, targets.objects_of)):
            yield f"?anything <{predicate}> {variable}"
        for query in targets.queries:
            given = variable if variable == "?this" else f"(?this AS {variable})"
            text = decoding(query) if self._forms.encoded else expanded(query)
            yield select(given, "{", text, "}")

    def _named(self, targets: Targets) -> list[Term]:
        nodes = sorted(targets.nodes, key=str)
        return [self._forms.held(to_oxigraph(node)) for node in nodes]


def all_nodes(focuses: Iterable[TargetFocus]) -> str | None:
    """A pattern that binds `?this` to all nodes of some targets; None when only some are wanted."""
    parts: set[str] = set()
    for focus in focuses:
        if focus.is_limited:
            return None
        if focus.has_every_subject:
            return "?this ?predicate ?value"
        parts.update(focus.parts("?this"))
    return " UNION ".join(f"{{ {part} }}" for part in sorted(parts))


class ValuesFocus:
    """The values that *path* leads to from the nodes of another focus."""

    narrow = True

    def __init__(self, data: MemoryDataset, parent: Focus, path: Path) -> None:
        self._data = data
        self._parent = parent
        self._path = path
        self._nodes: Set[Term] | None = None

    def pattern(self, variable: str) -> str:  # noqa: D102
        node = f"?node{next(_fresh)}"
        step = f"{node} {write_path(self._path)} {variable}"
        stepped = f"{{ {self._parent.pattern(node)} {step} }}"
        if is_nullable(self._path):
            return f"{stepped} UNION {{ {self._parent.pattern(variable)} }}"
        return stepped

    def nodes(self) -> Set[Term]:  # noqa: D102
        if self._nodes is None:
            self._nodes = {value for _, value in pairs(self._data, self._parent, self._path)}
        return self._nodes

    def keep(self, nodes: Set[Term], *, matched: bool = False) -> Set[Term]:  # noqa: D102
        return nodes & self.nodes() if nodes else nodes


def pairs(data: MemoryDataset, focus: Focus, path: Path | None) -> Iterable[tuple[Term, Term]]:
    """Each node of a focus with each of its values; without a path it is its own value."""
    if path is None:
        return [(node, node) for node in focus.nodes()]
    step = f"?this {write_path(path)} ?value"
    query = select("DISTINCT ?this ?value", focus.pattern("?this"), step)
    rows = data.select(query)
    kept = focus.keep({row["this"] for row in rows}, matched=True)
    found = [(row["this"], row["value"]) for row in rows if row["this"] in kept]
    if is_nullable(path):
        return {*found, *((node, node) for node in focus.nodes())}
    return found

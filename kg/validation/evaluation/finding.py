"""Runs the query of a check, from whichever end is cheaper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kg.report import Term, ValidationResult
from kg.store.memory import MemoryDataset
from kg.validation.evaluation.focus import Focus
from kg.validation.evaluation.text import select
from kg.validation.property_paths import Path, is_bounded, is_nullable, write_path

Row = Mapping[str, Term]

# A query without the focus pattern that finds more than this looked at too much.
_MOST_STRAYS = 20_000


@dataclass(frozen=True, slots=True)
class Finding:
    """A focus node that breaks a check; *value* is the value that does, or None.

    *path* is the predicate that a query or `sh:closed` names in place of the shape's path.
    """

    node: Term
    value: Term | None = None
    path: str = ""
    row: Row = field(default_factory=dict)
    details: tuple[ValidationResult, ...] = ()


class Finder:
    """Finds the rows of a pattern whose `?this` is a focus node."""

    def __init__(self, data: MemoryDataset) -> None:
        self.data = data

    def find(
        self, focus: Focus, body: str, *, head: str = "?this ?value", tail: str = "", free: bool
    ) -> list[Row]:
        """Run `SELECT head WHERE { body } tail`.

        With *free* the body finds every node that breaks the check, focus node or not. Few
        do in sound data, so that it is cheaper to ask afterwards which are focus nodes.
        """
        if free and not focus.narrow:
            limit = f"{tail} LIMIT {_MOST_STRAYS + 1}"
            rows = self.data.select(select(head, body, tail=limit))
            if len(rows) <= _MOST_STRAYS:
                return self._kept(rows, focus, matched=False)
        nodes = select("DISTINCT ?this", focus.pattern("?this"))  # several targets name some twice
        query = select(head, "{", nodes, "}", body, tail=tail)
        return self._kept(self.data.select(query), focus, matched=True)

    def repeats(self, body: str) -> bool:
        """Whether some `?this` has several solutions of *body*: asking how many there are is fast.

        Counting those of each takes five times as long.
        """
        head = "(COUNT(?this) AS ?solutions) (COUNT(DISTINCT ?this) AS ?nodes)"
        (row,) = self.data.select(select(head, body))
        return row["solutions"] != row["nodes"]

    def lacking(self, focus: Focus, path: Path, value: str) -> set[Term]:
        """The focus nodes from which *path* does not lead to *value*, a variable or a term."""
        itself = ""
        if is_nullable(path):
            if value.startswith("?"):
                return set()
            itself = f"FILTER(!sameTerm(?this, {value}))"
        found = f"?this {write_path(path)} {value}"
        # NOT EXISTS is asked for each node, which is slow on disk; MINUS is asked once.
        without = f"MINUS {{ {found} }}" if is_bounded(path) else f"FILTER NOT EXISTS {{ {found} }}"
        body = f"{without} {itself}"
        return {row["this"] for row in self.find(focus, body, head="?this", free=False)}

    @staticmethod
    def _kept(rows: Sequence[Row], focus: Focus, *, matched: bool) -> list[Row]:
        kept = focus.keep({row["this"] for row in rows if "this" in row}, matched=matched)
        return [row for row in rows if row.get("this") in kept]

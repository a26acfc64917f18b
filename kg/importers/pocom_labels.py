"""Names that POCOM keeps apart from what they name: titles of roles, entries of code tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

from rdflib import RDFS

from kg.importers.facts import Facts, Node
from kg.importers.rows import MERGED, Fate, skipped

Write = Callable[[str], None]


class Labels:
    """What waits for the label of an entry; the tables are read after all that uses them."""

    def __init__(self) -> None:
        self._waiting: defaultdict[tuple[str, str], dict[str, Write]] = defaultdict(dict)

    def use(self, table: str, value: str, thing: str, write: Write) -> None:
        """Have something written with the label of an entry; once for each *thing*."""
        if value:
            self._waiting[table, value].setdefault(thing, write)

    def comment(self, facts: Facts, table: str, value: str, node: Node, what: str) -> None:
        """Have the label of an entry written as a comment on a thing."""

        def write(label: str) -> None:
            facts.text(node, RDFS.comment, f"{what}: {label}", "en")

        self.use(table, value, node.value, write)

    def give(self, table: str, value: str, label: str) -> Fate:
        """Write all that waits for an entry."""
        found = self._waiting.pop((table, value), None)
        if found is None:
            return skipped("an entry of a code table, or a role, that no other row uses")
        for write in found.values():
            write(label)
        return MERGED

    def finish(self) -> None:
        """Write what no table names with the code itself, its hyphens as spaces."""
        for (_, value), found in sorted(self._waiting.items()):
            for write in found.values():
                write(value.replace("-", " "))
        self._waiting.clear()

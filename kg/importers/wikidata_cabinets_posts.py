"""The posts of cabinets: by id where a table has one, else by their title within the set."""

from __future__ import annotations

from dataclasses import dataclass

from kg.importers.facts import EVIDENCE, TYPE, Facts, Node, term
from kg.importers.names import script_language
from kg.importers.post_types import post_type
from kg.importers.rows import IMPORTED, MERGED, Fate, Row, skipped
from kg.importers.wikidata_cabinets_tables import Cells, Table, country_of
from kg.vocabulary import GA

_INFERRED_BY = term(GA.inferredBy)


@dataclass(frozen=True, slots=True)
class Held:
    """The post of a row of holders: *key* is its id or its title with the set, *inference* how
    the title came to stand for an id."""

    node: Node
    key: str
    inference: Node | None = None


class Posts:
    """The posts of all sets, and which ids each title has in the tables of its set."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._ids: dict[tuple[str, str], dict[str, Node]] = {}
        self._countries: dict[str, tuple[Node, Node] | None] = {}

    def wanted(self, row: Row[Cells], table: Table) -> Fate:
        """A post that the set follows, with its id."""
        qid, title = row.value["position"], row.value["title"]
        if not qid:
            return skipped("the row names no position")
        node = self._facts.entity("post", qid)
        known = self._facts.holds(node, TYPE, term(GA.Post))
        evidence = passage(self._facts, row, table, f"{qid}:{title}")
        self.listed(table, qid, title, evidence)
        self._facts.add(node, EVIDENCE, evidence)
        return MERGED if known else IMPORTED

    def listed(self, table: Table, qid: str, title: str, evidence: Node) -> Node:
        """A post with its id; holders may be listed under its title alone."""
        node = self._facts.entity("post", qid)
        self._describe(node, table, "" if title == qid else title)
        self._ids.setdefault((table.place, title), {})[qid] = evidence
        return node

    def held(self, table: Table, title: str) -> Held:
        """The post that holders are listed under by title.

        It is that of an id where the tables of the same set give the very title to one id and no
        other, which is recorded as an inference; otherwise a post of the set's own.
        """
        facts = self._facts
        ids = self._ids.get((table.place, title), {})
        if len(ids) != 1:
            key = f"{table.scope}:{title}"
            node = facts.mint("post", key)
            self._describe(node, table, title)
            return Held(node, key)
        qid, evidence = next(iter(ids.items()))
        reason = (
            f'The holders are listed under the title "{title}" alone. In the tables of the same'
            f" set it stands beside one id of Wikidata, {qid}, and beside no other."
        )
        inference = facts.inference(f"{table.place}:{qid}:{title}:title", reason, evidence)
        return Held(facts.entity("post", qid), qid, inference)

    def _describe(self, node: Node, table: Table, title: str) -> None:
        facts = self._facts
        language = script_language(title, facts.release.terms.language)
        facts.post(node, title, language=language, type=post_type(title))
        if table.place not in self._countries:
            self._countries[table.place] = self._country(table.place)
        if found := self._countries[table.place]:
            country, inference = found
            facts.add(node, term(GA.jurisdiction), country)
            facts.add(node, _INFERRED_BY, inference)
            self._explain(table.place, inference)

    def _country(self, place: str) -> tuple[Node, Node] | None:
        country = country_of(self._facts, place)
        return (country, self._facts.fragment(f"{place}:country")) if country else None

    def _explain(self, place: str, inference: Node) -> None:
        if not self._facts.holds(inference, TYPE, term(GA.Inference)):
            reason = (
                f'The tables do not say whose posts they list. The set is named "{place}", which'
                " is the exact name of one state or territory, beside words for a government."
            )
            self._facts.inference(f"{place}:country", reason, self._facts.release.document)


def passage(facts: Facts, row: Row[Cells], table: Table, key: str) -> Node:
    """The evidence of a row; where an earlier row said just the same, that of the earlier one."""
    name = f"{table.place}:{table.kind}:{key}"
    node = facts.fragment(name)
    return node if facts.holds(node, TYPE, term(GA.Evidence)) else facts.evidence(row, name)

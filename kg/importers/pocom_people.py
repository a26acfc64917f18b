"""Persons of POCOM: names, years of birth and death, careers, residences."""

from __future__ import annotations

from collections.abc import Callable

from rdflib import RDFS

from kg.importers.facts import Facts, Node
from kg.importers.hsg_people import person
from kg.importers.markup import inner_text, text_of
from kg.importers.periods import read_date
from kg.importers.pocom_labels import Labels
from kg.importers.pocom_parts import Part, read_id
from kg.importers.rows import IMPORTED, Fate, Row, RowError

_CAREER, _STATE = "career-appointee-code", "us-state-code"
_NAMES = ("forename", "surname", "genName")


class People:
    """Writes the persons of one release; *named* are those who have a file."""

    def __init__(self, facts: Facts, labels: Labels) -> None:
        self._facts = facts
        self._labels = labels
        self.named: set[Node] = set()

    def write(self, row: Row[Part]) -> Fate:
        """Write a person.

        Raises:
            RowError: the id is missing or taken, or a year cannot be read.
        """
        facts, element = self._facts, row.value.element
        id = read_id(element, "id")
        node = person(facts, id)
        if node in self.named:
            raise RowError(f"another person has the id: {id}")
        name = " ".join(text_of(element, f"persName/{part}") for part in _NAMES)
        facts.name(node, name if name.strip() else id)
        for other in element.findall("persName/altname"):
            facts.name(node, inner_text(other), alias=True)
        self._life(row, node, id, "birth", facts.birth)
        self._life(row, node, id, "death", facts.death)
        for old in element.findall("old-ids/old-id"):
            facts.text(node, RDFS.comment, f"Former id: {inner_text(old)}", "en")
        self.named.add(node)
        self._labels.comment(facts, _CAREER, text_of(element, "career-type"), node, "Career type")
        for state in element.findall("residence/state-id"):
            self._labels.comment(facts, _STATE, inner_text(state), node, "Residence")
        return IMPORTED

    def _life(
        self, row: Row[Part], node: Node, id: str, name: str, write: Callable[..., Node]
    ) -> None:
        """The birth or death of a person, when it is dated."""
        text = text_of(row.value.element, name)
        bounds = read_date(self._facts, name, text)
        if not bounds.is_unknown:
            evidence = self._facts.evidence(row, f"people-{id}")
            write(node, f"hsg:people:{id}:{name}", bounds, evidence)

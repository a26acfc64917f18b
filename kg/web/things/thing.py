"""A thing as the sections of its page read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kg.web.days import Days
from kg.web.things.description import Description
from kg.web.things.evidence import Evidence
from kg.web.things.panels import Panel, PanelQueries
from kg.web.things.shown import ThingView


@dataclass(frozen=True, slots=True)
class Thing:
    """What a page is about: its IRI, its *place* as `agent/x`, its classes, and what is said of it.

    *kinds* are the names of its classes in the ontology with all above them, as `Person` and
    `Agent`. *counted* are the relations to so many events that the description has none of them.
    """

    iri: str
    place: str
    kinds: frozenset[str]
    days: Days
    description: Description
    view: ThingView
    evidence: Evidence
    queries: PanelQueries
    counted: Mapping[str, int]

    def ask(self, name: str, most: int = 200, **values: str) -> Panel:
        """Ask a stored query of panels about this thing, which is its parameter `?thing`."""
        return self.queries.ask(name, {"thing": f"<{self.iri}>", **values}, most)

    def begin(self, name: str, most: int = 200, **values: str) -> None:
        """Have a query answered that `ask` will ask for with the same arguments."""
        self.queries.begin(name, {"thing": f"<{self.iri}>", **values}, most)

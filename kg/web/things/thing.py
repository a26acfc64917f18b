"""A thing as the sections of its page read it."""

from __future__ import annotations

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
    `Agent`.
    """

    iri: str
    place: str
    kinds: frozenset[str]
    days: Days
    description: Description
    view: ThingView
    evidence: Evidence
    queries: PanelQueries

    def ask(self, name: str, most: int = 200, **values: str) -> Panel:
        """Ask a stored query of panels about this thing, which is its parameter `?thing`."""
        return self.queries.ask(name, {"thing": f"<{self.iri}>", **values}, most)

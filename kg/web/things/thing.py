"""A thing as the sections of its page read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import request

from kg.web.dates_in_words import day_in_words
from kg.web.days import Days
from kg.web.known import KNOWN_AT
from kg.web.paging import with_parameters
from kg.web.things.description import Description
from kg.web.things.evidence.chips import Evidence
from kg.web.things.panels import Panel, PanelQueries, values_about
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

    @property
    def when(self) -> str:
        """The day that the page is about, in words; "" where it is about all days."""
        return day_in_words(self.days.at) if self.days.at else ""

    @property
    def known(self) -> str:
        """The day whose knowledge is asked, in words; "" for all that is known."""
        return day_in_words(self.days.known) if self.days.known else ""

    @property
    def with_all_known(self) -> str:
        """The address of this page with all that is known."""
        return with_parameters({KNOWN_AT: ""})

    def question(self, name: str, **values: str) -> str:
        """The page of a stored query that takes no day, by the knowledge asked for."""
        known = {KNOWN_AT: str(self.days.known)} if self.days.known else {}
        return f"{request.script_root}/queries/{name}?{urlencode({**values, **known})}"

    def ask(self, name: str, most: int = 200, **values: str) -> Panel:
        """Ask a stored query of panels about this thing, which is its parameter `?thing`."""
        return self.queries.ask(name, values_about(self.iri, **values), most)

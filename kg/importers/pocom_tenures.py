"""Tenures of POCOM: chiefs of mission and principal officers, and the events that frame them."""

from __future__ import annotations

import re

from rdflib import RDFS

from kg.importers.facts import Facts, Node, term
from kg.importers.hsg_countries import Countries, Country
from kg.importers.hsg_people import person
from kg.importers.markup import text_of
from kg.importers.names import clean
from kg.importers.periods import add_period
from kg.importers.pocom_dates import (
    Dated,
    end_cause,
    is_credentials,
    read_dated,
)
from kg.importers.pocom_parts import NOMINEES, Part, read_id
from kg.importers.rows import IMPORTED, Fate, Row, RowError
from kg.vocabulary import GA

_PROVISIONAL = re.compile(r"\bacting\b|ad-interim$|pro-tem$")
# Those who take charge of a mission without credentials of their own.
_UNACCREDITED = re.compile(
    r"ad-interim$|pro-tem$|^(?:acting-)?principal-officer$|^chief|^director$|^representative$"
)
_NOT_APPOINTED = re.compile(
    r"\b(?:not commissioned|withdrawn|rejected|not confirmed|not acted upon|returned|tabled|"
    r"not submitted|not resubmitted|postponed)\b",
    re.IGNORECASE,
)


class Tenures:
    """Writes the tenures of one release, and the appointments that led to none."""

    def __init__(self, facts: Facts, countries: Countries) -> None:
        self._facts = facts
        self._countries = countries
        self._keys: set[str] = set()

    def write(self, row: Row[Part], post: Node, country: Country | None) -> Fate:
        """Write a tenure in a post; *country* is the one that a chief of mission is sent to.

        Raises:
            RowError: an id is missing, a date cannot be read, or a tenure comes twice.
        """
        facts, part, element = self._facts, row.value, row.value.element
        names = ("appointed", "arrived", "started", "ended")
        dates = {name: read_dated(facts, element, name) for name in names}
        key = self._key(part, dates)
        holder = person(facts, read_id(element, "person-id"))
        note = clean(text_of(element, "note"))
        evidence = facts.evidence(row, key.replace(":", "-"), quote=note)
        made = _Frame(facts, key, holder, post, evidence, country, self._countries)
        served = any(dates[name].text for name in ("arrived", "started", "ended"))
        if part.container in NOMINEES and not served:
            made.appointment(dates["appointed"], _status(dates["appointed"], note))
        else:
            self._tenure(made, part, dates)
        self._keys.add(key)
        return IMPORTED

    def _key(self, part: Part, dates: dict[str, Dated]) -> str:
        """The key of a tenure. Ids are not unique in the source, not even within a file."""
        key = f"pocom:{part.owner}:{read_id(part.element, 'id')}"
        if part.again:
            first = dates["started"].text or dates["appointed"].text or part.container
            who = text_of(part.element, "person-id")
            key = f"{key}:{who}:{first}:{dates['ended'].text}".rstrip(":")
        if key in self._keys:
            raise RowError(f"another row has the id and the dates: {key.removeprefix('pocom:')}")
        return key

    def _tenure(self, made: _Frame, part: Part, dates: dict[str, Dated]) -> None:
        facts = self._facts
        start = dates["started"] if dates["started"].text else dates["arrived"]
        end = dates["ended"]
        tenure = facts.mint("tenure", made.key)
        facts.tenure(tenure, made.holder, made.post, made.evidence)
        add_period(facts, tenure, (start.name, start.written), (end.name, end.written))
        role = text_of(part.element, "role-title-id")
        if _PROVISIONAL.search(role):
            facts.flag(tenure, GA.acting, True)
        if cause := end_cause(dates["ended"].note):
            facts.code(tenure, GA.endCause, cause)
        facts.text(tenure, RDFS.comment, text_of(part.element, "note"), "en")
        made.tenure = tenure
        if dates["appointed"].text:
            made.appointment(dates["appointed"])
        made.entry(dates["arrived"])
        made.start(dates["started"], part.kind == "chief", role)
        made.departure(dates["ended"])
        for dated in dates.values():
            if dated.note and not dated.text:
                facts.text(tenure, RDFS.comment, f"{dated.name}: {dated.note}", "en")


class _Frame:
    """The events of one tenure. What may come before its first day is in the capacity of the
    post; the others in that of the tenure."""

    def __init__(
        self,
        facts: Facts,
        key: str,
        holder: Node,
        post: Node,
        evidence: Node,
        country: Country | None,
        countries: Countries,
    ) -> None:
        self.key, self.holder, self.post, self.evidence = key, holder, post, evidence
        self.tenure: Node | None = None
        self._facts = facts
        self._country = country
        self._countries = countries

    def appointment(self, dated: Dated, status: str = "") -> None:
        """The appointment, or a nomination; *status* tells how far it came without a service."""
        self._event("appointed", "appointment", dated, "appointee", self.post, status=status)

    def entry(self, dated: Dated) -> None:
        """The entry on duty at a mission, which may come before the credentials."""
        if dated.text:
            self._event("arrived", "swearing-in", dated, "appointee", self.post)

    def start(self, dated: Dated, is_chief: bool, role: str) -> None:
        """What starts the tenure: credentials, or the entry on duty."""
        if not dated.text:
            return
        if is_chief and is_credentials(dated.note) and not _UNACCREDITED.search(role):
            self._event("started", "presentation-of-credentials", dated, "initiator", self.tenure)
        else:
            self._event("started", "swearing-in", dated, "appointee", self.tenure)

    def departure(self, dated: Dated) -> None:
        """The end of the service."""
        if dated.text:
            self._event("ended", "departure-from-post", dated, "initiator", self.tenure)

    def _event(
        self,
        name: str,
        type: str,
        dated: Dated,
        role: str,
        capacity: Node | None,
        *,
        status: str = "",
    ) -> None:
        facts, fragment = self._facts, f"{self.key}-{name}".replace(":", "-")
        event = facts.mint("event", f"{self.key}:{name}")
        facts.event(event, type, self.evidence, facts.date(dated.written))
        if dated.note:
            facts.text(event, RDFS.comment, f"{dated.note} {dated.text}", "en")
        facts.participation(event, f"{fragment}-1", self.holder, role, capacity=capacity)
        if self._country and name in ("arrived", "started"):
            facts.participation(event, f"{fragment}-2", self._country.agent, "host")
            facts.add(event, term(GA.location), self._countries.territory(self._country))
        if status:
            facts.occurred(event, f"{fragment}-status", self.evidence, status)


def _status(appointed: Dated, note: str) -> str:
    """How far an appointment came that led to no service."""
    if appointed.text:
        return "occurred"
    return "cancelled" if _NOT_APPOINTED.search(note) else "proposed"

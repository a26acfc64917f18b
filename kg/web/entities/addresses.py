"""The addresses of a thing on this server: its IRI, its page, its data, each with the days kept."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import request

from kg.dates import Day
from kg.errors import NotFoundError
from kg.lookup import AT
from kg.web.known import KNOWN_AT, day_of
from kg.web.parameters import of_address
from kg.web.state import state

_PLACE = re.compile(r"[a-z]{1,20}/[A-Za-z0-9_~-][A-Za-z0-9._~-]{0,200}")


@dataclass(frozen=True, slots=True)
class EntityAddress:
    """The *place* of a thing, as `agent/x`, and the days that the request asks of."""

    place: str
    at: Day | None = None
    known: Day | None = None

    @property
    def iri(self) -> str:
        """The IRI under the base of the store."""
        return f"{state().store.settings.base_iri}id/{self.place}"

    @property
    def page(self) -> str:
        """The address of the page."""
        return f"{request.root_url}page/{self.place}{self._days}"

    def data(self, ending: str) -> str:
        """The address of the data in a syntax; without an ending, in any."""
        name = f"{self.place}.{ending}" if ending else self.place
        return f"{request.root_url}data/{name}{self._days}"

    @property
    def own(self) -> str:
        """The address that the IRI has on this server."""
        return f"{request.root_url}id/{self.place}{self._days}"

    def of(self, iri: str) -> EntityAddress | None:
        """The address of another thing on the same days; None when it has none here."""
        base = f"{state().store.settings.base_iri}id/"
        place = iri.removeprefix(base).partition("#")[0]
        if not iri.startswith(base) or not _PLACE.fullmatch(place):
            return None
        return EntityAddress(place, self.at, self.known)

    @property
    def _days(self) -> str:
        days = {AT: self.at, KNOWN_AT: self.known}
        kept = urlencode({name: str(day) for name, day in days.items() if day})
        return f"?{kept}" if kept else ""


def entity_address(kind: str, slug: str) -> EntityAddress:
    """Read the address of the current request; nothing of a wrong one is repeated.

    Raises:
        NotFoundError: no thing can have such an address.
        ParameterError: a day is none.
    """
    place = f"{kind}/{slug}"
    if not _PLACE.fullmatch(place):
        raise NotFoundError("No thing has such an address.", hint="Start from /.")
    sent = of_address()
    return EntityAddress(place, day_of(sent, AT), day_of(sent, KNOWN_AT))

"""The days that a page is asked about, which its links ask about in turn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from kg.dates import Day
from kg.errors import KgError
from kg.lookup import AT
from kg.web.answering import KNOWN_AT, day_of
from kg.web.parameters import of_address


@dataclass(frozen=True, slots=True)
class Days:
    """The day asked about, and the day whose knowledge is asked."""

    at: Day | None = None
    known: Day | None = None

    @classmethod
    def of_request(cls) -> Days:
        """The days in the address of the current request.

        Raises:
            ParameterError: a day is none, or stands twice.
        """
        sent = of_address()
        return cls(day_of(sent, AT), day_of(sent, KNOWN_AT))

    @property
    def parameters(self) -> Mapping[str, str]:
        """The parameters of an address that stand for them: of those that are asked."""
        days = {AT: self.at, KNOWN_AT: self.known}
        return {name: str(day) for name, day in days.items() if day}

    @property
    def query(self) -> str:
        """The parameters as the part of an address behind its question mark, with it; or ""."""
        return f"?{urlencode(self.parameters)}" if self.parameters else ""

    def on(self, path: str, **parameters: str) -> str:
        """An address with *parameters* and these days: what a link on the page leads to."""
        asked = {**parameters, **self.parameters}
        return f"{path}?{urlencode(asked)}" if asked else path


def days_for_templates() -> dict[str, object]:
    """What `base.html` shows of the days: none where the address has none that can be read.

    *others* are the further parameters of the address, which the control of days keeps.
    """
    try:
        days = Days.of_request()
        others = [pair for pair in of_address().pairs if pair[0] not in (AT, KNOWN_AT)]
    except KgError:  # the page is about that error
        return {"days": Days(), "others": []}
    return {"days": days, "others": others}

"""What operators of public endpoints ask of programs: a name, a contact, and waiting when told."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from kg import __version__
from kg.errors import ParameterError

_HOME = "https://w3id.org/geoactors/"
_CONTACT = re.compile(r"[!-'*-~][ -'*-~]{0,199}")


def agent_of(contact: str = "") -> str:
    """The name under which requests are sent: program, version, home page and *contact*.

    Raises:
        ParameterError: the contact cannot stand in a header.
    """
    if contact and not _CONTACT.fullmatch(contact):
        raise ParameterError(
            f"{contact[:50]!r} is no contact.", hint="Give an address of mail or of a page."
        )
    return f"geoactors/{__version__} ({'; '.join(filter(None, (f'+{_HOME}', contact)))})"


def waiting_time(retry_after: str | None) -> float | None:
    """Seconds of a Retry-After header, which holds seconds or a date; none when there is none that
    can be read."""
    text = (retry_after or "").strip()
    if text.isdecimal():
        return float(text[:9])
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max((moment - datetime.now(UTC)).total_seconds(), 0.0)

"""The days that a page is asked about, which its links ask about in turn."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlencode

from flask import Response, request

from kg.dates import Day
from kg.errors import DateError, InputError, ParameterError
from kg.lookup import AT
from kg.web.addresses import here
from kg.web.known import KNOWN_AT, day_of
from kg.web.parameters import Parameters, of_address

_TODAY = "today"
_KEPT = {
    "search.search": ("q", "type", "limit", "page"),
    "things.page": ("events", "from", "neighbours", "passage", "since", "until"),
    "validation.validate": ("example",),
    "feed.changes": ("before",),
}
"""The parameters beside the days that a page knows, by its endpoint; no other stands on it.

A page that is kept for all who ask, as the first one, must not hold what one of them wrote.
"""
_OF_ONE_DAY = ("events", "page")
"""Those that number the pages of a list: on another day it is another list, which is begun anew."""
_Pairs = list[tuple[str, str]]


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


@dataclass(frozen=True, slots=True)
class WrongDay:
    """What stands in the address for a day and is none, and the sentence that says so."""

    text: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Steps:
    """Where the control of days leads: addresses of this page, "" for what there is not."""

    before: str
    today: str
    after: str
    all_days: str


def days_for_templates() -> dict[str, object]:
    """What `base.html` shows of the days: none where the address has none that can be read.

    *others* are the further parameters that the control of days keeps: those that the page knows,
    but for what holds on one day alone. *wrong* are days that are none, by parameter.
    """
    try:
        sent = of_address()
    except InputError:  # the page is about that error
        sent = Parameters()
    read, wrong = _read(sent)
    days = Days(read.get(AT), read.get(KNOWN_AT))
    others = sent.kept([name for name in _known_here() if name not in _OF_ONE_DAY])
    return {"days": days, "others": others, "wrong": wrong, "steps": _steps(days, others)}


def kept_pairs() -> _Pairs:
    """The parameters of the address that links of the page keep: its days, and those it knows.

    Raises:
        InputError: they are not percent-encoded UTF-8.
    """
    return of_address().kept((AT, KNOWN_AT, *_known_here()))


def lead_to_today() -> Response | None:
    """Lead a reader from `at=today` to the day that it is, by UTC: the address names the day."""
    if request.method not in ("GET", "HEAD") or b"at=" not in request.query_string:
        return None
    pairs = of_address().pairs
    if not any(name in (AT, KNOWN_AT) and value == _TODAY for name, value in pairs):
        return None
    today = datetime.now(UTC).date().isoformat()
    asked = [
        (name, today if name in (AT, KNOWN_AT) and value == _TODAY else value)
        for name, value in pairs
    ]
    place = _address(asked)
    return Response(status=302, headers={"Location": place, "Cache-Control": "no-store"})


def _known_here() -> tuple[str, ...]:
    return _KEPT.get(request.endpoint or "", ())


def _read(sent: Parameters) -> tuple[dict[str, Day | None], dict[str, WrongDay]]:
    read: dict[str, Day | None] = {}
    wrong: dict[str, WrongDay] = {}
    for name in (AT, KNOWN_AT):
        try:
            read[name] = day_of(sent, name)
        except ParameterError as error:
            sentence = f"{error.message} {error.hint}"
            wrong[name] = WrongDay(sent.all(name)[0][:40], sentence)
    return read, wrong


def _steps(days: Days, others: _Pairs) -> Steps:
    def on(text: str) -> str:
        asked = {**days.parameters, AT: text}
        return _address([*others, *asked.items()])

    return Steps(
        before=_step(days.at, Day.previous, on),
        today=on(_TODAY),
        after=_step(days.at, Day.following, on),
        all_days=_address(others) if days.query else "",
    )


def _step(day: Day | None, to: Callable[[Day], Day], on: Callable[[str], str]) -> str:
    try:
        return on(str(to(day))) if day else ""
    except DateError:  # the first or the last day that there is
        return ""


def _address(pairs: _Pairs) -> str:
    return here() + (f"?{urlencode(pairs)}" if pairs else "")


def today() -> Day:
    """The day that it is, by UTC."""
    now = datetime.now(UTC)
    return Day(now.year, now.month, now.day)

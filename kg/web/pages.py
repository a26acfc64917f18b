"""`/`: the home page."""

from __future__ import annotations

import json
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Blueprint, Response, render_template, request

from kg.dates import Day
from kg.lookup import AT, example_values, list_queries, parameter_values, prepare, stored_query
from kg.resources import read_query
from kg.terms import plain
from kg.web import hot
from kg.web.answering import KNOWN_AT, day_of
from kg.web.asking import rows
from kg.web.cache import CachedAnswer
from kg.web.negotiation import choose
from kg.web.parameters import of_address
from kg.web.responses import respond, unchanged
from kg.web.state import state

blueprint = Blueprint("pages", __name__)

_HTML = "text/html"
_MOST = 500  # rows of a table on the page

_FEATURED = (
    (
        "Who held Russia’s defence ministry on 12 May 2024?",
        "answers-on-date",
        {"post": "post:defence-minister-russia", "at": "2024-05-12"},
    ),
    (
        "Who was Secretary of Russia’s Security Council on 28 November 2025?",
        "answers-on-date",
        {"post": "post:security-council-secretary-russia", "at": "2025-11-28"},
    ),
)
"""Questions that show what the four answers mean, with their settings."""


@dataclass(frozen=True, slots=True)
class Days:
    """The days that a page is asked about, and that its links ask about in turn."""

    at: Day | None
    known: Day | None


@dataclass(frozen=True, slots=True)
class Example:
    """A question with a link to its answer."""

    question: str
    setting: str
    link: str


@dataclass(frozen=True, slots=True)
class Source:
    """A source graph as the home page names it."""

    title: str
    credit: str
    licences: list[str]


@blueprint.get("/")
def home() -> Response:
    """Show what there is and what may be asked; links keep the days of the address."""
    choose(request.headers.get("Accept"), [_HTML])
    version = hot.current_version()
    days = Days(day_of(of_address(), AT), day_of(of_address(), KNOWN_AT))
    tag = state().tag(version, "home")
    if held := unchanged(tag):
        return held
    key = (version, "/", days)
    with state().building:  # once for all who ask for it at the same time
        if (page := state().cache.get(key)) is None:
            page = CachedAnswer((), _home(version, days).encode("utf-8"))
            state().cache.put(key, page)
    return respond(page.body, _HTML, tag)


def _home(version: int, days: Days) -> str:
    return render_template(
        "home.html",
        featured=_featured(days),
        examples=_examples(version, days),
        counts=_counts(version),
        sources=_sources(version),
        date=_date(version),
        version=version,
    )


def _featured(days: Days) -> list[Example]:
    return [
        Example(question, "", _link(stored_query(name), values, days))
        for question, name, values in _FEATURED
    ]


def _examples(version: int, days: Days) -> list[Example]:
    """The stored questions whose examples this version can answer."""
    answerable = _answerable(version)
    examples = []
    for name, question, parameters in list_queries():
        if name in answerable:
            values = _asked(example_values(stored_query(name)), days)
            setting = ", ".join(f"{p.name} = {values[p.name]}" for p in parameters)
            examples.append(Example(question, setting, _link(stored_query(name), values, days)))
    return examples


def _answerable(version: int) -> list[str]:
    """The names of these questions; the days of a page do not change them."""
    key = (version, "answerable")
    if (held := state().cache.get(key)) is None:
        names = []
        for name, _, _ in list_queries():
            text = stored_query(name)
            if rows(version, prepare(text, parameter_values(text, example_values(text))), 1).rows:
                names.append(name)
        held = CachedAnswer((), json.dumps(names).encode())
        state().cache.put(key, held)
    return [str(name) for name in json.loads(held.body)]


def _asked(values: dict[str, str], days: Days) -> dict[str, str]:
    return values | ({AT: str(days.at)} if days.at and AT in values else {})


def _link(text: str, values: dict[str, str], days: Days) -> str:
    query = prepare(text, parameter_values(text, _asked(values, days)))
    known = {KNOWN_AT: str(days.known)} if days.known else {}
    return "/sparql?" + urlencode({"query": query} | known)


def _date(version: int) -> str:
    found = rows(version, read_query("dataset-date"), 1).rows
    return plain(found[0]["day"]) if found else ""


def _counts(version: int) -> list[tuple[str, str]]:
    found = rows(version, read_query("counts"), _MOST).rows
    return [(plain(row["kind"]), plain(row["number"])) for row in found]


def _sources(version: int) -> list[Source]:
    found: dict[str, Source] = {}
    for row in rows(version, read_query("sources"), _MOST).rows:
        credit = plain(row["credit"]) if "credit" in row else ""
        source = found.setdefault(str(row["graph"]), Source(plain(row["title"]), credit, []))
        source.licences.append(_licence(plain(row["licence"])))
    return list(found.values())


def _licence(iri: str) -> str:
    """The name of a licence in its IRI: the last parts of the path, as people write them."""
    name = iri.rstrip("/").partition("/licenses/")[2]
    if "creativecommons.org" in iri:
        return f"CC {name.upper().replace('/', ' ')}"
    return name or iri

"""`/`: the home page."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response, render_template, request

from kg.resources import read_query
from kg.terms import plain
from kg.web import hot
from kg.web.addresses import link
from kg.web.asking import rows
from kg.web.cache import CachedAnswer
from kg.web.datasets.void import description_links
from kg.web.days import Days
from kg.web.examples import example_questions, example_things, featured_questions
from kg.web.negotiation import choose
from kg.web.responses import respond, unchanged
from kg.web.state import state
from kg.web.things.shown import licence_name

blueprint = Blueprint("pages", __name__)

_HTML = "text/html"
_MOST = 500  # rows of a table on the page


@dataclass(frozen=True, slots=True)
class Source:
    """A source graph as the home page names it."""

    title: str
    link: str
    credit: str
    licences: list[str]


@blueprint.get("/")
def home() -> Response:
    """Show what there is and what may be asked; links keep the days of the address."""
    choose(request.headers.get("Accept"), [_HTML])
    version = hot.current_version()
    days = Days.of_request()
    tag = state().tag(version, "home")
    response = unchanged(tag) or respond(_held(version, days), _HTML, tag)
    response.headers["Link"] = ", ".join(description_links())
    return response


def _held(version: int, days: Days) -> bytes:
    key = (version, request.script_root + "/", days)
    with state().building:  # once for all who ask for it at the same time
        if (page := state().cache.get(key)) is None:
            page = CachedAnswer((), _home(version, days).encode("utf-8"))
            state().cache.put(key, page)
    return page.body


def _home(version: int, days: Days) -> str:
    return render_template(
        "home.html",
        featured=featured_questions(days),
        examples=example_questions(version, days),
        things=example_things(version),
        counts=_counts(version),
        sources=_sources(version),
        date=_date(version),
        version=version,
    )


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
        graph = plain(row["graph"])
        source = found.setdefault(graph, Source(plain(row["title"]), link(graph), credit, []))
        source.licences.append(licence_name(plain(row["licence"])))
    return list(found.values())

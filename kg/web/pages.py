"""`/`: the home page."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Blueprint, Response, render_template, request

from kg.lookup import example_values, list_queries, parameter_values, prepare, stored_query
from kg.resources import read_query
from kg.terms import plain
from kg.web import hot
from kg.web.asking import rows
from kg.web.cache import CachedAnswer
from kg.web.negotiation import choose
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
    """Show what there is and what may be asked."""
    choose(request.headers.get("Accept"), [_HTML])
    version = hot.current_version()
    tag = state().tag(version, "home")
    if held := unchanged(tag):
        return held
    key = (version, "/")
    with state().building:  # once for all who ask for it at the same time
        if (page := state().cache.get(key)) is None:
            page = CachedAnswer((), _home(version).encode("utf-8"))
            state().cache.put(key, page)
    return respond(page.body, _HTML, tag)


def _home(version: int) -> str:
    return render_template(
        "home.html",
        featured=_featured(),
        examples=_examples(version),
        counts=_counts(version),
        sources=_sources(version),
        date=_date(version),
        version=version,
    )


def _featured() -> list[Example]:
    return [
        Example(question, "", _link(stored_query(name), values))
        for question, name, values in _FEATURED
    ]


def _examples(version: int) -> list[Example]:
    """The stored questions whose examples this version can answer."""
    examples = []
    for name, question, parameters in list_queries():
        text = stored_query(name)
        query = prepare(text, parameter_values(text, example_values(text)))
        if rows(version, query, 1).rows:
            setting = ", ".join(f"{p.name} = {p.example}" for p in parameters)
            examples.append(Example(question, setting, "/sparql?" + urlencode({"query": query})))
    return examples


def _link(text: str, values: dict[str, str]) -> str:
    return "/sparql?" + urlencode({"query": prepare(text, parameter_values(text, values))})


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

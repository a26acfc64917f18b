"""`/` and `/health`: the home page, and the sign of life."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlencode

from flask import Blueprint, Response, render_template, request

from kg.lookup import example_values, list_queries, parameter_values, prepare, stored_query
from kg.resources import read_query
from kg.store.snapshot import Snapshot
from kg.terms import plain
from kg.web.negotiation import choose
from kg.web.state import state

blueprint = Blueprint("pages", __name__)


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
    choose(request.headers.get("Accept"), ["text/html"])
    snapshot = state().snapshot()
    with state().working():
        page = render_template(
            "home.html",
            featured=_featured(),
            examples=_examples(snapshot),
            counts=_counts(snapshot),
            sources=_sources(snapshot),
            date=_date(snapshot),
            version=snapshot.version,
        )
    response = Response(page, mimetype="text/html")
    response.set_etag(f"{state().edition}-{snapshot.version}")
    response.make_conditional(request)
    return response


@blueprint.get("/health")
def health() -> Response:
    """Say that the process lives."""
    return Response("ok\n", mimetype="text/plain")


def _featured() -> list[Example]:
    return [
        Example(question, "", _link(stored_query(name), values))
        for question, name, values in _FEATURED
    ]


@lru_cache(maxsize=1)
def _examples(snapshot: Snapshot) -> tuple[Example, ...]:
    """The stored questions whose examples this version can answer; found once per version."""
    examples = []
    for name, question, parameters in list_queries():
        text = stored_query(name)
        query = prepare(text, parameter_values(text, example_values(text)))
        if snapshot.select(query)[1]:
            setting = ", ".join(f"{p.name} = {p.example}" for p in parameters)
            examples.append(Example(question, setting, "/sparql?" + urlencode({"query": query})))
    return tuple(examples)


def _link(text: str, values: dict[str, str]) -> str:
    return "/sparql?" + urlencode({"query": prepare(text, parameter_values(text, values))})


def _date(snapshot: Snapshot) -> str:
    _, rows = snapshot.select(read_query("dataset-date"))
    return plain(rows[0]["day"]) if rows else ""


def _counts(snapshot: Snapshot) -> list[tuple[str, str]]:
    _, rows = snapshot.select(read_query("counts"))
    return [(plain(row["kind"]), plain(row["number"])) for row in rows]


def _sources(snapshot: Snapshot) -> list[Source]:
    _, rows = snapshot.select(read_query("sources"))
    found: dict[str, Source] = {}
    for row in rows:
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

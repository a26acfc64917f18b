"""`/`: the home page."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request

from kg.resources import read_query
from kg.terms import plain
from kg.web import hot
from kg.web.asking import rows
from kg.web.datasets.sources import licences_of, sources_of
from kg.web.datasets.void import description_links
from kg.web.days import Days
from kg.web.held.cache import CachedAnswer
from kg.web.home.examples import Examples, example_things, known_examples
from kg.web.home.latest import latest_changes, words_of_day
from kg.web.negotiation import HTML, choose
from kg.web.responses import respond, unchanged
from kg.web.search.kinds import counted, first_and_others
from kg.web.state import state

blueprint = Blueprint("pages", __name__)


@blueprint.get("/")
def home() -> Response:
    """Show what there is and what may be asked; links keep the days of the address."""
    choose(request.headers.get("Accept"), [HTML])
    version = hot.current_version()
    days = Days.of_request()
    tag = state().tag(version, "home")
    response = unchanged(tag)
    if response is None:
        page, whole = _held(version, days)
        response = respond(page, HTML, tag if whole else "")
    response.headers["Link"] = ", ".join(description_links())
    return response


def _held(version: int, days: Days) -> tuple[bytes, bool]:
    """The page, and whether it tells all: else the next who asks may get more."""
    key = (version, request.script_root + "/", days)
    if (page := state().cache.get(key)) is not None:
        return page.body, True
    with state().building:  # once for all who ask for it at the same time
        if (page := state().cache.get(key)) is not None:
            return page.body, True
        examples = known_examples(version, days)
        page = CachedAnswer((), _home(version, days, examples).encode("utf-8"))
        if examples.whole:
            state().cache.put(key, page)
    return page.body, examples.whole


def _home(version: int, days: Days, examples: Examples) -> str:
    kinds, beside = first_and_others(counted(version))
    sources = sources_of(version)
    titles = {graph: source.title for graph, source in sources.items()}
    return render_template(
        "home.html",
        featured=examples.featured,
        examples=examples.others,
        things=example_things(version, days),
        kinds=kinds,
        beside=beside,
        sources=list(sources.values()),
        licences=licences_of(sources),
        day=words_of_day(_date(version)),
        changes=latest_changes(version, titles),
        version=version,
    )


def _date(version: int) -> str:
    found = rows(version, read_query("dataset-date"), 1).rows
    return plain(found[0]["day"]) if found else ""

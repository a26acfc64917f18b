"""`/search`: a page of results for people, JSON for programs; `/suggest`: results as one types."""

from __future__ import annotations

import json

from flask import Blueprint, Response, redirect, render_template, request

from kg.errors import UnavailableError
from kg.web import hot
from kg.web.negotiation import HTML, choose
from kg.web.responses import respond, unchanged
from kg.web.search.asked import MOST, Asked, asked_of_page, asked_of_suggestions
from kg.web.search.found import Found, find, find_for_page
from kg.web.search.kinds import counted, kind_name, offered, plural_name
from kg.web.search.listing import Listing, list_things
from kg.web.search.straight import page_of_identifier
from kg.web.state import state
from kg.web.things.panels import query_address

blueprint = Blueprint("search", __name__)

_JSON = "application/json"


@blueprint.get("/suggest")
def suggest() -> Response:
    """The best results for what is typed so far, in JSON whatever is accepted; none for nothing."""
    return _answered_in_json(asked_of_suggestions())


@blueprint.get("/search")
def search() -> Response:
    """The results of a search; the exact identifier of a thing leads to it at once."""
    media_type = choose(request.headers.get("Accept"), [_JSON, HTML])
    asked = asked_of_page()
    if media_type == _JSON:
        return _answered_in_json(asked)
    version = hot.current_version()
    if place := page_of_identifier(version, asked.text, asked.days):
        return _led_to(place)
    if not asked.text:
        return _listed(version, asked)
    try:
        with state().indexes.reading(version) as index:
            tag = _tag(version, index.version)
            if held := unchanged(tag):
                return held
            found = find_for_page(index, asked)
    except UnavailableError as error:
        return _waiting(version, asked, error)
    return _sent(_written(version, asked, found=found), HTML, tag, found.version)


def _answered_in_json(asked: Asked) -> Response:
    version = hot.current_version()
    if not asked.text:
        tag = _tag(version, version)
        return unchanged(tag) or _sent(_json(asked, [], version), _JSON, tag, version)
    with state().indexes.reading(version) as index:
        tag = _tag(version, index.version)
        if held := unchanged(tag):
            return held
        results = [result.described() for result in find(index, asked)]
        return _sent(_json(asked, results, index.version), _JSON, tag, index.version)


def _json(asked: Asked, results: list[dict[str, object]], version: int) -> str:
    said = {"query": asked.text, "version": version, "results": results}
    return json.dumps(said, ensure_ascii=False) + "\n"


def _listed(version: int, asked: Asked) -> Response:
    """All things of a kind, or the kinds there are."""
    listing = list_things(version, asked, counted(version)) if asked.kind else None
    searched = listing.version if listing else version
    tag = state().tag(version, "kinds", str(searched))
    return unchanged(tag) or _sent(_written(version, asked, listing=listing), HTML, tag, searched)


def _waiting(version: int, asked: Asked, error: UnavailableError) -> Response:
    """What there is besides searching, as long as there is no index."""
    response = respond(_written(version, asked, waiting=error.message), HTML)
    response.status_code = 503
    response.headers["Retry-After"] = "2"
    response.headers["Cache-Control"] = "no-store"
    return response


def _written(
    version: int,
    asked: Asked,
    found: Found | None = None,
    listing: Listing | None = None,
    waiting: str = "",
) -> str:
    counts = counted(version)
    return render_template(
        "search.html",
        asked=asked,
        searched=asked.text,
        name=kind_name(asked.kind) if asked.kind else "",
        plural=plural_name(asked.kind) if asked.kind else "",
        kinds=offered(counts),
        empty=not counts,
        found=found,
        listing=listing,
        waiting=waiting,
        most=MOST,
        version=version,
        behind=query_address(listing.query, asked.days) if listing else "",
    )


def _led_to(place: str) -> Response:
    response = redirect(place, 303)
    assert isinstance(response, Response)
    response.headers["Vary"] = "Accept, Accept-Encoding"
    return response


def _tag(version: int, searched: int) -> str:
    return state().tag(version, "names", str(searched))


def _sent(written: str, media_type: str, tag: str, searched: int) -> Response:
    """An answer, which is kept when it is from the index of its own version, or a later one."""
    response = respond(written, media_type, tag)
    if searched >= hot.current_version():
        hot.remember(response, tag)
    return response

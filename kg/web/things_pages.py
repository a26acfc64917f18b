"""`/page/{kind}/{slug}`: what the dataset says of one thing, for people."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Blueprint, Response, render_template, request

from kg.errors import NotFoundError
from kg.lookup import AT
from kg.web import hot
from kg.web.answering import HTML, KNOWN_AT, folder_of
from kg.web.cache import CachedAnswer
from kg.web.entity_addresses import EntityAddress, entity_address
from kg.web.entity_answers import entity_at
from kg.web.entity_forms import FORMS
from kg.web.entity_times import last_modified
from kg.web.negotiation import choose
from kg.web.resources import absent
from kg.web.responses import respond, unchanged
from kg.web.signposting import PAGE, signposting_links
from kg.web.state import state
from kg.web.things import ThingReader

blueprint = Blueprint("things", __name__)


@blueprint.get("/page/<kind>/<slug>", merge_slashes=False)
def page(kind: str, slug: str) -> Response:
    """Show a thing, on the day and by the knowledge of the day in the address."""
    choose(request.headers.get("Accept"), [HTML])
    address = entity_address(kind, slug)
    version = hot.current_version()
    entity = entity_at(address)
    if missing := absent(address, entity, lambda other: other.page):
        return missing
    tag = state().tag(version, "page")
    response = unchanged(tag) or respond(_held(version, address), HTML, tag)
    response.headers["Link"] = signposting_links(address, entity.summary, PAGE)
    response.last_modified = last_modified(entity.summary, version)
    return response


def _held(version: int, address: EntityAddress) -> bytes:
    key = (version, request.script_root, address)
    found = state().cache.get(key)
    if found is None:
        found = CachedAnswer((), _page(version, address).encode("utf-8"))
        state().cache.put(key, found)
    return found.body


def _page(version: int, address: EntityAddress) -> str:
    days = {AT: str(address.at or ""), KNOWN_AT: str(address.known or "")}
    reader = ThingReader(folder_of(version, address.known), days, address.at)
    thing = reader.read(address.iri)
    if thing is None:  # a claim's content alone is no fact
        raise NotFoundError("The dataset says nothing of this thing.", hint="Start from /.")
    return render_template(
        "thing.html",
        iri=address.iri,
        place=address.place,
        thing=thing,
        at=days[AT],
        known=days[KNOWN_AT],
        kept=urlencode({name: day for name, day in days.items() if day}),
        syntaxes=[(form.ending, form.media_type) for form in FORMS],
    )

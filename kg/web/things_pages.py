"""`/page/{kind}/{slug}`: what the dataset says of one thing, for people."""

from __future__ import annotations

from urllib.parse import urlencode

import pyoxigraph as ox
from flask import Blueprint, Response, render_template, request

from kg.lookup import AT
from kg.web import hot
from kg.web.answering import HTML, KNOWN_AT
from kg.web.entity_addresses import EntityAddress, entity_address
from kg.web.entity_answers import Entity, entity_at
from kg.web.entity_forms import FORMS
from kg.web.entity_times import last_modified, unchanged_since
from kg.web.negotiation import choose
from kg.web.resources import absent
from kg.web.responses import respond, unchanged, unmodified
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
    modified = last_modified(entity.summary, version)
    tag = f"{state().edition}-e{entity.digest}-page"
    response = unchanged(tag)
    if response is None and unchanged_since(modified, version):
        response = unmodified(tag)
    if response is None:
        response = respond(_page(address, entity), HTML, tag)
    response.headers["Link"] = signposting_links(address, entity.summary, PAGE)
    if modified:
        response.last_modified = modified
    return response


def _page(address: EntityAddress, entity: Entity) -> str:
    days = {AT: str(address.at or ""), KNOWN_AT: str(address.known or "")}
    quads = ox.parse(entity.lines, format=ox.RdfFormat.N_QUADS)
    thing = ThingReader(address.iri, quads, days, address.at).read(entity.summary.left_out)
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

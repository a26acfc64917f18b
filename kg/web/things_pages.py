"""`/page/{kind}/{slug}`: what the dataset says of one thing, for people."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Blueprint, Response, render_template, request

from kg.lookup import AT
from kg.web.answering import HTML, KNOWN_AT
from kg.web.entity_addresses import EntityAddress, entity_address
from kg.web.entity_answers import Entity, entity_at
from kg.web.entity_forms import FORMS
from kg.web.negotiation import choose
from kg.web.resources import absent, conditional
from kg.web.signposting import PAGE, signposting_links
from kg.web.things import ThingReader

blueprint = Blueprint("things", __name__)


@blueprint.get("/page/<kind>/<slug>", merge_slashes=False)
def page(kind: str, slug: str) -> Response:
    """Show a thing, on the day and by the knowledge of the day in the address."""
    choose(request.headers.get("Accept"), [HTML])
    address = entity_address(kind, slug)
    entity = entity_at(address)
    if missing := absent(address, entity, lambda other: other.page):
        return missing
    response = conditional(entity, "page", HTML, lambda: _page(address, entity))
    response.headers["Link"] = signposting_links(address, entity.summary, PAGE)
    return response


def _page(address: EntityAddress, entity: Entity) -> str:
    days = {AT: str(address.at or ""), KNOWN_AT: str(address.known or "")}
    thing = ThingReader(entity, days, address.at).read()
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

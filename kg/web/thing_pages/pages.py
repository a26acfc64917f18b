"""`/page/{kind}/{slug}`: what the dataset says of one thing, for people."""

from __future__ import annotations

from contextlib import closing

import pyoxigraph as ox
from flask import Blueprint, Response, render_template, request
from rdflib import RDF

from kg.terms import term
from kg.web import hot
from kg.web.days import Days, today
from kg.web.entities.addresses import EntityAddress, entity_address
from kg.web.entities.answers import Entity, entity_at
from kg.web.entities.forms import FORMS
from kg.web.entities.resources import absent
from kg.web.entities.signposting import PAGE, signposting_links
from kg.web.known import folder_of
from kg.web.negotiation import HTML, choose
from kg.web.neighbours.section import PARAMETER as OPENED
from kg.web.parameters import of_address
from kg.web.responses import respond, unchanged
from kg.web.state import state
from kg.web.thing_pages.sections import begin_by_address, sections_of
from kg.web.things.description import Description
from kg.web.things.evidence.behind import MOST_ROWS, Behind
from kg.web.things.evidence.chips import Evidence
from kg.web.things.kinds import kinds_of
from kg.web.things.panels import PanelQueries, troubled, values_about
from kg.web.things.reading import ThingReader
from kg.web.things.thing import Thing

blueprint = Blueprint("things", __name__)


@blueprint.get("/page/<kind>/<slug>", merge_slashes=False)
def page(kind: str, slug: str) -> Response:
    """Show a thing, on the day and by the knowledge of the day in the address."""
    choose(request.headers.get("Accept"), [HTML])
    address = entity_address(kind, slug)
    if request.path.endswith("/"):
        return Response(status=308, headers={"Location": address.page})
    days = Days(address.at, address.known)
    folder = folder_of(hot.current_version(), days.known)
    with closing(PanelQueries(folder, days)) as queries:
        return _answer(address, queries)


def _answer(address: EntityAddress, queries: PanelQueries) -> Response:
    behind = _behind(address, queries)
    entity = entity_at(address, brief=not of_address().has(OPENED))
    if missing := absent(address, entity, lambda other: other.page):
        return missing
    tag = state().tag(hot.current_version(), "page", entity.digest, str(today()))
    response = unchanged(tag) or _kept(_thing(address, entity, queries, behind), tag)
    response.headers["Link"] = signposting_links(address, entity.summary, PAGE)
    return response


def _behind(address: EntityAddress, queries: PanelQueries) -> Behind:
    """The documents behind the thing; they and what the address tells of are asked for already."""
    asked = values_about(address.iri)
    if "If-None-Match" not in request.headers:
        begin_by_address(queries, address.iri, address.place)
        queries.begin("documents-behind", asked, MOST_ROWS)
    return Behind(lambda: queries.ask("documents-behind", asked, MOST_ROWS))


def _kept(thing: Thing, tag: str) -> Response:
    written = _page(thing)
    if troubled():  # the next who asks may get all of it
        return respond(written, HTML)
    response = respond(written, HTML, tag)
    hot.remember(response, tag)
    return response


def _thing(address: EntityAddress, entity: Entity, queries: PanelQueries, behind: Behind) -> Thing:
    days = Days(address.at, address.known)
    description = Description(entity.summary.iri, entity.lines)
    numbers = dict(zip(entity.summary.left_out, entity.summary.numbers, strict=True))
    left_out = [relation for relation, number in numbers.items() if not number]
    view = ThingReader(description, left_out, days.parameters).read()
    return Thing(
        address.iri,
        address.place,
        kinds_of(description.values(ox.NamedNode(address.iri), term(RDF.type))),
        days,
        description,
        view,
        Evidence(description, days, behind),
        queries,
        {relation: number for relation, number in numbers.items() if number},
    )


def _page(thing: Thing) -> str:
    return render_template(
        "thing.html",
        thing=thing,
        sections=sections_of(thing),
        syntaxes=[(form.ending, form.media_type) for form in FORMS],
    )

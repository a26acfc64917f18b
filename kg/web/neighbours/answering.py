"""`/neighbours/{kind}/{slug}`: what stands beside a thing, as JSON: for the drawing, and others."""

from __future__ import annotations

import json

import pyoxigraph as ox
from flask import Blueprint, Response, request

from kg.errors import ParameterError
from kg.web import hot
from kg.web.addresses import link
from kg.web.days import Days
from kg.web.entities.addresses import EntityAddress, entity_address
from kg.web.entities.answers import Entity, entity_at
from kg.web.entities.resources import absent
from kg.web.known import folder_of
from kg.web.negotiation import choose
from kg.web.neighbours.naming import names_of
from kg.web.neighbours.reading import Group, groups_of, shares
from kg.web.neighbours.section import MOST_OPEN
from kg.web.parameters import of_address
from kg.web.responses import respond, unchanged
from kg.web.state import state
from kg.web.things.description import Description
from kg.web.things.evidence.naming import readable_name
from kg.web.things.panels import PanelQueries
from kg.web.words import word

blueprint = Blueprint("neighbours", __name__)

_JSON = "application/json"


@blueprint.get("/neighbours/<kind>/<slug>", merge_slashes=False)
def neighbours(kind: str, slug: str) -> Response:
    """Give the things beside a thing by relation: 300 in all, or of the `relation` asked for."""
    choose(request.headers.get("Accept"), [_JSON])
    address = entity_address(kind, slug)
    relation = of_address().one("relation") or ""
    entity = entity_at(address)

    def place(of: EntityAddress) -> str:
        days = Days(of.at, of.known)
        asked = {"relation": relation} if relation else {}
        return days.on(f"{request.root_url}neighbours/{of.place}", **asked)

    if missing := absent(address, entity, place):
        return missing
    tag = state().tag(hot.current_version(), "neighbours", entity.digest)
    return unchanged(tag) or respond(_written(address, entity, relation), _JSON, tag)


def _written(address: EntityAddress, entity: Entity, relation: str) -> str:
    said = Description(address.iri, entity.lines)
    base = state().store.settings.base_iri
    groups = [one for one in groups_of(said, base) if relation in ("", one.name)]
    if relation and not groups:
        raise ParameterError(
            "It has no neighbours by this relation.", hint="Leave `relation` out to see all."
        )
    given = shares((len(group.things) for group in groups), MOST_OPEN)
    shown = [group.things[:number] for group, number in zip(groups, given, strict=True)]
    days = Days(address.at, address.known)
    queries = PanelQueries(folder_of(hot.current_version(), days.known), days)
    names = names_of(said, [one for things in shown for one in things], base, queries)
    answer = {
        "iri": address.iri,
        "label": readable_name(said, said.thing) or word(address.iri),
        "page": link(address.iri, days.parameters),
        "groups": [
            _group(group, [_thing(one, names[one], base, days) for one in things])
            for group, things in zip(groups, shown, strict=True)
        ],
        "uncounted": [word(one) for one in entity.summary.left_out],
    }
    return json.dumps(answer, ensure_ascii=False)


def _group(group: Group, things: list[dict[str, str]]) -> dict[str, object]:
    named = {"relation": group.name, "title": group.title}
    return {**named, "number": group.number, "things": things}


def _thing(thing: ox.NamedNode, name: str, base: str, days: Days) -> dict[str, str]:
    return {
        "iri": thing.value,
        "place": thing.value.removeprefix(f"{base}id/"),
        "label": name,
        "page": link(thing.value, days.parameters),
    }

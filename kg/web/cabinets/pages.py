"""`/cabinet` and `/cabinet/{state}`: who held what in a state on a day, for people."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, Response, render_template, request
from rdflib import RDF

from kg.errors import NotFoundError
from kg.terms import term
from kg.web import hot
from kg.web.cabinets.reading import Cabinet, cabinet_of
from kg.web.dates_in_words import day_in_words
from kg.web.days import Days, today
from kg.web.entities.addresses import EntityAddress, entity_address
from kg.web.entities.answers import entity_at
from kg.web.entities.resources import absent, as_known
from kg.web.known import folder_of
from kg.web.negotiation import HTML, choose
from kg.web.responses import respond, unchanged
from kg.web.state import state as held_state
from kg.web.things.description import Description
from kg.web.things.kinds import kinds_of
from kg.web.things.panels import PanelQueries, name_of, troubled

blueprint = Blueprint("cabinets", __name__)

_MOST = 500


@blueprint.get("/cabinet")
def cabinets() -> Response:
    """List the states that have posts of a cabinet."""
    choose(request.headers.get("Accept"), [HTML])
    days = Days.of_request()
    tag = held_state().tag(hot.current_version(), "cabinets", *_told(days))
    if held := unchanged(tag):
        return held
    panel = _queries(days).ask("cabinets", {}, _MOST)
    states = [state for row in panel.rows if (state := panel.shown(row["state"]))]
    page = render_template(
        "cabinets/list.html",
        states=[(one, _place(one.iri, days)) for one in sorted(states, key=lambda one: one.place)],
        panel=panel,
    )
    return respond(page, HTML, "" if troubled() else tag)


@blueprint.get("/cabinet/<state>", merge_slashes=False)
def cabinet(state: str) -> Response:
    """Show who held what in a state, on the day of the address, else today."""
    choose(request.headers.get("Accept"), [HTML])
    address = entity_address("agent", state)
    days = Days(address.at, address.known)
    day = days.at or today()
    tag = held_state().tag(hot.current_version(), "cabinet", str(day), *_told(days))
    if held := unchanged(tag):
        return held
    found = cabinet_of(_queries(days), address.iri, day)
    if found.is_empty:
        name = _name_of_other(address, days)
        if isinstance(name, Response):
            return name
    else:
        name = name_of(address.iri, found.panel.labels)
    written = render_template(
        "cabinets/cabinet.html",
        name=name,
        cabinet=found,
        day=day,
        when=day_in_words(day),
        state_page=days.on(f"{request.script_root}/page/{address.place}"),
        known=day_in_words(days.known) if days.known else "",
        all_known=_place(address.iri, replace(days, known=None)),
        on_day=_steps(address, replace(days, at=day), found),
    )
    if troubled():  # the next who asks may get all of it
        return respond(written, HTML)
    response = respond(written, HTML, tag)
    hot.remember(response, tag)
    return response


def _name_of_other(address: EntityAddress, days: Days) -> str | Response:
    """The name of what has no cabinet; the way to what its IRI was decided to mean.

    Raises:
        NotFoundError: the dataset says nothing of it, or that it is something else.
        GoneError: it was erased for good.
    """
    entity = entity_at(address)
    try:
        if missing := absent(address, entity, lambda other: _place(other.iri, days)):
            return missing
    except NotFoundError as error:
        raise NotFoundError(
            f"The dataset knows no such state{as_known(days.known)}.",
            hint="/cabinet lists those that have a cabinet.",
        ) from error
    said = Description(address.iri, entity.lines)
    kinds = kinds_of(said.values(said.thing, term(RDF.type)))
    if kinds and "Organisation" not in kinds:
        raise NotFoundError("This is no state.", hint="/cabinet lists those that have a cabinet.")
    found = said.name(said.thing)
    return found.value if found else name_of(address.iri, {})


def _steps(address: EntityAddress, days: Days, found: Cabinet) -> dict[str, tuple[str, str]]:
    """Where this cabinet is found with its day, and on the days it changed: address and words."""
    named = {"this": days.at, "before": found.before, "after": found.after}
    return {
        name: (_place(address.iri, replace(days, at=day)), day_in_words(day))
        for name, day in named.items()
        if day
    }


def _place(iri: str, days: Days) -> str:
    """The address of the cabinet of a state; "" where its IRI is of elsewhere."""
    base = f"{held_state().store.settings.base_iri}id/agent/"
    slug = iri.removeprefix(base)
    return days.on(f"{request.script_root}/cabinet/{slug}") if slug != iri else ""


def _queries(days: Days) -> PanelQueries:
    return PanelQueries(folder_of(hot.current_version(), days.known), days)


def _told(days: Days) -> tuple[str, str]:
    return f"at{days.at or ''}", f"known{days.known or ''}"

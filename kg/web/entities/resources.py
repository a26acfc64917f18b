"""`/id/…` and `/data/…`: the IRIs of things lead to their pages and data in eight syntaxes."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, Response, request

from kg.dates import Day
from kg.errors import NotFoundError
from kg.web import hot
from kg.web.addresses import split_ending
from kg.web.dates_in_words import day_in_words
from kg.web.entities.addresses import EntityAddress, entity_address
from kg.web.entities.answers import Entity, entity_at, with_left_out
from kg.web.entities.forms import BY_ENDING, BY_MEDIA_TYPE, FORMS, JSON_LD, PROFILES, wanted_profile
from kg.web.entities.signposting import (
    alternates,
    in_field,
    left_out,
    link_value,
    signposting_links,
)
from kg.web.entities.times import last_modified, unchanged_since
from kg.web.entities.writing import EntityWriter
from kg.web.gone import GoneError
from kg.web.negotiation import HTML, NotAcceptableError, choose
from kg.web.problems import problem
from kg.web.responses import respond, unchanged, unmodified
from kg.web.state import state

blueprint = Blueprint("resources", __name__)

_TYPES = [form.media_type for form in FORMS]
_ADDRESS = Callable[[EntityAddress], str]


@blueprint.get("/id/<kind>/<slug>", merge_slashes=False)
def thing(kind: str, slug: str) -> Response:
    """Lead from the IRI of a thing to its page or its data (303), whichever the client takes."""
    address = entity_address(kind, slug)
    entity = entity_at(address)
    media_type = _chosen(address, [*_TYPES, HTML])

    def place(of: EntityAddress) -> str:
        form = None if isinstance(media_type, Response) else BY_MEDIA_TYPE.get(media_type)
        return of.data(form.ending) if form else of.page

    if missing := absent(address, entity, place):
        return missing
    if isinstance(media_type, Response):
        return media_type
    return _see(place(address), signposting_links(address, entity.summary))


@blueprint.get("/data/<kind>/<name>", merge_slashes=False)
def data(kind: str, name: str) -> Response:
    """Give what counts of a thing, in the syntax of the ending, else in one that is accepted."""
    slug, ending = split_ending(name, BY_ENDING)
    address = entity_address(kind, slug)
    entity = entity_at(address)

    def place(of: EntityAddress) -> str:
        return of.data(ending)

    if missing := absent(address, entity, place):
        return missing
    if ending:
        return _answer(address, entity, ending)
    media_type = _chosen(address, _TYPES)
    if isinstance(media_type, Response):
        return media_type
    response = _answer(address, entity, BY_MEDIA_TYPE[media_type].ending)
    response.headers["Content-Location"] = address.data(BY_MEDIA_TYPE[media_type].ending)
    return response


def absent(address: EntityAddress, entity: Entity, place: _ADDRESS) -> Response | None:
    """Answer for a thing that is not described under this IRI; None when it is.

    One that was decided to have another IRI is found at the *place* of that one (303).

    Raises:
        NotFoundError: nothing that counts says anything of it.
        GoneError: it was erased for good.
    """
    summary = entity.summary
    if summary.gone:
        raise _gone(address, summary.replacement)
    if summary.iri != address.iri and (other := address.of(summary.iri)):
        return _see(place(other), link_value(other.iri, "cite-as"))
    if not summary.found:
        known = as_known(address.known)
        raise NotFoundError(f"The dataset says nothing of this thing{known}.", hint="Start from /.")
    return None


def as_known(known: Day | None) -> str:
    """The end of a sentence that is true by the knowledge of a day; "" without one."""
    return f", as known on {day_in_words(known)}" if known else ""


def _gone(address: EntityAddress, replacement: str) -> GoneError:
    after = address.of(replacement)
    place = after.own if after else replacement
    return GoneError(in_field(place) if place.startswith(("http://", "https://")) else "")


def _see(place: str, links: str) -> Response:
    response = Response(status=303, headers={"Location": place})
    response.headers["Vary"] = "Accept"
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Link"] = links
    return response


def _chosen(address: EntityAddress, offers: list[str]) -> str | Response:
    """The media type for the client, or a problem (406) that links to all there are."""
    try:
        return choose(request.headers.get("Accept"), offers)
    except NotAcceptableError as error:
        listed = [{"type": HTML, "href": address.page}] if HTML in offers else []
        listed += [{"type": f.media_type, "href": address.data(f.ending)} for f in FORMS]
        extra: dict[str, object] = {"alternates": listed}
        response = problem(
            406,
            error.message,
            kind="not-acceptable",
            hint=error.hint,
            extra=extra,
            links=[(form["href"], form["type"]) for form in listed],
        )
        response.headers["Link"] = ", ".join(alternates(address))
        return response


def _answer(address: EntityAddress, entity: Entity, ending: str) -> Response:
    profile, media_type = "", BY_ENDING[ending].media_type
    if ending == "jsonld":
        profile = wanted_profile(request.headers.get("Accept")) or PROFILES[0]
        media_type = f'{media_type};profile="{JSON_LD}{profile}"'
    entity = with_left_out(entity, left_out(address, entity.summary))
    response = conditional(
        entity,
        f"{ending}{profile}",
        media_type,
        lambda: _written(address, entity, ending, profile),
    )
    full = f"{JSON_LD}{profile}" if profile else ""
    response.headers["Link"] = signposting_links(address, entity.summary, ending, full)
    return response


def conditional(
    entity: Entity, form: str, media_type: str, write: Callable[[], bytes | str]
) -> Response:
    """Answer with a *form* of what is said of a thing, which is written unless the client has it.

    Its tag changes with what is said, its time with the graphs that say so.

    Raises:
        PreconditionError: the client insists on another state.
    """
    version = hot.current_version()
    tag = f"{state().edition}-e{entity.digest}-{form}"
    modified = last_modified(entity.summary, version)
    response = unchanged(tag)
    if response is None and unchanged_since(modified, version):
        response = unmodified(tag)
    if response is None:
        response = respond(write(), media_type, tag)
    if modified:
        response.last_modified = modified
    return response


def _written(address: EntityAddress, entity: Entity, ending: str, profile: str) -> bytes:
    base_iri = state().store.settings.base_iri
    has_content = entity.summary.has_content
    writer = EntityWriter(address.iri, entity.lines, base_iri, has_content=has_content)
    return writer.write(ending, profile)

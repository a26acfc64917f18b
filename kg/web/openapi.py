"""`/openapi.json`: the routes of the service, for programs that are made from it or test it."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from flask import Blueprint, Response, request

from kg import __version__
from kg.web.negotiation import choose
from kg.web.responses import respond, unchanged
from kg.web.state import state

blueprint = Blueprint("openapi", __name__)

_TYPES = ["application/json", "application/vnd.oai.openapi+json"]


@blueprint.get("/openapi.json")
def openapi() -> Response:
    """Describe every route in OpenAPI 3.1."""
    media_type = choose(request.headers.get("Accept"), _TYPES)
    tag = state().tag(0, "openapi", str(_TYPES.index(media_type)))
    if held := unchanged(tag):
        return held
    return respond(description(), media_type, tag)


@cache
def description() -> str:
    """The document, kept in a file beside this module; a test holds it against the routes."""
    text = files("kg.web").joinpath("openapi.json").read_text(encoding="utf-8")
    return text.replace('"VERSION"', f'"{__version__}"')

"""`/openapi.json`: the routes of the service, for programs that are made from it or test it."""

from __future__ import annotations

import json
from functools import cache
from hashlib import sha256
from importlib.resources import files

from flask import Blueprint, Response, request

from kg import __version__
from kg.web.negotiation import prefer
from kg.web.responses import respond, unchanged
from kg.web.state import state

blueprint = Blueprint("openapi", __name__)

_TYPES = ["application/json", "application/vnd.oai.openapi+json"]


@blueprint.get("/openapi.json")
def openapi() -> Response:
    """Describe every route in OpenAPI 3.1, below the address that the client used."""
    media_type = prefer(request.headers.get("Accept"), _TYPES)
    place = sha256(request.root_url.encode()).hexdigest()[:16]
    tag = state().tag(0, "openapi", str(_TYPES.index(media_type)), place)
    if held := unchanged(tag):
        return held
    return respond(served_at(request.root_url), media_type, tag)


def served_at(root: str) -> str:
    """The document of a server at an address; paths begin behind the slash that ends it."""
    members: dict[str, object] = json.loads(description())
    version = {"openapi": members.pop("openapi"), "info": members.pop("info")}
    servers = [{"url": root.rstrip("/") or "/"}]
    return json.dumps(version | {"servers": servers} | members, indent=2, ensure_ascii=False) + "\n"


@cache
def description() -> str:
    """The document, kept in a file beside this module; a test holds it against the routes."""
    text = files("kg.web").joinpath("openapi.json").read_text(encoding="utf-8")
    return text.replace('"VERSION"', f'"{__version__}"')

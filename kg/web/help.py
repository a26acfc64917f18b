"""`/help`: what visitors need to know: marks, days, sources, search, citing, taking data along."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request

from kg import __version__
from kg.web import hot
from kg.web.negotiation import HTML, choose
from kg.web.responses import respond, unchanged
from kg.web.state import state

blueprint = Blueprint("help", __name__)

SECTIONS = {
    "what": "What this is",
    "marks": "What the marks mean",
    "dates": "How dates work",
    "known-at": "As known on a day",
    "claims": "Facts, sources and claims",
    "search": "Searching",
    "cite": "Citing",
    "download": "Downloading",
    "query": "Asking questions of your own",
    "keys": "Keyboard and accessibility",
    "server": "About this server",
}
"""The sections by their anchors, which other pages link to."""


@blueprint.get("/help")
def show() -> Response:
    """Explain the pages to a visitor."""
    choose(request.headers.get("Accept"), [HTML])
    version = hot.current_version()
    tag = state().tag(version, "help")
    if held := unchanged(tag):
        return held
    page = render_template(
        "help.html",
        sections=SECTIONS,
        version=version,
        program=__version__,
        base=state().store.settings.base_iri,
        writable=state().settings.writable,
        seconds=f"{state().settings.workers.seconds:g}",
    )
    return respond(page, HTML, tag)

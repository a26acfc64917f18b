"""Where a page leads from a thing: to its page here, else to a query of all that is said of it."""

from __future__ import annotations

from flask import request

from kg.web.addresses import link, local_path
from kg.web.days import Days
from kg.web.known import KNOWN_AT


def place_of(iri: str, days: Days) -> str:
    """The address of a thing on the days of the page; "" for an IRI that is none of the web."""
    if local_path(iri) or not link(iri):
        return link(iri, days.parameters)
    known = {KNOWN_AT: str(days.known)} if days.known else {}
    return Days().on(f"{request.script_root}/sparql", query=f"DESCRIBE <{iri}>", **known)

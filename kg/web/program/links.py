"""Where the pages about the ontology lead: terms, codes, shapes and the pages about rules."""

from __future__ import annotations

from flask import request

from kg.ontology import packaged_vocabulary
from kg.terms import shorten
from kg.validation.reports.catalogue import pages
from kg.web.addresses import link


def place(iri: str) -> str:
    """The address of an IRI: here when a page here has something on it, else the IRI itself."""
    known = packaged_vocabulary().terms.get(iri)
    if known is not None:
        return f"{request.script_root}/ns#{known.anchor}"
    return link(iri)


def name(iri: str) -> str:
    """What a page calls an IRI: its prefixed name, else the IRI."""
    return shorten(iri).strip("<>")


def label(iri: str) -> str:
    """What people call a term or code; its prefixed name for any other IRI."""
    known = packaged_vocabulary()
    if iri in known.terms and known.terms[iri].is_ours:
        return known.terms[iri].label
    return known.codes.codes[iri].label if iri in known.codes.codes else name(iri)


def rule_page(shape: str) -> str:
    """The address of what the page about a rule says of one shape; "" when there is no page."""
    page = shape.partition("-")[0]
    if page not in pages():
        return ""
    return f"{request.script_root}/rules/{page}" + (f"#{shape}" if shape != page else "")

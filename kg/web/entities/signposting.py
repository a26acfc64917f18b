"""Link fields of things (RFC 8288), by FAIR Signposting level 1: https://signposting.org/FAIR/."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final
from urllib.parse import quote, urlencode

from flask import request

from kg.store.entity_description import Summary
from kg.store.entity_relations import PARTS
from kg.vocabulary import GA
from kg.web.entities.addresses import EntityAddress
from kg.web.entities.forms import BY_ENDING, FORMS

PAGE: Final = "html"
"""Stands for the page of a thing where others have the ending of a syntax."""

_SCHEMA: Final = "https://schema.org/"
_TYPES: Final = {
    str(cls): _SCHEMA + name
    for cls, name in (
        (GA.Person, "Person"),
        (GA.State, "Country"),
        (GA.Government, "GovernmentOrganization"),
        (GA.PublicBody, "GovernmentOrganization"),
        (GA.Organisation, "Organization"),
        (GA.InternationalOrganisation, "Organization"),
        (GA.Polity, "AdministrativeArea"),
        (GA.Place, "Place"),
        (GA.Tenure, "OrganizationRole"),
        (GA.Membership, "OrganizationRole"),
        (GA.Event, "Event"),
        (GA.Communication, "Event"),
        (GA.EventSeries, "EventSeries"),
        (GA.Claim, "Claim"),
        (GA.Document, "CreativeWork"),
    )
}
_DESCRIBING: Final = ("ttl", "jsonld", "rdf")
_MOST: Final = 20  # links of a kind: fields of more than a few KB are refused on the way
_SIGNS: Final = "!#$%&'()*+,/:;=?@[]~-._"  # what an IRI may hold and a field, too
_LEADING: Final = "SELECT ?thing WHERE { ?thing <%s> <%s> }"
_PART: Final = "SELECT ?thing WHERE { <%s> <%s> ?thing }"


def signposting_links(
    address: EntityAddress, summary: Summary, shown: str = "", profile: str = ""
) -> str:
    """Write the Link field of what is *shown* of a thing: its page, its data, or where they are.

    *shown* is `PAGE`, the ending of a syntax, or empty for the IRI itself. *profile* is the
    form of JSON-LD that is shown (RFC 6906).
    """
    return ", ".join(_links(address, summary, shown, profile))


def link_value(target: str, relation: str, **attributes: str) -> str:
    """Write one link; *attributes* hold no quotation marks."""
    rest = "".join(f'; {name}="{value}"' for name, value in attributes.items() if value)
    return f'<{in_field(target)}>; rel="{relation}"{rest}'


def in_field(iri: str) -> str:
    """Write an IRI so that a field may hold it."""
    return quote(iri, safe=_SIGNS)


def alternates(address: EntityAddress, but: str = "") -> Iterator[str]:
    """Links to all forms of a thing but one: the page first."""
    if but != PAGE:
        yield link_value(address.page, "alternate", type="text/html")
    for form in FORMS:
        if form.ending != but:
            yield link_value(address.data(form.ending), "alternate", type=form.media_type)


def _links(address: EntityAddress, summary: Summary, shown: str, profile: str) -> Iterator[str]:
    yield link_value(address.iri, "cite-as")
    if shown:
        own = address.page if shown == PAGE else address.data(shown)
        yield link_value(own, "canonical")
    yield from (link_value(iri, "type") for iri in _types(summary, shown))
    if len(summary.licences) == 1:  # a client takes one; of several, the data tells whose they are
        yield from (link_value(iri, "license") for iri in _web(summary.licences))
    yield from (link_value(iri, "author") for iri in _web(summary.creators))
    yield from alternates(address, shown)
    yield from _together(address, shown)
    yield link_value(request.root_url, "up", type="text/html")
    if profile:
        yield link_value(profile, "profile")
    yield from (link_value(place, "related") for place in left_out(address, summary))


def _together(address: EntityAddress, shown: str) -> Iterator[str]:
    """Page and data, which tell of each other; the data is described with its dataset."""
    if shown not in ("", PAGE):
        yield link_value(address.page, "describes", type="text/html")
        yield link_value(address.page, "collection", type="text/html")
        yield link_value(f"{request.root_url}void.ttl", "describedby", type="text/turtle")
        return
    for ending in _DESCRIBING:
        form = BY_ENDING[ending]
        yield link_value(address.data(ending), "describedby", type=form.media_type)
    if shown == PAGE:
        for form in FORMS:
            yield link_value(address.data(form.ending), "item", type=form.media_type)


def _types(summary: Summary, shown: str) -> list[str]:
    own = {_TYPES[iri] for iri in summary.types if iri in _TYPES}
    own |= {iri for iri in summary.types if iri.startswith(_SCHEMA)}
    about = {PAGE: "AboutPage", "": ""}.get(shown, "Dataset")
    return [*([_SCHEMA + about] if about else []), *(sorted(own)[:_MOST] or [f"{_SCHEMA}Thing"])]


def _web(iris: Iterable[str]) -> list[str]:
    return [iri for iri in iris if iri.startswith(("http://", "https://"))][:_MOST]


def left_out(address: EntityAddress, summary: Summary) -> Iterator[str]:
    """The addresses on this server of what is too much to come with the thing."""
    parts = {predicate.value for predicate in PARTS}
    for iri in summary.left_out[:_MOST]:
        if iri == address.iri:  # the content of a claim
            asked, form = {"graph": iri}, "graphs"
        elif iri in parts:
            asked, form = {"query": _PART % (address.iri, iri)}, "sparql"
        else:
            asked, form = {"query": _LEADING % (iri, address.iri)}, "sparql"
        yield in_field(f"{request.root_url}{form}?{urlencode(asked)}")

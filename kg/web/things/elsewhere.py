"""What addresses elsewhere are called: "Wikidata Q159" says more than an IRI."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

_PLACES = {
    "www.wikidata.org": "Wikidata",
    "commons.wikimedia.org": "Wikimedia Commons",
    "www.geonames.org": "GeoNames",
    "sws.geonames.org": "GeoNames",
    "viaf.org": "VIAF",
    "id.loc.gov": "Library of Congress",
    "d-nb.info": "German National Library",
    "isni.org": "ISNI",
    "dbpedia.org": "DBpedia",
    "www.opensanctions.org": "OpenSanctions",
    "data.opensanctions.org": "OpenSanctions",
    "www.imdb.com": "IMDb",
    "ror.org": "ROR",
    "publications.europa.eu": "Publications Office of the EU",
}
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A place elsewhere: what it is called, its name there, its link, "" for what is no link."""

    place: str
    name: str
    link: str
    iri: str


def named_place(iri: str, link: str) -> Elsewhere:
    """Name an IRI by its host and its last step."""
    try:
        parts = urlsplit(iri)
        host = parts.hostname or ""
    except ValueError:  # as a host with a bracket
        return Elsewhere("", _cut(iri), link, iri)
    if not host:
        return Elsewhere("", _cut(iri), link, iri)
    steps = [step for step in parts.path.split("/") if step]
    last = unquote(parts.fragment or (steps[-1] if steps else ""))
    return Elsewhere(_place(host), _cut(last.replace("_", " ")), link, iri)


def _place(host: str) -> str:
    if host.endswith(".wikipedia.org"):
        return "Wikipedia"
    return _PLACES.get(host) or host.removeprefix("www.")


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"

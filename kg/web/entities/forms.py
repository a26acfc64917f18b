"""The syntaxes for the description of a thing, each with its media type and ending."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from kg.web.negotiation import split_unquoted

JSON_LD: Final = "http://www.w3.org/ns/json-ld#"
PROFILES: Final = ("compacted", "framed", "expanded", "flattened")
"""The forms of JSON-LD by their names (JSON-LD 1.1, appendix C); the first is the usual one."""

_PROFILE = re.compile(r'profile\s*=\s*(?:"([^"]*)"|([^\s;,"]+))', re.IGNORECASE)
_QUOTED = re.compile(r'"[^"]*"')
_QUALITY = re.compile(r";\s*q\s*=\s*([0-9.]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class EntityForm:
    """A syntax: the *ending* of its address and its media type."""

    ending: str
    media_type: str


FORMS: Final = (
    EntityForm("ttl", "text/turtle"),
    EntityForm("jsonld", "application/ld+json"),
    EntityForm("json", "application/json"),
    EntityForm("nt", "application/n-triples"),
    EntityForm("nq", "application/n-quads"),
    EntityForm("trig", "application/trig"),
    EntityForm("rdf", "application/rdf+xml"),
    EntityForm("csv", "text/csv"),
)
"""In the order in which they are preferred, when a client takes several alike."""

BY_ENDING: Final = {form.ending: form for form in FORMS}
BY_MEDIA_TYPE: Final = {form.media_type: form for form in FORMS}


def wanted_profile(accept: str | None) -> str:
    """The form of JSON-LD that a client asks for with the highest quality; "" without any."""
    best, found = 0.0, ""
    for part in split_unquoted(accept or "", ","):
        if not part.strip().lower().startswith("application/ld+json"):
            continue
        quality = _QUALITY.search(_QUOTED.sub("", part))
        worth = _number(quality[1]) if quality else 1.0
        named = _PROFILE.search(part)
        name = _known((named[1] or named[2] or "") if named else "")
        if name and worth > best:
            best, found = worth, name
    return found


def _known(profiles: str) -> str:
    """The first of some profile IRIs that is a form of JSON-LD."""
    names = (iri.removeprefix(JSON_LD) for iri in profiles.split() if iri.startswith(JSON_LD))
    return next((name for name in names if name in PROFILES), "")


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0

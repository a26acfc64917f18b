"""The things that somebody may mean who wrote a name where an IRI belongs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from kg.errors import ParameterError
from kg.sparql import Parameter
from kg.terms import expand, shorten
from kg.web.search.kinds import kind_name
from kg.web.state import state

_MOST = 6


@dataclass(frozen=True, slots=True)
class Meant:
    """A thing of that name, what it is, and the part of an address that asks about it."""

    label: str
    note: str
    query: str


def things_meant(
    parameters: list[Parameter], values: Mapping[str, str], days: Mapping[str, str], version: int
) -> dict[str, list[Meant]]:
    """For each parameter whose value is no IRI, the things that it may be the name of.

    The other *values* and the *days* are kept.

    Raises:
        UnavailableError: the index of names is not there yet.
    """
    names = [p.name for p in parameters if p.kind == "iri" and _is_name(values.get(p.name, ""))]
    return {name: _found(name, {**values, **days}, version) for name in names}


def _is_name(value: str) -> bool:
    try:
        expand(value)
    except ParameterError:
        return bool(value.strip())
    return False


def _found(name: str, values: Mapping[str, str], version: int) -> list[Meant]:
    with state().indexes.reading(version) as index:
        hits = index.search(values[name], limit=_MOST)
    return [
        Meant(
            hit.label,
            hit.note or kind_name(hit.kind),
            urlencode({**values, name: shorten(hit.iri)}),
        )
        for hit in hits
    ]

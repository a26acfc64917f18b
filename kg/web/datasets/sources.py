"""The source graphs of a version as pages name them: by title, with licences and credit."""

from __future__ import annotations

from dataclasses import dataclass

from kg.resources import read_query
from kg.terms import plain
from kg.web.addresses import link
from kg.web.asking import rows
from kg.web.things.shown import licence_name

_MOST = 500


@dataclass(frozen=True, slots=True)
class Source:
    """A source graph: its title in the catalogue, its page, whom to credit, its licences."""

    title: str
    link: str
    credit: str
    licences: list[str]


def sources_of(version: int) -> dict[str, Source]:
    """The source graphs by their IRIs."""
    found: dict[str, Source] = {}
    for row in rows(version, read_query("sources"), _MOST).rows:
        credit = plain(row["credit"]) if "credit" in row else ""
        graph = plain(row["graph"])
        source = found.setdefault(graph, Source(plain(row["title"]), link(graph), credit, []))
        source.licences.append(licence_name(plain(row["licence"])))
    return found


def licences_of(sources: dict[str, Source]) -> list[str]:
    """The licences of all sources, each once."""
    return sorted({name for source in sources.values() for name in source.licences})

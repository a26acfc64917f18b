"""The page of a named graph: what the catalogue says of it, and which things it describes."""

from __future__ import annotations

from pathlib import Path

from flask import render_template

from kg.terms import plain, shorten
from kg.web.addresses import link
from kg.web.asking import rows_of
from kg.web.entities.answers import entity_of
from kg.web.things.description import Description
from kg.web.things.reading import ThingReader
from kg.web.things.shown import Shown, ThingView
from kg.web.things.words import word

_MOST = 500
"""Things that the page lists; the data of the graph has all of them."""


def graph_page(folder: Path, graph: str, address: str) -> str:
    """Write the page of a graph of a version, which is found at *address* as data."""
    found = rows_of(folder, "graph-things", {"graph": f"<{graph}>"}, _MOST)
    kinds: dict[str, list[Shown]] = {}
    for row in found.rows:
        iri = plain(row["thing"])
        name = found.labels.get(iri) or shorten(iri).strip("<>")
        kinds.setdefault(word(plain(row["class"])), []).append(Shown(name, link=link(iri), iri=iri))
    return render_template(
        "graph.html",
        graph=graph,
        address=address,
        entry=_entry(graph),
        kinds=sorted(
            (kind, sorted(things, key=lambda one: one.place)) for kind, things in kinds.items()
        ),
        more=found.more,
    )


def _entry(graph: str) -> ThingView | None:
    """What the catalogue and others say of the graph; None when nobody does."""
    entity = entity_of(graph)
    if not entity.summary.found:
        return None
    return ThingReader(Description(graph, entity.lines), entity.summary.left_out, {}, None).read()

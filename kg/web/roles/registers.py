"""Which graphs tell of posts and bodies: it tells posts of one name apart, and is a source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from kg.terms import plain
from kg.web.roles.posts import PostOnDay, Sources
from kg.web.things.evidence.behind import shortened
from kg.web.things.evidence.chips import Chip
from kg.web.things.panels import Panel, PanelQueries

_MOST = 300
_SHORT = 34


def with_registers(queries: PanelQueries, posts: Sequence[PostOnDay]) -> list[PostOnDay]:
    """The posts, those that share a name with the graphs that tell of them.

    Raises:
        UnavailableError: no worker is free, or there is none.
    """
    names = Counter(one.post.text for one in posts)
    shared = [one.post.iri for one in posts if names[one.post.text] > 1]
    if not shared:
        return list(posts)
    found = graphs_of(queries.ask_each("graphs-of-posts", "post", shared, _MOST), "post")
    return [replace(one, registers=found.get(one.post.iri, [])) for one in posts]


def graphs_of(panel: Panel, column: str) -> Sources:
    """The graphs that tell of what stands in a column, as chips: their publisher, else title."""
    found: dict[str, dict[str, Chip]] = {}
    for row in panel.rows:
        graph, publisher = panel.shown(row["graph"]), panel.shown(row.get("publisher"))
        title = panel.shown(row.get("title")) or graph
        if graph and title:
            name = shortened((publisher or title).text, _SHORT)
            chip = Chip(name, graph.link, full=title.text)
            found.setdefault(plain(row[column]), {}).setdefault(graph.iri, chip)
    return {iri: list(chips.values()) for iri, chips in found.items()}

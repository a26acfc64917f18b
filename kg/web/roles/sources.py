"""The sources of the tenures in the rows of a panel: a document once for each, as chips."""

from __future__ import annotations

from collections.abc import Sequence

from kg.terms import plain
from kg.web.roles.posts import Row, Sources
from kg.web.things.description import Description
from kg.web.things.evidence.behind import Behind
from kg.web.things.evidence.chips import Chip, Evidence
from kg.web.things.panels import Panel, PanelQueries

_MOST = 1500
_MOST_TENURES, _MOST_DOCUMENTS = 150, 60


def sources_of(queries: PanelQueries, thing: str, panel: Panel) -> Sources:
    """The chips of the tenures of a panel about a thing, each with the first quote.

    Raises:
        UnavailableError: no worker is free, or there is none.
    """
    tenures = _iris(panel.rows, "tenure")[:_MOST_TENURES]
    if not tenures:
        return {}
    passages = queries.ask_each("tenure-sources", "tenure", tenures, _MOST)
    documents = _iris(passages.rows, "document")[:_MOST_DOCUMENTS]
    behind = Behind(lambda: queries.ask_each("document-facts", "document", documents, _MOST))
    evidence = Evidence(Description(thing, b""), panel.days, behind if documents else None)
    found: dict[str, dict[str, Chip]] = {}
    for row in passages.rows:
        chips = found.setdefault(plain(row["tenure"]), {})
        if plain(row["document"]) not in chips:
            chip = evidence.passage(row["evidence"], row["document"], row.get("quote"))
            chips[plain(row["document"])] = chip
    return {tenure: list(chips.values()) for tenure, chips in found.items()}


def _iris(rows: Sequence[Row], name: str) -> list[str]:
    """The addresses in a column, each once."""
    named = dict.fromkeys(plain(row[name]) for row in rows if name in row)
    return [iri for iri in named if iri.startswith(("http://", "https://"))]

"""A node and an edge of a network, and the columns of what is known of each."""

from __future__ import annotations

from dataclasses import dataclass

from kg.export.network.times import Times

TIME_COLUMNS = (
    ("start_earliest", "string"),
    ("start_latest", "string"),
    ("end_earliest", "string"),
    ("end_latest", "string"),
    ("certain_start", "string"),
    ("certain_end", "string"),
    ("disputed", "boolean"),
)
NODE_COLUMNS = (
    ("kind", "string"),
    ("type", "string"),
    ("iri", "string"),
    ("wikidata", "string"),
    *TIME_COLUMNS,
    ("sources", "string"),
)
"""What is said of each node beside its name, label and span, and of which type it is."""

EDGE_COLUMNS = (
    ("kind", "string"),
    ("iri", "string"),
    ("detail", "string"),
    ("end_cause", "string"),
    ("capacity", "string"),
    ("representing", "string"),
    *TIME_COLUMNS,
    ("sources", "string"),
)
"""What is said of each edge beside its ends, label and span."""


@dataclass(frozen=True, slots=True)
class Node:
    """A thing; *start* and *end* are empty where its span is open, *values* has what is known."""

    name: str
    label: str
    start: str
    end: str
    values: dict[str, str]


@dataclass(frozen=True, slots=True)
class Edge:
    """What holds between two nodes; its *name* is no other edge's."""

    name: str
    source: str
    target: str
    label: str
    start: str
    end: str
    values: dict[str, str]


def said_of(times: Times) -> dict[str, str]:
    """What the columns of time say; empty where nothing is known."""
    bounds = (times.start_earliest, times.start_latest, times.end_earliest, times.end_latest)
    days = (*bounds, *(times.certain or (None, None)))
    texts = ("" if day is None else str(day) for day in days)
    disputed = "true" if times.disputed else "false"
    return dict(zip((name for name, _ in TIME_COLUMNS), (*texts, disputed), strict=True))

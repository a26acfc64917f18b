"""Queries that no server should run to their end, as queries and as patterns of updates."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from tests.benchmarks.runaways import RUNAWAYS
from tests.conformance.protocol.client import FORM, JSON, Client, Reply, accept, form, sent_as
from tests.faults.servers import TRIPLES

GRAPH = "http://example.org/never"
TEXTS = {name: runaway.text for name, runaway in RUNAWAYS.items()}
TEXTS["ORDER BY over 10⁹ rows"] = f"{TRIPLES} ORDER BY ?c ?f ?i ?a"

Ask: TypeAlias = Callable[[Client, str], Reply]


def by_query(client: Client, text: str) -> Reply:
    """Ask a runaway as a query."""
    fields = (sent_as(FORM), accept(JSON))
    return client.send("POST", "/sparql", form(("query", text)), *fields)


def by_update(client: Client, text: str) -> Reply:
    """Make a runaway the pattern of an update."""
    pattern = f"INSERT {{ GRAPH <{GRAPH}> {{ <a:s> <a:p> 1 }} }} WHERE {{ {{ {text} }} }}"
    return client.send("POST", "/update", form(("update", pattern)), sent_as(FORM))

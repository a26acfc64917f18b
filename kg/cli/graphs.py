"""`kg graphs`: the source graphs of a store, in and out of its default graph."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import click

from kg.cli.refusals import shown_refusal
from kg.cli.stores import existing_store, open_existing, user
from kg.cli.tables import write_rows
from kg.gate import gate_of
from kg.ingest import Author, Outcome
from kg.ingest.sources import drop_graph, resume_graph, suspend_graph
from kg.lookup import GraphState, list_graphs
from kg.terms import expand

_EXAMPLES = """\b
Examples:
  kg graphs --store my.store
  kg graphs --store my.store --format json
  kg graphs --store my.store suspend https://w3id.org/geoactors/graph/doc/broadcast
  kg graphs --store my.store drop https://w3id.org/geoactors/graph/doc/broadcast
"""
_ACTIONS: dict[str, Callable[..., Outcome]] = {
    "suspend": suspend_graph,
    "resume": resume_graph,
    "drop": drop_graph,
}
_DONE = {"suspend": "suspended", "resume": "resumed", "drop": "dropped"}


@click.command("graphs", epilog=_EXAMPLES)
@click.argument("action", type=click.Choice(["list", *_ACTIONS]), default="list")
@click.argument("graph", required=False, metavar="[IRI]")
@existing_store
@click.option("--format", "fmt", type=click.Choice(["table", "json"]), help="Of the list.")
def graphs_command(action: str, graph: str | None, store: Path, fmt: str | None) -> None:
    """List the graphs of a store, or change what counts of them.

    A suspended graph stays where it is, and none of it is in the default graph
    until it is resumed. A graph that is dropped is gone; what other graphs say
    too stays.
    """
    dataset = open_existing(store)
    if action == "list":
        if graph:
            raise click.UsageError("The list is of all graphs; it takes no IRI.")
        _print(list_graphs(dataset), fmt)
        return
    if not graph:
        raise click.UsageError(f"Which graph? kg graphs --store {store} {action} IRI")
    iri = expand(graph)
    author = Author(who=user(), action=action, wait=10.0)
    joins = "With it the dataset" if action == "resume" else "Without it the dataset"
    with shown_refusal(f"{joins} cannot stand; it is not {_DONE[action]}."):
        outcome = _ACTIONS[action](dataset, iri, gate_of(dataset), author)
    done = _DONE[action]
    if outcome.changes or outcome.dropped:
        click.echo(f"{iri}: {done}; published as version {outcome.version}.")
    else:
        click.echo(f"{iri}: {done} already; the store stays at version {outcome.version}.")


def _print(graphs: list[GraphState], fmt: str | None) -> None:
    if fmt == "json":
        for graph in graphs:
            click.echo(json.dumps(asdict(graph), ensure_ascii=False))
        return
    rows = [(g.iri, str(g.triples), g.kind, str(g.version or "")) for g in graphs]
    write_rows(("graph", "triples", "kind", "changed in version"), rows)

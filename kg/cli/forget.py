"""`kg forget`: erases things for good."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.refusals import shown_refusal
from kg.cli.stores import existing_store, open_existing, user
from kg.gate import gate_of
from kg.ingest import Author
from kg.ingest.erasure import forget
from kg.terms import expand

_EXAMPLES = """\b
Examples:
  kg forget --store my.store https://w3id.org/geoactors/id/agent/somebody
  kg forget --store my.store agent:somebody tenure:somebody-mayor-1
"""


@click.command("forget", epilog=_EXAMPLES)
@click.argument("iris", nargs=-1, required=True, metavar="IRI…")
@existing_store
def forget_command(iris: tuple[str, ...], store: Path) -> None:
    """Erase things from a store, all its versions and its journal; backups are yours to erase.

    Every statement that names one of them goes, in whatever graph. A tombstone
    stays: the IRI, without any content. Name together what cannot stand without
    each other, such as a person and their tenures.
    """
    dataset = open_existing(store)
    author = Author(who=user(), action="forget", wait=10.0)
    with shown_refusal("What is left cannot stand: name it to be forgotten too."):
        outcome = forget(dataset, [expand(iri) for iri in iris], gate_of(dataset), author)
    count = sum(change.removed for change in outcome.changes.values())
    click.echo(f"Erased {count} statements; published as version {outcome.version}.")

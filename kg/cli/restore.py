"""`kg restore`: a store from a backup."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.stores import refuse_endpoint, user
from kg.store.restore import restore

_EXAMPLES = """\b
Examples:
  kg restore my-store.tar.gz --store new.store
"""


@click.command("restore", epilog=_EXAMPLES)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--store", required=True, metavar="DIR", type=click.Path(path_type=Path))
def restore_command(file: Path, store: Path) -> None:
    """Make the dataset in FILE the content of a store, once its digests are found right.

    A store that is there gets it as its next version, also while it is served.
    """
    refuse_endpoint(store)
    version = restore(file, store, user())
    click.echo(f"{store}: restored as version {version}.")

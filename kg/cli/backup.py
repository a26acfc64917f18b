"""`kg backup`: a store into one file."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.stores import existing_store, open_existing
from kg.store.backup import write_backup

_EXAMPLES = """\b
Examples:
  kg backup --store my.store my-store.tar.gz
"""


@click.command("backup", epilog=_EXAMPLES)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@existing_store
def backup_command(file: Path, store: Path) -> None:
    """Write the published version of a store to FILE, while others read and write it."""
    version, digest = write_backup(open_existing(store), file)
    click.echo(f"{file}: version {version}, SHA-256 {digest}")

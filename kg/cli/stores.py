"""The option of commands whose store must be there, and how they open it."""

from __future__ import annotations

import getpass
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from kg.errors import ParameterError
from kg.store.embedded import DatasetStore
from kg.store.remote import SCHEME

Command = TypeVar("Command", bound=Callable[..., Any])


def existing_store(command: Command) -> Command:
    """Add `--store` for a store that must be there."""
    return click.option(
        "--store",
        required=True,
        metavar="DIR",
        type=click.Path(path_type=Path),
        help="Folder of the store.",
    )(command)


def open_existing(folder: Path) -> DatasetStore:
    """Open the store in a folder.

    Raises:
        NotFoundError: there is none.
        ParameterError: it is no folder, or a newer release wrote it.
    """
    refuse_endpoint(folder)
    return DatasetStore.open(folder)


def refuse_endpoint(folder: Path) -> None:
    """Refuse the address of an endpoint where a folder is needed.

    Raises:
        ParameterError: it is one.
    """
    if str(folder).startswith(SCHEME):
        raise ParameterError(
            f"{folder}: this command needs a store in a folder.",
            hint="Endpoints are only asked, with `kg query`.",
        )


def user() -> str:
    """The name under which the journal keeps who wrote."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "somebody"  # a container may run under a number without a name

"""The options of commands that create a store where there is none, and what they come to."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import click
import pyoxigraph as ox

from kg.cli.stores import Command, refuse_endpoint
from kg.errors import NotFoundError
from kg.gate import OwnGate
from kg.parsing import parse_path
from kg.positions import locating_defects
from kg.store.embedded import DatasetStore
from kg.store.settings import StoreSettings, require_same


def store_options(*, required: bool = True) -> Callable[[Command], Command]:
    """Add `--store` and the two settings that are fixed when a store is created."""
    return lambda command: _with_store_options(command, required)


def _with_store_options(command: Command, required: bool) -> Command:
    for option in (
        click.option(
            "--shapes",
            metavar="none|packaged|FILE",
            help="Shapes of a new store (default: packaged).",
        ),
        click.option(
            "--default-graph",
            type=click.Choice(["union", "own"]),
            help="Default graph of a new store: union of its source graphs (the default), or own.",
        ),
        click.option(
            "--store",
            required=required,
            metavar="DIR",
            type=click.Path(path_type=Path),
            help="Folder of the store; created when it does not exist.",
        ),
    ):
        command = option(command)
    return command


def open_store(folder: Path, default_graph: str | None, shapes: str | None) -> DatasetStore:
    """Open a store, or create it where there is none.

    Raises:
        ParameterError: the store was created with other settings, or is no folder.
        NotFoundError: the shapes file is missing.
        ShapesError: the shapes file cannot be used.
    """
    refuse_endpoint(folder)
    name, text = _shapes(shapes)
    if (folder / "settings.json").exists():
        store = DatasetStore.open(folder)
        require_same(store.settings, default_graph, name)
        return store
    settings = StoreSettings(default_graph=default_graph or "union", shapes=name or "packaged")
    return DatasetStore.create(folder, settings, text)


def _shapes(shapes: str | None) -> tuple[str | None, bytes]:
    if shapes in (None, "none", "packaged"):
        return shapes, b""
    path = Path(str(shapes))
    if not path.is_file():
        raise NotFoundError(f"{path}: there is no such shapes file.")
    document = parse_path(path)
    quads = document.quads
    with locating_defects([document]):
        OwnGate(quads)  # refuses what cannot be used, before a store is made
    text = ox.serialize((quad.triple for quad in quads), format=ox.RdfFormat.TURTLE) or b""
    return f"sha256:{sha256(path.read_bytes()).hexdigest()}", text

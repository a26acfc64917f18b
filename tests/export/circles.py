"""Circles from a file into a store, out of it, and into another one."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from kg.export import Losses, Selection, find_format, open_export
from kg.store.embedded import DatasetStore
from tests.running import run_kg

RETRIEVED = "2026-11-23"


def imported(name: str, path: Path, store: Path) -> DatasetStore:
    """A new store with a file, which the packaged shapes let in."""
    done = run_kg("import", name, path, "--store", store, "--retrieved", RETRIEVED)
    assert done.returncode == 0, done.stdout + done.stderr
    return DatasetStore.open(store)


def exported(
    name: str,
    store: DatasetStore,
    graphs: Sequence[str] = (),
    losses: Losses | None = None,
    selection: Selection | None = None,
) -> bytes:
    """What a format makes of some graphs of a store."""
    output = io.BytesIO()
    with open_export(store, selection or Selection(tuple(graphs))) as version:
        find_format(name).writer()(version, output, Losses() if losses is None else losses)
    return output.getvalue()


def release(name: str, store: DatasetStore) -> list[str]:
    """The graph that an importer wrote."""
    with open_export(store, Selection()) as version:
        found = [graph for graph in version.graphs if f"/doc/{name}" in graph]
    assert len(found) == 1
    return found


def circle(name: str, path: Path, folder: Path) -> tuple[bytes, bytes]:
    """What is exported of a file that was imported, and of that file imported elsewhere."""
    data, found = path.read_bytes(), []
    for step in ("first", "second"):
        file = folder / step / "given" / path.name  # its name and folder name the release
        file.parent.mkdir(parents=True)
        file.write_bytes(data)
        store = imported(name, file, folder / step / "store")
        data = exported(name, store, release(name, store))
        found.append(data)
    return found[0], found[1]


def entities(data: bytes) -> dict[str, dict[str, Any]]:
    """The entities of FollowTheMoney by their ids, of which each comes once."""
    lines = [json.loads(line) for line in data.decode().splitlines()]
    found = {entity["id"]: entity for entity in lines}
    assert len(found) == len(lines)
    return found

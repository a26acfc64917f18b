"""The gate of a store."""

from __future__ import annotations

from kg.gate.own import OwnGate
from kg.gate.packaged import packaged_gate
from kg.gate.proposal import Gate
from kg.parsing import parse_path
from kg.store.embedded import DatasetStore


def gate_of(store: DatasetStore) -> Gate | None:
    """The gate that the settings of a store ask for; None when it takes data as it is."""
    if store.settings.shapes == "none":
        return None
    if store.settings.shapes == "packaged":
        return packaged_gate()
    return OwnGate(parse_path(store.shapes_file).quads)

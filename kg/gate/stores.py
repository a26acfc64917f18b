"""The gate of a store, and the digests of its shapes."""

from __future__ import annotations

from collections.abc import Collection

from kg.gate.digests import digests_of, narrowed
from kg.gate.own import OwnGate
from kg.gate.packaged import packaged_digests, packaged_gate
from kg.gate.proposal import Gate
from kg.parsing import parse_path
from kg.store.embedded import DatasetStore
from kg.store.passed import ShapeDigests


def gate_of(store: DatasetStore, only: Collection[str] | None = None) -> Gate | None:
    """The gate that the settings of a store ask for; None when it takes data as it is.

    With *only* it has no other shapes than those of some names.
    """
    if store.settings.shapes == "none":
        return None
    if store.settings.shapes == "packaged":
        return packaged_gate(only=only)
    shapes = parse_path(store.shapes_file).quads
    return OwnGate(shapes if only is None else narrowed(shapes, only))


def present_digests(store: DatasetStore) -> ShapeDigests | None:
    """The digests of the shapes that a store has now; None when it takes data as it is.

    Costs far less than its gate, which has to be compiled.
    """
    if store.settings.shapes == "none":
        return None
    if store.settings.shapes == "packaged":
        return packaged_digests()
    return digests_of(parse_path(store.shapes_file).quads)

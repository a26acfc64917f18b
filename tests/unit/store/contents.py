"""What a store holds, as tests compare it."""

from __future__ import annotations

from kg.store.embedded import DatasetStore

Quads = frozenset[str]


def content(store: DatasetStore) -> Quads:
    """All quads of the published version, those of the default graph too."""
    snapshot = store.snapshot()
    quads = frozenset(str(quad) for quad in (*snapshot.quads(), *snapshot.default_graph()))
    return quads | {f"graph {name}" for name in snapshot.graphs()}

"""The editors who decide and correct, as agents of the dataset."""

from __future__ import annotations

from hashlib import sha256

import pyoxigraph as ox


def editor_node(base: str, name: str) -> ox.NamedNode:
    """The IRI of an editor: the same name is the same editor.

    *base* is the IRI that all of a dataset begin with.
    """
    return ox.NamedNode(f"{base}id/agent/editor-{sha256(name.encode()).hexdigest()[:12]}")

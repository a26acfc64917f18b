"""The network of a store as XML, for the tests of its formats."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from typing import IO

from kg.export import ExportedVersion, Losses, Selection, open_export
from kg.store.embedded import DatasetStore

Write = Callable[[ExportedVersion, IO[bytes], Losses], None]


def drawn(store: DatasetStore, write: Write) -> ElementTree.Element:
    """Write all of a store as a network, and read it."""
    output = io.BytesIO()
    with open_export(store, Selection()) as version:
        write(version, output, Losses())
    return ElementTree.fromstring(output.getvalue())

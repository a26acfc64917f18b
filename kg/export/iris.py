"""The IRIs of all things of a dataset, a line each."""

from __future__ import annotations

import re
from typing import IO

import pyoxigraph as ox

from kg.export.losses import Losses
from kg.export.version import ExportedVersion
from kg.store.graphs import TOMBSTONE, TYPE


def write(version: ExportedVersion, output: IO[bytes], losses: Losses) -> None:
    """Write the IRIs of things under the base of the store, in order, each once.

    They are those that have a page: `id/KIND/SLUG`. Parts of things are left out.
    """
    form = re.compile(re.escape(f"{version.base_iri}id/") + r"[a-z]+/[A-Za-z0-9._~-]+")
    found = {
        triple.subject.value
        for triple in version.triples()
        if isinstance(triple.subject, ox.NamedNode) and form.fullmatch(triple.subject.value)
    }
    gone = {triple.subject for triple in version.matching(None, TYPE, TOMBSTONE)}
    for iri in sorted(found):
        if ox.NamedNode(iri) not in gone:
            output.write(f"{iri}\n".encode())

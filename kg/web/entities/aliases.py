"""IRIs that were decided to mean the same as others, in what clients ask."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pyoxigraph as ox

from kg.report import Term
from kg.web import hot
from kg.web.state import state
from kg.workers import CanonicalJob


def decided(values: Mapping[str, Term]) -> dict[str, Term]:
    """Put the IRIs by which the dataset writes things in the place of others.

    Where nothing was ever decided it costs no look-up.
    """
    named = {name: value for name, value in values.items() if isinstance(value, ox.NamedNode)}
    held, version = state().store, hot.current_version()
    if not named or not held.graph_versions.of(held.names.identity, version):
        return dict(values)
    iris = tuple(node.value for node in named.values())
    job = CanonicalJob(state().folder(version), iris, held.settings.base_iri)
    found = json.loads(state().pool.run(job).read())
    return {**values, **{name: ox.NamedNode(iri) for name, iri in zip(named, found, strict=True)}}

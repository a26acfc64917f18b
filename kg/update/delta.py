"""What one operation takes out of a dataset and puts into it, and its form on a pipe."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from kg.errors import UnavailableError


@dataclass(frozen=True, slots=True)
class Delta:
    """Quads to take out and to put in, none of them both; some may be gone or there already."""

    removed: frozenset[ox.Quad] = frozenset()
    added: frozenset[ox.Quad] = frozenset()


def encode(delta: Delta) -> bytes:
    """Write a delta as a line with two lengths, and N-Quads; blank nodes keep their labels."""
    removed, added = _lines(delta.removed), _lines(delta.added)
    return b"%d %d\n%b%b" % (len(removed), len(added), removed, added)


def decode(data: bytes) -> Delta:
    """Read what `encode` wrote.

    Raises:
        UnavailableError: a part of it is missing.
    """
    head, _, body = data.partition(b"\n")
    lengths = [int(word) for word in head.split() if word.isdigit()]
    if len(lengths) != 2 or sum(lengths) != len(body):
        raise UnavailableError("The worker broke off before its answer was complete.")
    return Delta(_quads(body[: lengths[0]]), _quads(body[lengths[0] :]))


def by_graph(quads: Iterable[ox.Quad]) -> dict[str, set[ox.Triple]]:
    """Sort quads by the IRI of their graph; the empty IRI names the default graph."""
    graphs: dict[str, set[ox.Triple]] = {}
    for quad in quads:
        name = quad.graph_name
        graphs.setdefault(name.value if isinstance(name, ox.NamedNode) else "", set()).add(
            quad.triple
        )
    return graphs


def _lines(quads: Iterable[ox.Quad]) -> bytes:
    return ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b""


def _quads(data: bytes) -> frozenset[ox.Quad]:
    return frozenset(ox.parse(data, ox.RdfFormat.N_QUADS, rename_blank_nodes=False))

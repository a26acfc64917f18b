"""The canonical form of a dataset (https://www.w3.org/TR/rdf-canon/), and its digest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from itertools import chain
from typing import IO

import pyoxigraph as ox

from kg.export.losses import Losses
from kg.export.sorting import LineSorter
from kg.export.version import ExportedVersion

_CHUNK = 10_000


def write(version: ExportedVersion, output: IO[bytes], losses: Losses) -> None:
    """Write what the N-Quads export holds in canonical form; the digest of the file is that of
    the dataset. Nothing is lost but the labels of blank nodes."""
    with _canonical_lines(_quads(version)) as lines:
        for line in lines:
            output.write(line)


def canonical_digest(quads: Iterable[ox.Quad]) -> str:
    """Compute the SHA-256 of the canonical N-Quads of a dataset, in hexadecimal.

    The order of the quads, how often each comes and the labels of blank nodes play no part.
    Without blank nodes memory does not grow with the dataset; with them it is held whole.
    """
    digest = sha256()
    with _canonical_lines(quads) as lines:
        for line in lines:
            digest.update(line)
    return digest.hexdigest()


@contextmanager
def _canonical_lines(quads: Iterable[ox.Quad]) -> Iterator[Iterator[bytes]]:
    with LineSorter() as sorter:
        named = True
        for chunk in _chunks(quads):
            named = named and not any(map(_has_blank_node, chunk))
            sorter.add(_lines(chunk))
        if named:
            yield sorter.lines()  # no term changes, so their order is all there is to it
        else:
            yield _renamed(sorter.lines())


def _renamed(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Lines with the canonical labels of blank nodes (RDFC-1.0), sorted anew."""
    parsed = (ox.parse(line, ox.RdfFormat.N_QUADS, rename_blank_nodes=False) for line in lines)
    dataset = ox.Dataset(chain.from_iterable(parsed))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return iter(sorted(_lines(dataset)))


def _quads(version: ExportedVersion) -> Iterator[ox.Quad]:
    if version.selection.merged:
        return (ox.Quad(t.subject, t.predicate, t.object) for t in version.triples())
    return chain.from_iterable(map(version.quads, version.graphs))


def _chunks(quads: Iterable[ox.Quad]) -> Iterator[list[ox.Quad]]:
    chunk: list[ox.Quad] = []
    for quad in quads:
        chunk.append(quad)
        if len(chunk) == _CHUNK:
            yield chunk
            chunk = []
    yield chunk


def _lines(quads: Iterable[ox.Quad]) -> list[bytes]:
    text = ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b""
    return text.splitlines(keepends=True)


def _has_blank_node(quad: ox.Quad) -> bool:
    terms = (quad.subject, quad.object, quad.graph_name)
    return any(isinstance(term, ox.BlankNode) for term in terms)

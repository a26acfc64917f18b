"""Many quads into an empty dataset at the speed of the engine's own loader."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

import pyoxigraph as ox

from kg.store.forms import quads_as_stored
from kg.store.graphs import CLAIM_GRAPH, SUSPENDED_GRAPH, TYPE, GraphNames
from kg.store.journal import PatchWriter

_BATCH = 20_000
_KINDS = (CLAIM_GRAPH, SUSPENDED_GRAPH)


@dataclass(slots=True)
class BulkFill:
    """Fills a dataset that holds nothing yet; the quads pass once and are not held.

    In a *union* dataset each triple goes into the default graph too, except those
    of graphs whose IRI is a claim's. Graphs that the data itself calls hidden are
    in *named*: their triples have to leave again.
    """

    names: GraphNames
    patch: PatchWriter | None
    union: bool
    counts: Counter[str] = field(default_factory=Counter)
    named: set[str] = field(default_factory=set)

    def run(self, store: ox.Store, quads: Iterable[ox.Quad]) -> None:
        """Put *quads* into *store*, and into the patch."""
        store.bulk_extend(self._with_default_graph(iter(quads)))

    def _with_default_graph(self, quads: Iterator[ox.Quad]) -> Iterator[ox.Quad]:
        while batch := list(islice(quads, _BATCH)):
            if self.patch is not None:
                self.patch.write_quads(quads_as_stored(batch), adds=True)
            self._note(batch)
            yield from batch
            if self.union:
                for quad in batch:
                    name = quad.graph_name
                    if not (isinstance(name, ox.NamedNode) and self._is_left_out(name.value)):
                        yield ox.Quad(quad.subject, quad.predicate, quad.object)

    def _is_left_out(self, graph: str) -> bool:
        return graph.startswith(self.names.claims) or graph == self.names.delivered

    def _note(self, batch: list[ox.Quad]) -> None:
        self.counts.update(
            quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else ""
            for quad in batch
        )
        self.named.update(
            quad.subject.value
            for quad in batch
            if quad.predicate == TYPE
            and quad.object in _KINDS
            and isinstance(quad.subject, ox.NamedNode)
        )

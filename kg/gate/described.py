"""What triples say, whatever their order and the labels of their blank nodes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter
from hashlib import sha256

import pyoxigraph as ox

from kg.report import Term

Said = Sequence[tuple[ox.NamedNode, Term]]
Node = ox.NamedNode | ox.BlankNode

_ROUNDS = 100


class Described:
    """Triples by their subjects; a blank node goes by a digest of what is said of it."""

    def __init__(self, triples: Iterable[ox.Triple]) -> None:
        found: defaultdict[Term, list[tuple[ox.NamedNode, Term]]] = defaultdict(list)
        for triple in set(triples):
            found[triple.subject].append((triple.predicate, triple.object))
        self._said: Mapping[Term, Said] = dict(found)
        names = _blank_names(self._said)
        self._lines = {
            node: [f"{_name(node, names)} {line}" for line in _lines(about, names)]
            for node, about in self._said.items()
        }

    def of(self, node: Term) -> Said:
        """What is said of a node: predicates with their objects."""
        return self._said.get(node, ())

    def lines(self, nodes: Iterable[Term]) -> Iterator[str]:
        """A line for each triple about some nodes, in no order."""
        return (line for node in nodes for line in self._lines.get(node, ()))

    def digest(self) -> str:
        """A digest of all triples."""
        return digest_of(self.lines(self._said))


def digest_of(lines: Iterable[str]) -> str:
    """The digest of lines, whatever their order; one that comes twice counts twice."""
    return sha256("\n".join(sorted(lines)).encode("utf-8")).hexdigest()


def _lines(said: Said, names: Mapping[Term, str]) -> Iterator[str]:
    return (f"{predicate} {_name(value, names)}" for predicate, value in said)


def _name(term: Term, names: Mapping[Term, str]) -> str:
    return names.get(term, "_:") if isinstance(term, ox.BlankNode) else str(term)


def _blank_names(said: Mapping[Term, Said]) -> dict[Term, str]:
    """Name blank nodes from the leaves upwards.

    Where they lead in a circle they are told apart by what lies so many steps from them.
    """
    ahead = {
        node: {value for _, value in about if isinstance(value, ox.BlankNode)}
        for node, about in said.items()
        if isinstance(node, ox.BlankNode)
    }
    try:
        layers = [[node] for node in TopologicalSorter(ahead).static_order()]
    except CycleError:
        layers = [list(ahead)] * min(len(ahead), _ROUNDS)
    names: dict[Term, str] = {}
    for layer in layers:
        names |= {node: f"_:{digest_of(_lines(said.get(node, ()), names))[:32]}" for node in layer}
    return names

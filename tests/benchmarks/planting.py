"""Plants faults into triples: the same ones each time, of every kind there is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, islice, zip_longest
from random import Random
from typing import TypeVar

import pyoxigraph as ox
from rdflib import RDF

from kg.report import Term

SHARE = 0.01
TYPE = ox.NamedNode(str(RDF.type))
_SOME = 20

Key = TypeVar("Key")
Subject = ox.NamedNode | ox.BlankNode | ox.Triple


class Surroundings:
    """All triples about a fault; others like the one that it spoils are drawn from these."""

    def __init__(self, triples: Iterable[ox.Triple], random: Random) -> None:
        self.all = sorted(triples, key=str)
        self.random = random
        self._unnamed = 0

    @cached_property
    def by_property(self) -> Mapping[ox.NamedNode, Sequence[ox.Triple]]:
        """The triples of each property."""
        return _grouped(self.all, lambda triple: triple.predicate)

    @cached_property
    def by_subject(self) -> Mapping[Subject, Sequence[ox.Triple]]:
        """The triples of each subject."""
        return _grouped(self.all, lambda triple: triple.subject)

    def node(self) -> Subject:
        """A node of any kind."""
        return self.random.choice(self.all).subject

    def unnamed(self) -> ox.BlankNode:
        """A blank node that there has not been before."""
        self._unnamed += 1
        return ox.BlankNode(f"unnamed{self._unnamed}")

    def another(self, value: Term, among: Sequence[ox.Triple]) -> list[Term]:
        """The value of one of some triples, if it is another than *value*; else nothing."""
        some = self.random.sample(among, min(_SOME, len(among)))
        return [triple.object for triple in some if triple.object != value][:1]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of fault: which triples can have it, and what then stands in the place of one."""

    fits: Callable[[ox.Triple], bool]
    spoil: Callable[[ox.Triple, Surroundings], Iterable[ox.Triple]]


@dataclass(frozen=True, slots=True)
class Planted:
    """Triples with faults in them; *faults* says how many there are of each kind."""

    triples: frozenset[ox.Triple]
    faults: Mapping[str, int]

    @property
    def number(self) -> int:
        """How many faults there are."""
        return sum(self.faults.values())


def plant(
    triples: Iterable[ox.Triple], kinds: Mapping[str, Kind], *, share: float = SHARE, seed: int = 1
) -> Planted:
    """Plant faults into a *share* of *triples*: as many of each kind, one at the least.

    A triple has one fault at the most. Each kind comes to one property after the other.
    """
    random = Random(seed)
    around = Surroundings(triples, random)
    kept, added, faults = set(around.all), set[ox.Triple](), dict[str, int]()
    each = max(1, round(share * len(around.all) / len(kinds)))
    for name, kind in kinds.items():
        fitting = _grouped((t for t in around.all if t in kept and kind.fits(t)), _place)
        tried = ((t, set(kind.spoil(t, around))) for t in _in_turns(fitting, random))
        faulty = list(islice(((t, spoilt) for t, spoilt in tried if spoilt != {t}), each))
        kept.difference_update(triple for triple, _ in faulty)
        added.update(*(spoilt for _, spoilt in faulty))
        faults[name] = len(faulty)
    return Planted(frozenset(kept | added), faults)


def _place(triple: ox.Triple) -> tuple[ox.NamedNode, Term | None]:
    """Where a triple belongs: to its property, and to the class when it says one."""
    return triple.predicate, triple.object if triple.predicate == TYPE else None


def _in_turns(groups: Mapping[Key, Sequence[ox.Triple]], random: Random) -> Iterator[ox.Triple]:
    """One of each group, then another of each, in a drawn order."""
    drawn = [random.sample(group, len(group)) for group in groups.values()]
    random.shuffle(drawn)
    return (t for t in chain.from_iterable(zip_longest(*drawn)) if t is not None)


def _grouped(
    triples: Iterable[ox.Triple], key: Callable[[ox.Triple], Key]
) -> dict[Key, list[ox.Triple]]:
    found: defaultdict[Key, list[ox.Triple]] = defaultdict(list)
    for triple in triples:
        found[key(triple)].append(triple)
    return found

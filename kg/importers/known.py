"""What a store knows already of the things that an import speaks of: IRIs, codes, names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from functools import cache, cached_property, lru_cache

import pyoxigraph as ox
from rdflib import DCTERMS, RDF, SKOS

from kg.importers.slugs import is_minted_for, last_step
from kg.parsing import reference_quads
from kg.store.delivered import Delivered
from kg.store.embedded import DatasetStore
from kg.store.identity import Identities
from kg.store.snapshot import Snapshot
from kg.vocabulary import BASE_IRI, GA, PREFIXES

WIKIDATA = "http://www.wikidata.org/entity/"
_SMALL_ID = re.compile("q[0-9]+:")
_TYPE = ox.NamedNode(str(RDF.type))
_PERSON = ox.NamedNode(str(GA.Person))
_SAME_AS = ox.NamedNode(PREFIXES["schema"] + "sameAs")
_PREFERRED = ox.NamedNode(str(SKOS.prefLabel))
_ALTERNATIVE = ox.NamedNode(str(SKOS.altLabel))
_IDENTIFIER = ox.NamedNode(str(DCTERMS.identifier))
_CODES = tuple(ox.NamedNode(str(p)) for p in (GA.isoAlpha2, GA.isoAlpha3, GA.isoNumeric))


class Known:
    """A version of a store, asked by look-ups; without one, only the packaged states are known.

    *graph* is the graph that the import writes: what it minted before keeps its IRIs, also
    where *identities* had others stored for them, as *delivered* tells.
    """

    def __init__(
        self,
        snapshot: Snapshot | None,
        graph: str,
        base: str = BASE_IRI,
        delivered: Delivered | None = None,
        identities: Identities | None = None,
    ) -> None:
        self._snapshot = snapshot
        self._graph = ox.NamedNode(graph)
        self._delivered = delivered
        self._identities = identities
        self.base = base
        self.iri_of = lru_cache(maxsize=1 << 16)(self._iri_of)
        self.minted = lru_cache(maxsize=1 << 16)(self._minted)
        self.is_taken = lru_cache(maxsize=1 << 16)(self._is_taken)

    @classmethod
    def of_store(cls, store: DatasetStore | None, graph: str) -> Known:
        """What the current version of a store knows."""
        if store is None:
            return cls(None, graph)
        snapshot = store.snapshot()
        view = store.view(snapshot)
        identities = Identities.read(view)
        delivered = Delivered(view, identities) if identities else None
        return cls(snapshot, graph, store.settings.base_iri, delivered, identities)

    def _iri_of(self, qid: str) -> ox.NamedNode | None:
        """The IRI that carries a Wikidata id: what this graph uses, else a reference, else the
        first in order."""
        entity = ox.NamedNode(WIKIDATA + qid)
        packaged = states().by_wikidata.get(qid)
        if self._snapshot is None:
            return packaged
        found = sorted(
            (quad.graph_name != self._graph, node != packaged, node.value)
            for quad in self._snapshot.quads_of(None, _SAME_AS, entity)
            if not isinstance(quad.graph_name, ox.DefaultGraph)
            for node in self._subjects([quad])
        )
        return ox.NamedNode(found[0][2]) if found else packaged

    def _minted(self, prefix: str, key: str, here: bool = False) -> ox.NamedNode | None:
        """The IRI under a prefix that an earlier run minted for a key: in the graph that the
        import writes, else, unless only that is asked for (*here*), in another.

        Sources give identifiers of their own, too: an IRI is minted for the key of its slug.
        """
        if self._snapshot is None:
            return None
        literal, graph = ox.Literal(key), self._graph if here else None
        found = sorted(
            (quad.graph_name != self._graph, node.value)
            for quad in self._snapshot.quads_of(None, _IDENTIFIER, literal, graph)
            if isinstance(quad.graph_name, ox.NamedNode)
            for node in self._as_delivered(quad.graph_name, quad)
            if node.value.startswith(prefix) and is_minted_for(last_step(node), key)
        )
        return ox.NamedNode(found[0][1]) if found else None

    def _is_taken(self, iri: str, key: str) -> bool:
        """Whether the store has an IRI, in whatever graph, minted for another key."""
        if self._snapshot is None:
            return False
        node = ox.NamedNode(iri)
        stored = self._identities.members(node)[0] if self._identities else node
        quads = self._snapshot.quads_of(stored, _IDENTIFIER, None)
        held = {_folded(q.object.value) for q in quads if isinstance(q.object, ox.Literal)}
        step = last_step(node)
        return _folded(key) not in held and any(is_minted_for(step, other) for other in held)

    def _subjects(self, quads: Iterable[ox.Quad]) -> Iterator[ox.NamedNode]:
        """What some quads are about; of the graph that the import writes, as it was delivered."""
        for quad in quads:
            if quad.graph_name == self._graph:
                yield from self._as_delivered(self._graph, quad)
            elif isinstance(quad.subject, ox.NamedNode):
                yield quad.subject

    def _as_delivered(self, graph: ox.NamedNode, quad: ox.Quad) -> Iterator[ox.NamedNode]:
        triples = {quad.triple}
        if self._delivered is not None:
            triples = self._delivered.of(graph.value, triples)
        yield from (t.subject for t in triples if isinstance(t.subject, ox.NamedNode))

    @cached_property
    def names(self) -> Names:
        """Persons and states by their exact names in any language."""
        names = Names()
        if self._snapshot is not None:
            for kind in (GA.Person, GA.State, GA.Polity, GA.InternationalOrganisation):
                names.take(self._snapshot, ox.NamedNode(str(kind)))
        names.take_states(states())
        return names


class Names:
    """Exact names and the one thing that each belongs to; *languages* of each name, and which
    things are *persons*."""

    def __init__(self) -> None:
        self._things: defaultdict[str, set[ox.NamedNode]] = defaultdict(set)
        self.languages: defaultdict[str, set[str]] = defaultdict(set)
        self.persons: set[ox.NamedNode] = set()

    def take(self, snapshot: Snapshot, kind: ox.NamedNode) -> None:
        """Take the names of all things of a class."""
        for quad in snapshot.quads_of(None, _TYPE, kind, ox.DefaultGraph()):
            thing = quad.subject
            if not isinstance(thing, ox.NamedNode):
                continue
            if kind == _PERSON:
                self.persons.add(thing)
            for predicate in (_PREFERRED, _ALTERNATIVE):
                for label in snapshot.quads_of(thing, predicate, None, ox.DefaultGraph()):
                    if isinstance(label.object, ox.Literal):
                        self._things[label.object.value].add(thing)
                        self.languages[label.object.value].add(label.object.language or "")

    def take_states(self, found: States) -> None:
        """Take the names of the packaged states."""
        for name, nodes in found.by_exact_name.items():
            self._things[name] |= nodes
            self.languages[name] |= found.languages[name]

    def unambiguous(self, name: str) -> ox.NamedNode | None:
        """The one thing of this exact name; none when there are two."""
        things = self._things.get(name, set())
        return next(iter(things)) if len(things) == 1 else None

    def things(self, name: str) -> Set[ox.NamedNode]:
        """All things of this exact name."""
        return self._things.get(name, set())

    def __iter__(self) -> Iterator[str]:
        return iter(self._things)


class States:
    """The packaged states and other entries of ISO 3166-1, by code, Wikidata id and name."""

    def __init__(self, quads: Sequence[ox.Quad]) -> None:
        self.by_code: dict[str, ox.NamedNode] = {}
        self.by_wikidata: dict[str, ox.NamedNode] = {}
        self.by_exact_name: defaultdict[str, set[ox.NamedNode]] = defaultdict(set)
        self.languages: defaultdict[str, set[str]] = defaultdict(set)
        self.labels: dict[ox.NamedNode, str] = {}
        entries = {quad.subject for quad in quads if quad.predicate in _CODES}
        for quad in quads:
            if quad.subject in entries and isinstance(quad.subject, ox.NamedNode):
                self._take(quad.subject, quad.predicate, quad.object)
        folded: defaultdict[str, set[ox.NamedNode]] = defaultdict(set)
        for name, nodes in self.by_exact_name.items():
            folded[name.casefold()] |= nodes
        self._by_name = {name: next(iter(n)) for name, n in folded.items() if len(n) == 1}

    def _take(self, entry: ox.NamedNode, predicate: ox.NamedNode, value: object) -> None:
        if predicate in _CODES and isinstance(value, ox.Literal):
            self.by_code[value.value] = entry
        elif predicate == _SAME_AS and isinstance(value, ox.NamedNode):
            self.by_wikidata[value.value.removeprefix(WIKIDATA)] = entry
        elif predicate in (_PREFERRED, _ALTERNATIVE) and isinstance(value, ox.Literal):
            self.by_exact_name[value.value].add(entry)
            self.languages[value.value].add(value.language or "")
            if predicate == _PREFERRED and value.language == "en":
                self.labels[entry] = value.value

    def named(self, name: str) -> ox.NamedNode | None:
        """The entry of a name in any of its languages, small and capital letters alike."""
        return self._by_name.get(name.casefold())


def _folded(key: str) -> str:
    """A key whose id of Wikidata has its capital letter, as `Q7747:birth` for `q7747:birth`."""
    return f"Q{key[1:]}" if _SMALL_ID.match(key) else key


def is_of_kind(node: ox.NamedNode, kind: str) -> bool:
    """Whether an IRI of ours names a thing of a kind, as in `id/KIND/…`; others may name any.

    Wikidata has one id for a state and its territory, or for a speaker as party and as post.
    """
    return f"/id/{kind}/" in node.value or "/id/" not in node.value


@cache
def states() -> States:
    """The packaged states, read once."""
    return States(reference_quads())

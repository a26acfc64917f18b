"""The facts of a dataset as a network: things and what holds between two of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from hashlib import sha256

import pyoxigraph as ox

from kg.export.losses import Losses
from kg.export.network.items import Edge, Node, said_of
from kg.export.network.labels import NODE_CLASSES, clean, kind_of, label_of, types_of, wikidata_of
from kg.export.network.links import Link, links
from kg.export.network.times import Times, read_times
from kg.export.version import ExportedVersion, Subject
from kg.store.graphs import TYPE
from kg.terms import BOUNDS, plain, term
from kg.vocabulary import GA

_OWN = re.compile(r"[a-z]+/[A-Za-z0-9-]+")
_NO_TOKEN = re.compile(r"[^A-Za-z0-9.:-]")
_DIGITS = 20
"""Hexadecimal digits in the name of an edge: no two are alike among billions."""

_BIRTH, _DEATH = term(GA.birth), term(GA.death)


class Network:
    """The nodes and edges of a version, in order; memory grows with the IRIs of the nodes."""

    def __init__(self, version: ExportedVersion, losses: Losses) -> None:
        self._version = version
        self._losses = losses

    @property
    def terms(self) -> str:
        """What the dataset is, and the title, licence and attribution of each source."""
        lines = [f"{self._version.base_iri}, version {self._version.version}."]
        for source in self._version.sources:
            said = (source.title, *source.licences, *source.attribution, *source.rights)
            lines.append(f"{source.graph}: {'; '.join(text for text in said if text)}")
        return "\n".join(clean(line.removesuffix(": "), self._losses, "") for line in lines)

    def nodes(self) -> Iterator[Node]:
        """The things, in the order of their IRIs."""
        for thing in self._things:
            cls, kind = kind_of(self._version, thing)
            start, end = self._span(thing)
            times = read_times(self._version, start, end)
            self._note(times, thing.value)
            values = {
                "kind": kind,
                "type": clean(types_of(self._version, thing), self._losses, thing.value),
                "iri": thing.value,
                "wikidata": wikidata_of(self._version, thing),
                **said_of(times),
                "sources": self._sources(ox.Triple(thing, TYPE, cls)),
            }
            label = label_of(self._version, thing, self._losses)
            yield Node(self._name(thing.value), label, *times.on_line, _known(values))

    def edges(self) -> Iterator[Edge]:
        """What holds between nodes: by kind, then by the IRI of the fact."""
        for link in links(self._version):
            if link.source in self._ends and link.target in self._ends:
                yield self._edge(link)
            else:
                self._losses.note(
                    f"Edges of the kind {link.kind}",
                    "One of the two things is no node: it is of a kind that the network does not"
                    " show, was not selected, or is not described.",
                    plain(link.triple.subject),
                )

    def _edge(self, link: Link) -> Edge:
        dated = () if link.dated is None else (link.dated,)
        times = read_times(self._version, dated, dated)
        about = plain(link.triple.subject)
        self._note(times, about)
        source, target = self._name(plain(link.source)), self._name(plain(link.target))
        values = {
            "kind": link.kind,
            "iri": link.fact,
            "detail": clean(link.detail, self._losses, about),
            **dict(link.more),
            **said_of(times),
            "sources": self._sources(link.triple, *self._dates(dated)),
        }
        label = clean(link.detail, self._losses, about) or link.kind
        known = "\n".join((link.kind, source, target, link.fact))
        name = f"e{sha256(known.encode()).hexdigest()[:_DIGITS]}"
        return Edge(name, source, target, label, *times.on_line, _known(values))

    @cached_property
    def _things(self) -> list[ox.NamedNode]:
        return self._version.things(*NODE_CLASSES)

    @cached_property
    def _ends(self) -> frozenset[object]:
        return frozenset(self._things)

    def _name(self, iri: str) -> str:
        """What names a node in XML: `agent.wang-yi`; GraphML takes only tokens, so no IRI.

        An IRI from elsewhere keeps its colon, which no name of ours has, and no two are the same.
        """
        own = iri.removeprefix(f"{self._version.base_iri}id/")
        if own != iri and _OWN.fullmatch(own):
            return own.replace("/", ".")
        return _NO_TOKEN.sub(lambda match: f"_{ord(match[0]):X}_", iri)

    def _span(self, thing: ox.NamedNode) -> tuple[list[Subject], list[Subject]]:
        """The things that a thing began and ended with: a person's birth and death, else itself."""
        births, deaths = (
            [
                value
                for value in self._version.values(thing, predicate)
                if isinstance(value, ox.NamedNode | ox.BlankNode)
            ]
            for predicate in (_BIRTH, _DEATH)
        )
        return [thing, *births], [thing, *deaths]

    def _dates(self, dated: Iterable[Subject]) -> Iterator[ox.Triple]:
        """What gives the dates of an edge; a source may know nothing else of it."""
        for thing in dated:
            for bound in BOUNDS:
                yield from self._version.matching(thing, bound)

    def _sources(self, *triples: ox.Triple) -> str:
        found = {graph for triple in triples for graph in self._version.graphs_of(triple)}
        return " ".join(sorted(found))

    def _note(self, times: Times, iri: str) -> None:
        if times.beyond_line:
            self._losses.note(
                "Nodes and edges beyond the time line",
                "It holds the years 1 to 9999: the dates stand in the bounds alone.",
                iri,
            )
        if times.disputed:
            self._losses.note(
                "Nodes and edges with disputed dates",
                "The bounds are the widest of all sources, not those of each.",
                iri,
            )


def _known(values: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in values.items() if value}

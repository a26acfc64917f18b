"""Under which terms each source graph may be used, and whom to name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass

import pyoxigraph as ox
from rdflib import DCTERMS

from kg.report import Term
from kg.terms import term
from kg.vocabulary import GA

_OPEN = re.compile(
    r"https?://(?:www\.)?(?:"
    r"creativecommons\.org/(?:publicdomain/(?:zero|mark)/|licenses/by(?:-sa)?/)"
    r"|opendatacommons\.org/licenses/(?:pddl|by|odbl)/"
    r"|nationalarchives\.gov\.uk/doc/open-government-licence/"
    r"|spdx\.org/licenses/(?:CC0-1\.0|CC-BY-\d|CC-BY-SA-\d|PDDL-1\.0|ODbL-1\.0|ODC-By-1\.0"
    r"|OGL-UK-|Unicode-3\.0|Unicode-DFS-|MIT(?:$|[/#])|Apache-2\.0|BSD-|etalab-2\.0)"
    r"|data\.europa\.eu/eli/dec_impl/2011/833)"
)
"""Licences of the Open Definition 2.1, §1: anybody may use, change and pass on the work."""


@dataclass(frozen=True, slots=True)
class SourceTerms:
    """What the catalogue says of one graph: its title, licences, and how to name its source.

    *documents*, *publishers* and *rights_holders* are IRIs.
    """

    graph: str
    title: str = ""
    licences: tuple[str, ...] = ()
    attribution: tuple[str, ...] = ()
    rights: tuple[str, ...] = ()
    rights_holders: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether everybody may pass the graph on: it has licences, and each of them is open."""
        return bool(self.licences) and all(_OPEN.match(iri) for iri in self.licences)

    def described(self) -> dict[str, object]:
        """What is known, for a report."""
        return {name: value for name, value in asdict(self).items() if value}


Matching = Callable[[ox.NamedNode, ox.NamedNode], Iterable[Term]]


def terms_of(graph: str, values: Matching) -> SourceTerms:
    """Read the terms of a graph; *values* gives what the catalogue says of it by a predicate."""
    node = ox.NamedNode(graph)

    def texts(predicate: object) -> tuple[str, ...]:
        found = values(node, term(predicate))
        return tuple(sorted({v.value for v in found if isinstance(v, ox.NamedNode | ox.Literal)}))

    return SourceTerms(
        graph=graph,
        title=next(iter(texts(DCTERMS.title)), ""),
        licences=texts(DCTERMS.license),
        attribution=texts(DCTERMS.bibliographicCitation),
        rights=texts(DCTERMS.rights),
        rights_holders=texts(DCTERMS.rightsHolder),
        publishers=texts(DCTERMS.publisher),
        documents=texts(GA.sourceDocument),
    )

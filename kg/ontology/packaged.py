"""The packaged ontology, codes, shapes and alignments, read once in a process."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyoxigraph as ox
from rdflib import DCTERMS, OWL

from kg.ontology.alignments import Alignment, read_alignment
from kg.ontology.codes import CodeLists, read_codes
from kg.ontology.index import Index
from kg.ontology.shapes import Shape, SmallPart, read_parts, read_shapes
from kg.ontology.terms import Term, read_terms
from kg.parsing import parse_path
from kg.resources import alignment_files, ontology_files, shape_files
from kg.vocabulary import BASE_IRI

ONTOLOGY_IRI = f"{BASE_IRI}ns"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All that is published with the program, and is the same on every server."""

    version: str
    title: str
    description: str
    citation: str
    terms: dict[str, Term]
    codes: CodeLists
    shapes: dict[str, Shape]
    parts: list[SmallPart]
    alignments: dict[str, Alignment]
    core: Index
    shapes_index: Index


@cache
def packaged_vocabulary() -> Vocabulary:
    """Read all of it.

    Raises:
        ResourceError: the installation is broken.
    """
    core, codes = (_index([path]) for path in ontology_files())
    shapes_index = _index(shape_files())
    found = [read_alignment(_index([path])) for path in alignment_files()]
    alignments = {alignment.name: alignment for alignment in found}
    shapes = read_shapes(shapes_index)
    matches = [match for alignment in found for match in alignment.matches]

    def beside(iri: str) -> dict[str, tuple[str, ...]]:
        mine = sorted({(m.relation, m.other) for m in matches if m.term == iri})
        return {words: tuple(o for w, o in mine if w == words) for words, _ in mine}

    return Vocabulary(
        core.text(ONTOLOGY_IRI, OWL.versionInfo),
        core.text(ONTOLOGY_IRI, DCTERMS.title),
        core.text(ONTOLOGY_IRI, DCTERMS.description),
        core.text(ONTOLOGY_IRI, DCTERMS.bibliographicCitation),
        read_terms(core, shapes.values(), matches),
        read_codes(codes, beside),
        shapes,
        read_parts(shapes_index, shapes),
        alignments,
        core,
        shapes_index,
    )


def _index(paths: Iterable[Path]) -> Index:
    return Index(_numbered(quad.triple for path in paths for quad in parse_path(path).quads))


def _numbered(triples: Iterable[ox.Triple]) -> Iterator[ox.Triple]:
    """Name blank nodes in the order of the files, the same in each process."""
    numbers: dict[ox.BlankNode, ox.BlankNode] = {}
    for triple in triples:
        subject, value = triple.subject, triple.object
        if isinstance(subject, ox.BlankNode):
            subject = numbers.setdefault(subject, ox.BlankNode(f"b{len(numbers)}"))
        if isinstance(value, ox.BlankNode):
            value = numbers.setdefault(value, ox.BlankNode(f"b{len(numbers)}"))
        yield ox.Triple(subject, triple.predicate, value)

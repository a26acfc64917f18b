"""The dataset in VoID: counts, partitions by class and property, vocabularies, examples."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pyoxigraph as ox

from kg.export.descriptions.counting import Counts
from kg.export.descriptions.naming import VOID, described, number, part_of
from kg.export.selection import KINDS, subclasses
from kg.terms import term
from kg.vocabulary import PREFIXES

_EXAMPLES = ("person", "state", "post", "tenure", "event", "claim")
_NAMESPACE = re.compile(r".*[/#]", re.DOTALL)
_OF_RDF = PREFIXES["rdf"]


def statistics(
    dataset: ox.NamedNode, document: str, base: str, counts: Counts
) -> Iterator[ox.Triple]:
    """Say in VoID what a dataset holds (W3C Interest Group Note, §4).

    An example is the thing of which most is said.
    """
    yield from described(
        dataset,
        (VOID.Dataset,),
        (VOID.triples, number(counts.triples)),
        (VOID.entities, number(counts.entities)),
        (VOID.distinctSubjects, number(counts.subjects)),
        (VOID.distinctObjects, number(counts.objects)),
        (VOID.classes, number(len(counts.classes))),
        (VOID.properties, number(len(counts.properties))),
        (VOID.uriSpace, ox.Literal(f"{base}id/")),
        (VOID.uriRegexPattern, ox.Literal(f"^{_escaped(base)}id/.+")),
        *((VOID.vocabulary, ox.NamedNode(iri)) for iri in _vocabularies(counts)),
        *((VOID.exampleResource, ox.NamedNode(iri)) for iri in _examples(counts)),
    )
    yield from _by_class(dataset, document, counts)
    yield from _by_property(dataset, document, counts)


def kinds_in(counts: Counts) -> list[str]:
    """The kinds of things that occur, by the names that `--kind` knows."""
    return [
        name
        for name, cls in KINDS.items()
        if any(lower.value in counts.classes for lower in subclasses(cls))
    ]


def _by_class(dataset: ox.NamedNode, document: str, counts: Counts) -> Iterator[ox.Triple]:
    for iri, count in counts.classes.items():
        place = part_of(document, "class", iri)
        yield ox.Triple(dataset, term(VOID.classPartition), place)
        yield from described(
            place,
            (VOID.Dataset,),
            (VOID["class"], ox.NamedNode(iri)),
            (VOID.entities, number(count.things)),
            (VOID.triples, number(count.triples) if counts.by_thing else None),
        )


def _by_property(dataset: ox.NamedNode, document: str, counts: Counts) -> Iterator[ox.Triple]:
    for iri, count in counts.properties.items():
        place = part_of(document, "property", iri)
        yield ox.Triple(dataset, term(VOID.propertyPartition), place)
        yield from described(
            place,
            (VOID.Dataset,),
            (VOID.property, ox.NamedNode(iri)),
            (VOID.triples, number(count.triples)),
            (VOID.distinctSubjects, number(count.subjects) if counts.by_thing else None),
        )


def _vocabularies(counts: Counts) -> list[str]:
    used = (*counts.classes, *counts.properties)
    found = {match[0] for iri in used if (match := _NAMESPACE.match(iri))}
    return sorted(found - {_OF_RDF})


def _examples(counts: Counts) -> list[str]:
    found = []
    for name in _EXAMPLES:
        best = [
            (-counts.classes[cls.value].example[0], counts.classes[cls.value].example[1])
            for cls in subclasses(KINDS[name])
            if cls.value in counts.classes and counts.classes[cls.value].example[1]
        ]
        if best:
            found.append(min(best)[1])
    return found


def _escaped(text: str) -> str:
    """A text in a regular expression of SPARQL, which knows fewer escapes than Python's."""
    return re.sub(r"([.?*+^$|\\(){}\[\]])", r"\\\1", text)

"""Classes and properties, each with all that leads to it and away from it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rdflib import DCTERMS, OWL, RDF, RDFS, SDO, SKOS

from kg.ontology.alignments import Match
from kg.ontology.index import Index
from kg.ontology.shapes import Shape
from kg.terms import shorten
from kg.vocabulary import PREFIXES

_TERMS = PREFIXES["ga"]
_STATUS = "http://www.w3.org/2003/06/sw-vocab-status/ns#term_status"
_KINDS = {
    str(OWL.Class): "class",
    str(OWL.ObjectProperty): "object property",
    str(OWL.DatatypeProperty): "datatype property",
    str(OWL.AnnotationProperty): "annotation property",
}
_AWAY = {
    "Subclass of": RDFS.subClassOf,
    "Subproperty of": RDFS.subPropertyOf,
    "Disjoint with": OWL.disjointWith,
    "Disjoint with the property": OWL.propertyDisjointWith,
    "Inverse of": OWL.inverseOf,
    "Domain": RDFS.domain,
    "Domain includes": SDO.domainIncludes,
    "Range": RDFS.range,
    "Range includes": SDO.rangeIncludes,
    "Codes": RDFS.seeAlso,
    "Replaced by": DCTERMS.isReplacedBy,
}
_TOWARDS = {
    "Superclass of": (RDFS.subClassOf,),
    "Superproperty of": (RDFS.subPropertyOf,),
    "Properties of it": (RDFS.domain, SDO.domainIncludes),
    "Properties with such values": (RDFS.range, SDO.rangeIncludes),
}


@dataclass(frozen=True, slots=True)
class Term:
    """A class or property, of ours or of another vocabulary that ours uses."""

    iri: str
    name: str
    anchor: str
    kind: str
    label: str
    definition: str
    examples: tuple[str, ...]
    notes: tuple[str, ...]
    status: str
    features: tuple[str, ...]
    deprecated: bool
    relations: dict[str, tuple[str, ...]]
    matches: tuple[Match, ...]
    shapes: tuple[tuple[str, Shape], ...]
    """The shapes about it, each with how it is about it, nearest first."""

    @property
    def is_ours(self) -> bool:
        """Whether the ontology defines it, rather than use it."""
        return self.iri.startswith(_TERMS)


def read_terms(index: Index, shapes: Iterable[Shape], matches: Iterable[Match]) -> dict[str, Term]:
    """Read the terms by IRI: ours, and those of others that are declared or looked at."""
    about: dict[str, list[tuple[str, Shape]]] = {}
    beside: dict[str, list[Match]] = {}
    for shape in shapes:
        for iri, how in shape.terms.items():
            about.setdefault(iri, []).append((how, shape))
    for match in matches:
        beside.setdefault(match.term, []).append(match)
    kinds = {iri: name for kind, name in _KINDS.items() for iri in index.of_type(kind)}
    others = {iri: "term" for iri in about if not iri.startswith(PREFIXES["gc"])}
    return {
        iri: _term(index, iri, kind, about.get(iri, []), beside.get(iri, []))
        for iri, kind in sorted((others | kinds).items())
    }


def _term(
    index: Index, iri: str, kind: str, shapes: list[tuple[str, Shape]], matches: list[Match]
) -> Term:
    name = shorten(iri)
    order = ("looks at it", "about its values", "asks for it", "in its query")
    away = {words: index.iris(iri, link) for words, link in _AWAY.items()}
    towards = {
        words: tuple(sorted({i for link in links for i in index.pointing(link, iri)}))
        for words, links in _TOWARDS.items()
    }
    return Term(
        iri,
        name,
        iri.removeprefix(_TERMS) if iri.startswith(_TERMS) else name.replace(":", "-"),
        kind,
        index.text(iri, RDFS.label) or name,
        index.text(iri, SKOS.definition),
        tuple(text.value for text in index.texts(iri, SKOS.example)),
        tuple(text.value for text in index.texts(iri, SKOS.scopeNote)),
        index.text(iri, _STATUS),
        _features(index, iri),
        index.text(iri, OWL.deprecated) == "true",
        {words: found for words, found in (away | towards).items() if found},
        tuple(sorted(matches)),
        tuple(sorted(shapes, key=lambda pair: (order.index(pair[0]), pair[1].name))),
    )


def _features(index: Index, iri: str) -> tuple[str, ...]:
    """The further types of a property, such as functional, in words."""
    types = [t for t in index.iris(iri, RDF.type) if t.startswith(str(OWL)) and t not in _KINDS]
    names = [name.removeprefix(str(OWL)).removesuffix("Property") for name in types]
    return tuple(name.lower() for name in names if name != "Deprecated")

"""The code lists: schemes, their concepts as trees, collections and kinds of notation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pyoxigraph as ox
from rdflib import DCTERMS, OWL, RDFS, SKOS

from kg.ontology.index import Index
from kg.terms import shorten
from kg.vocabulary import PREFIXES

_CODES = PREFIXES["gc"]
_KINDS = {
    str(SKOS.ConceptScheme): "scheme",
    str(SKOS.Concept): "code",
    str(SKOS.Collection): "collection",
    str(RDFS.Datatype): "kind of notation",
}
_LINKS = {
    "in scheme": SKOS.inScheme,
    "broader": SKOS.broader,
    "related": SKOS.related,
    "exact match": SKOS.exactMatch,
    "close match": SKOS.closeMatch,
    "broad match": SKOS.broadMatch,
    "narrow match": SKOS.narrowMatch,
    "related match": SKOS.relatedMatch,
    "has members": SKOS.member,
    "see also": RDFS.seeAlso,
    "replaced by": DCTERMS.isReplacedBy,
}


@dataclass(frozen=True, slots=True)
class Code:
    """A concept, a scheme, a collection or a datatype of notations."""

    iri: str
    name: str
    kind: str
    label: str
    labels: tuple[ox.Literal, ...]
    other_labels: tuple[ox.Literal, ...]
    definition: str
    notes: tuple[str, ...]
    notations: tuple[tuple[str, str], ...]
    """The text of each with the IRI of the kind of notation that it is."""
    links: dict[str, tuple[str, ...]]
    children: tuple[str, ...]
    """Narrower codes; of a scheme, its top ones."""
    deprecated: bool

    @property
    def scheme(self) -> str:
        """The scheme of a code; or ""."""
        return next(iter(self.links.get("in scheme", ())), "")


@dataclass(frozen=True, slots=True)
class CodeLists:
    """All codes by IRI, and what is said of the whole."""

    codes: dict[str, Code]
    version: str
    title: str
    description: str
    index: Index

    def of_kind(self, kind: str) -> list[Code]:
        """Those of one kind, by label."""
        found = [code for code in self.codes.values() if code.kind == kind]
        return sorted(found, key=lambda code: (code.label.casefold(), code.iri))

    def in_scheme(self, scheme: str) -> list[Code]:
        """The codes of one scheme, by IRI."""
        return [code for code in self.codes.values() if scheme in code.links.get("in scheme", ())]

    def triples_of(self, name: str) -> tuple[ox.Triple, ...]:
        """What is said of a code; of a scheme, with all its codes."""
        found = list(self.index.about(_CODES + name))
        for code in self.in_scheme(_CODES + name):
            found += self.index.about(code.iri)
        return tuple(found)


def read_codes(index: Index, matches: Callable[[str], dict[str, tuple[str, ...]]]) -> CodeLists:
    """Read the code lists; *matches* gives what alignments say of a code, by relation."""
    codes: dict[str, Code] = {}
    for kind, name in _KINDS.items():
        for iri in index.of_type(kind):
            if iri.startswith(_CODES):
                codes[iri] = _code(index, iri, name, matches(iri))
    return CodeLists(
        dict(sorted(codes.items())),
        index.text(_CODES, OWL.versionInfo),
        index.text(_CODES, DCTERMS.title),
        index.text(_CODES, DCTERMS.description),
        index,
    )


def _code(index: Index, iri: str, kind: str, matches: dict[str, tuple[str, ...]]) -> Code:
    labels = index.texts(iri, SKOS.prefLabel) or index.texts(iri, RDFS.label)
    links = {name: found for name, link in _LINKS.items() if (found := index.iris(iri, link))}
    if within := index.pointing(SKOS.member, iri):
        links["member of"] = within
    down = index.pointing(SKOS.topConceptOf if kind == "scheme" else SKOS.broader, iri)
    return Code(
        iri,
        iri.removeprefix(_CODES),
        kind,
        next((label.value for label in labels), shorten(iri)),
        labels,
        (*index.texts(iri, SKOS.altLabel), *index.texts(iri, SKOS.hiddenLabel)),
        index.text(iri, SKOS.definition),
        tuple(t.value for p in (SKOS.scopeNote, SKOS.note) for t in index.texts(iri, p)),
        tuple((n.value, n.datatype.value) for n in index.texts(iri, SKOS.notation)),
        links | matches,
        tuple(sorted(down, key=lambda code: (index.text(code, SKOS.prefLabel).casefold(), code))),
        index.text(iri, OWL.deprecated) == "true",
    )

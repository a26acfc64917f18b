"""What a dataset is called, who publishes it and how large it is, as its description says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
from rdflib import DCTERMS, SKOS

from kg.export.descriptions.naming import VOID, document_of, part
from kg.export.version import ExportedVersion
from kg.report import Term
from kg.terms import term

_PREFERRED = ("en", None)
"""The languages of which a text is taken first; None is a text without one."""


@dataclass(frozen=True, slots=True)
class About:
    """A dataset in words; *publishers* has names by IRIs, *triples* counts merged facts."""

    title: str
    description: str
    publishers: dict[str, str]
    triples: int


def read_about(version: ExportedVersion, description: Path) -> About:
    """Read the description of a version, a file of Turtle."""
    dataset = part(document_of(version.base_iri), "dataset")
    said: dict[str, list[Term]] = {}
    for quad in ox.parse(path=description, format=ox.RdfFormat.TURTLE):
        if quad.subject == dataset:
            said.setdefault(quad.predicate.value, []).append(quad.object)

    def values(predicate: object) -> list[Term]:
        return said.get(str(predicate), [])

    agents = sorted(values(DCTERMS.publisher) or values(DCTERMS.creator), key=str)
    return About(
        title=_text(values(DCTERMS.title)) or version.base_iri,
        description=_text(values(DCTERMS.description)),
        publishers={
            agent.value: name_of(version, agent)
            for agent in agents
            if isinstance(agent, ox.NamedNode)
        },
        triples=int(_text(values(VOID.triples)) or 0),
    )


def name_of(version: ExportedVersion, thing: ox.NamedNode) -> str:
    """The name of a thing, in English if it has one; else its IRI."""
    return _text(version.values(thing, term(SKOS.prefLabel))) or thing.value


def _text(values: Iterable[Term]) -> str:
    texts = sorted((v for v in values if isinstance(v, ox.Literal)), key=str)
    for language in _PREFERRED:
        for text in texts:
            if text.language == language:
                return text.value
    return texts[0].value if texts else ""

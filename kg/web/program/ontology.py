"""`/ns`, `/code`, `/shapes`, `/align`, `/context.jsonld`: the ontology over HTTP."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox
from flask import Blueprint, Response, render_template, request
from rdflib import DCTERMS, OWL, RDF, SKOS

from kg.ontology import Alignment, Code, packaged_vocabulary
from kg.ontology.index import Index
from kg.ontology.packaged import ONTOLOGY_IRI
from kg.resources import alignment_files, context_document, ontology_files
from kg.terms import english, term
from kg.vocabulary import BASE_IRI, PREFIXES
from kg.web.addresses import split_ending
from kg.web.negotiation import prefer
from kg.web.program import links as ontology_links
from kg.web.program.representations import (
    CC_BY,
    SYNTAXES,
    Document,
    answer,
    kept,
    led_to_current,
    nothing_there,
    shapes_of_the_store,
)

blueprint = Blueprint("ontology", __name__)

_CONTEXT_TYPES = ["application/ld+json", "application/json"]
_SCHEME, _CONCEPT = str(SKOS.ConceptScheme), str(SKOS.Concept)


@blueprint.get("/ns")
def terms() -> Response:
    """Give the classes and properties."""
    return answer(_ontology())


@blueprint.get("/ns.<ending>")
def terms_in(ending: str) -> Response:
    """Give the classes and properties in one syntax."""
    return answer(_ontology(), ending)


@blueprint.get("/ns/<version>")
def terms_of(version: str) -> Response:
    """Give the ontology by the IRI of its version; the one before leads to it."""
    stem, ending = split_ending(version, SYNTAXES)
    known = packaged_vocabulary()
    if stem in _versions_before(known.core, ONTOLOGY_IRI):
        return led_to_current(f"ns/{known.version}", ending)
    if stem != known.version:
        raise nothing_there()
    return answer(_ontology(), ending)


@blueprint.get("/code")
def codes() -> Response:
    """Give all code lists."""
    return answer(_code_lists())


@blueprint.get("/code.<ending>")
def codes_in(ending: str) -> Response:
    """Give all code lists in one syntax."""
    return answer(_code_lists(), ending)


@blueprint.get("/code/<name>")
def code(name: str) -> Response:
    """Give a scheme with its codes, or a code; or all of them by the IRI of their version."""
    stem, ending = split_ending(name, SYNTAXES)
    lists = packaged_vocabulary().codes
    if stem == lists.version:
        return answer(_code_lists(), ending)
    if stem in _versions_before(lists.index, PREFIXES["gc"]):
        return led_to_current(f"code/{lists.version}", ending)
    found = lists.codes.get(PREFIXES["gc"] + stem)
    if found is None:
        raise nothing_there()
    return answer(_one_code(found), ending)


@blueprint.get("/shapes")
def shapes() -> Response:
    """Give the packaged shapes."""
    return answer(_shapes())


@blueprint.get("/shapes.<ending>")
def shapes_in(ending: str) -> Response:
    """Give the packaged shapes in one syntax."""
    return answer(_shapes(), ending)


@blueprint.get("/align/<name>")
def alignment(name: str) -> Response:
    """Give an alignment."""
    stem, ending = split_ending(name, SYNTAXES)
    return answer(_alignment(stem), ending)


@blueprint.get("/align/<name>/<version>")
def alignment_of(name: str, version: str) -> Response:
    """Give an alignment by the IRI of its version."""
    stem, ending = split_ending(version, SYNTAXES)
    document = _alignment(name)
    if stem != packaged_vocabulary().alignments[name].version:
        raise nothing_there()
    return answer(document, ending)


@blueprint.get("/context.jsonld")
def context() -> Response:
    """Give the JSON-LD context, which caches may keep for a day."""
    media_type = prefer(request.headers.get("Accept"), _CONTEXT_TYPES)
    response = kept("context.jsonld", media_type, context_document)
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response


def _versions_before(index: Index, ontology: str) -> set[str]:
    """The versions that a document names as the ones before it, as `1.0.0`."""
    return {iri.rpartition("/")[2] for iri in index.iris(ontology, OWL.priorVersion)}


def _render(template: str, **values: object) -> str:
    return render_template(
        f"ontology/{template}",
        vocabulary=packaged_vocabulary(),
        place=ontology_links.place,
        name=ontology_links.name,
        label=ontology_links.label,
        rule_page=ontology_links.rule_page,
        **values,
    )


def _ontology() -> Document:
    known = packaged_vocabulary()
    return Document(
        "ns",
        str(OWL.Ontology),
        lambda: _render("terms.html"),
        lambda: known.core.triples,
        ontology_files()[0].read_bytes,
    )


def _code_lists() -> Document:
    index = packaged_vocabulary().codes.index
    return Document(
        "code",
        str(OWL.Ontology),
        lambda: _render("codes.html"),
        lambda: index.triples,
        ontology_files()[1].read_bytes,
        also="code/",
    )


def _one_code(code: Code) -> Document:
    lists = packaged_vocabulary().codes
    template = "scheme.html" if code.kind == "scheme" else "code.html"
    return Document(
        f"code/{code.name}",
        _SCHEME if code.kind == "scheme" else _CONCEPT,
        lambda: _render(template, code=code, lists=lists),
        lambda: lists.triples_of(code.name),
    )


def _shapes() -> Document:
    used = shapes_of_the_store()
    return Document(
        "shapes",
        str(OWL.Ontology),
        lambda: _render("shapes.html", used=used),
        lambda: (*_about_shapes(), *packaged_vocabulary().shapes_index.triples),
        edition=f" {used}",
    )


def _about_shapes() -> Iterator[ox.Triple]:
    """What the shapes are as a whole: the answer has them in one document, the program in files."""
    for predicate, value in (
        (RDF.type, term(OWL.Ontology)),
        (DCTERMS.title, english("Shapes for a graph of geopolitical actors")),
        (DCTERMS.license, ox.NamedNode(CC_BY)),
    ):
        yield ox.Triple(ox.NamedNode(f"{BASE_IRI}shapes"), term(predicate), value)


def _alignment(name: str) -> Document:
    found: Alignment | None = packaged_vocabulary().alignments.get(name)
    if found is None:
        raise nothing_there()
    file = next(path for path in alignment_files() if path.stem == f"align-{name}")
    return Document(
        f"align/{name}",
        str(OWL.Ontology),
        lambda: _render("alignment.html", alignment=found),
        lambda: found.index.triples,
        file.read_bytes,
    )

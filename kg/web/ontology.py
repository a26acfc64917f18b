"""`/ns`, `/code`, `/shapes`, `/align`, `/context.jsonld`: the ontology over HTTP."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request
from rdflib import OWL, SKOS

from kg.ontology import Alignment, Code, packaged_vocabulary
from kg.resources import alignment_files, context_document, ontology_files
from kg.vocabulary import PREFIXES
from kg.web import ontology_links
from kg.web.documents_of_program import (
    CC_BY,
    Document,
    answer,
    kept,
    nothing_there,
    shapes_of_the_store,
    split_ending,
)
from kg.web.negotiation import choose

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
    """Give the ontology by the IRI of its version; there is only that of this program."""
    stem, ending = split_ending(version)
    if stem != packaged_vocabulary().version:
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
    stem, ending = split_ending(name)
    lists = packaged_vocabulary().codes
    if stem == lists.version:
        return answer(_code_lists(), ending)
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
    stem, ending = split_ending(name)
    return answer(_alignment(stem), ending)


@blueprint.get("/align/<name>/<version>")
def alignment_of(name: str, version: str) -> Response:
    """Give an alignment by the IRI of its version."""
    stem, ending = split_ending(version)
    document = _alignment(name)
    if stem != packaged_vocabulary().alignments[name].version:
        raise nothing_there()
    return answer(document, ending)


@blueprint.get("/context.jsonld")
def context() -> Response:
    """Give the JSON-LD context, which caches may keep for a day."""
    media_type = choose(request.headers.get("Accept"), _CONTEXT_TYPES)
    response = kept("context.jsonld", media_type, context_document)
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response


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
        lambda: packaged_vocabulary().shapes_index.triples,
        licence=CC_BY,
        edition=f" {used}",
    )


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

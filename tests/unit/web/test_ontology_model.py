"""What pages show of an ontology and of shapes that are not the packaged ones."""

from __future__ import annotations

import pyoxigraph as ox
from rdflib import SH

from kg.ontology.constraints import path_words
from kg.ontology.index import Index
from kg.ontology.shapes import read_shapes
from kg.ontology.terms import read_terms
from kg.vocabulary import GS, PREFIXES

_HEAD = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())


def index(text: str) -> Index:
    """The triples of a Turtle document that may use our prefixes."""
    return Index(quad.triple for quad in ox.parse(_HEAD + text, ox.RdfFormat.TURTLE))


def test_deprecated_terms_are_told() -> None:
    """With what replaces them."""
    found = read_terms(
        index("""
            ga:Old a owl:Class ; owl:deprecated true ; dcterms:isReplacedBy ga:New .
            ga:New a owl:Class ; rdfs:subClassOf ga:Old ."""),
        [],
        [],
    )
    old, new = found[f"{PREFIXES['ga']}Old"], found[f"{PREFIXES['ga']}New"]
    assert (old.deprecated, new.deprecated) == (True, False)
    assert old.relations["Replaced by"] == (new.iri,)
    assert old.relations["Superclass of"] == (new.iri,)


def test_paths_and_lists_are_put_in_words() -> None:
    """A shape is about every property of its path."""
    shapes = index("""
        gs:A a sh:NodeShape ; sh:targetClass ga:Event ; sh:property gs:A-b .
        gs:A-b a sh:PropertyShape ; sh:in ( ga:x 1 ) ; sh:message "{?value} is not one."@en ;
            sh:path ( ga:post
                [ sh:alternativePath ( ga:holder [ sh:inversePath ga:target ] ) ] ) .""")
    shape = read_shapes(shapes)[f"{GS}A-b"]
    assert shape.path == "ga:post, then ga:holder or inverse of ga:target"
    assert [iri.partition("#")[2] for iri in shape.taken("about its values")] == [
        "post",
        "holder",
        "target",
    ]
    assert (shape.constraints[0].iris, shape.constraints[0].text) == (
        (f"{PREFIXES['ga']}x",),
        "1",
    )
    assert shape.message == "⟨value⟩ is not one."
    assert (shape.whole, shape.page) == (f"{GS}A", "A")


def test_a_path_that_is_none_is_called_a_path() -> None:
    """An empty list, or a blank node of which nothing is said."""
    shapes = index("gs:A sh:path [] .")
    path = next(t.object for t in shapes.about(f"{GS}A") if t.predicate.value == str(SH.path))
    assert path_words(shapes, path) == "a path"

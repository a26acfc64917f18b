"""JSON-LD of one thing: it reads like plain JSON, and expands to the same statements."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from kg.export import Selection, open_export
from kg.export.framing import frame, to_json
from kg.export.framing.context import published_context
from kg.guards import with_bundled_contexts
from kg.resources import context_document
from kg.store.embedded import DatasetStore
from tests.export.expanding import canonical, expand, expanded

PREFIXES = b"""@prefix ga: <https://w3id.org/geoactors/ns#> .
@prefix gc: <https://w3id.org/geoactors/code/> .
@prefix e: <http://example.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix schema: <https://schema.org/> .
"""
THING = ox.NamedNode("http://example.org/x")


def quads_of(text: str) -> list[ox.Quad]:
    """Read TriG with our prefixes."""
    return list(ox.parse(PREFIXES + text.encode(), ox.RdfFormat.TRIG))


def framed(text: str, *, by_graph: bool = False) -> dict[str, Any]:
    """The document of `e:x`, which is held to the same statements on the way."""
    quads = quads_of(text)
    document = frame(THING, quads, by_graph=by_graph)
    kept = quads if by_graph else [ox.Quad(*quad.triple) for quad in quads]
    written = to_json(document)
    assert canonical(expanded(json.loads(written))) == canonical(ox.Dataset(kept))
    assert canonical(ox.Dataset(read(written))) == canonical(ox.Dataset(kept))
    return document


def read(written: bytes) -> Iterable[ox.Quad]:
    """Read a document with the parser that the program uses."""
    return ox.parse(with_bundled_contexts(written, "the document"), ox.RdfFormat.JSON_LD)


def _cases(text: str) -> dict[str, str]:
    """Texts of TriG by the headings above them."""
    return dict(case.split("\n", 1) for case in text.split("\n## ")[1:])


_OF_ONE_GRAPH, _OF_GRAPHS = (
    (Path(__file__).parent / "framing-cases.txt").read_text(encoding="utf-8").split("\n# Graphs\n")
)
CASES = _cases(_OF_ONE_GRAPH)
GRAPHS = _cases(_OF_GRAPHS)


@pytest.mark.parametrize("case", CASES)
def test_a_document_expands_to_the_same_statements(case: str) -> None:
    """Whatever is said, by two processors of JSON-LD; nothing is lost and nothing is changed."""
    framed(CASES[case])


def test_doubles_keep_their_forms() -> None:
    """PyLD rewrites them in RDF, which §8.2.2 of the API does not ask for: its objects count."""
    forms = ("1.0E6", "1000000", "1.5E0", "INF", "-INF", "NaN", "0.1")
    quads = quads_of("e:x e:n " + ", ".join(f'"{form}"^^xsd:double' for form in forms) + " .")
    document = frame(THING, quads)
    (found,) = expand(document)
    values = found["http://example.org/n"]
    assert {value["@value"] for value in values} == set(forms)
    assert {value["@type"] for value in values} == {"http://www.w3.org/2001/XMLSchema#double"}
    assert set(read(to_json(document))) == set(quads)


@pytest.mark.parametrize("case", GRAPHS)
def test_graphs_keep_their_names(case: str) -> None:
    """On request, a document has one object for each graph."""
    document = framed(GRAPHS[case], by_graph=True)
    assert document.keys() == {"@context", "@graph"}
    framed(GRAPHS[case])


def test_it_reads_like_plain_json() -> None:
    """Names come first, dates and codes are texts, numbers are numbers, parts are nested."""
    document = framed(
        """e:x ga:seats 3 ; ga:acting true ; ga:endCause gc:replaced ; a ga:Tenure ;
        ga:evidence e:e ; ga:startEarliest "2012-11-06"^^xsd:date ; ga:confidence 0.9 ;
        skos:altLabel "M"@en ; skos:prefLabel "ministre"@fr, "minister"@en, "m"@fr ; e:own "x" .
        e:e a ga:Evidence ; ga:quote "so"@en ; ga:inDocument e:d .
        e:f a ga:Event ; ga:involves e:x ."""
    )
    assert json.dumps(document, indent=1) == json.dumps(
        {
            "@context": "https://w3id.org/geoactors/context.jsonld",
            "id": "http://example.org/x",
            "type": "Tenure",
            "prefLabel": {"en": "minister", "fr": ["m", "ministre"]},
            "altLabel": {"en": "M"},
            "acting": True,
            "confidence": "0.9",
            "endCause": "gc:replaced",
            "evidence": {
                "id": "http://example.org/e",
                "type": "Evidence",
                "inDocument": "http://example.org/d",
                "quote": {"en": "so"},
            },
            "http://example.org/own": "x",
            "seats": 3,
            "startEarliest": "2012-11-06",
            "@reverse": {"involves": {"id": "http://example.org/f", "type": "Event"}},
        },
        indent=1,
    )


def test_a_part_is_nested_nearest_to_the_thing() -> None:
    """And named by its IRI elsewhere, also where that comes first."""
    document = framed(
        "e:x ga:evidence e:e ; ga:appointedBy e:a . e:a ga:evidence e:e . e:e ga:locator 'p. 1' ."
    )
    assert document["evidence"] == {"id": "http://example.org/e", "locator": "p. 1"}
    assert document["appointedBy"]["evidence"] == "http://example.org/e"


def test_a_prefix_that_some_iri_begins_with_is_not_used() -> None:
    """The document says so, since the IRI would be read as a short form."""
    document = framed("e:x ga:holder <gc:x> ; ga:post <schema:y> ; ga:endCause gc:died .")
    assert document["@context"][1] == {"gc": None, "schema": None}
    assert document["holder"] == "gc:x"
    assert document["endCause"] == "https://w3id.org/geoactors/code/died"


@pytest.mark.parametrize("case", CASES)
def test_the_order_of_statements_does_not_count(case: str) -> None:
    """Nor does it count that one is given twice."""
    quads = quads_of(CASES[case])
    written = to_json(frame(THING, quads))
    shuffled = [*quads, *quads]
    random.Random(1).shuffle(shuffled)
    assert to_json(frame(THING, shuffled)) == written


def test_long_chains_do_not_nest_without_end() -> None:
    """Readers of JSON have limits; what is deeper stands on its own."""
    chain = "".join(f"e:n{number} e:p e:n{number + 1} . " for number in range(300))
    document = framed(f"e:x e:p e:n0 . {chain}")
    assert document["@included"]


def test_a_line_is_a_line() -> None:
    """For every reader, also one that knows other ends of lines; texts come back."""
    text = "a\n\u2028\u2029\x85b"
    quad = ox.Quad(THING, THING, ox.Literal(text))
    line = to_json(frame(THING, [quad]), one_line=True)
    assert len(line.decode().splitlines()) == 1
    assert json.loads(line)["http://example.org/x"] == text


def test_the_context_has_what_the_compaction_relies_on() -> None:
    """No base, no default language, no sets; every prefix has a namespace that ends in # or /."""
    entries = json.loads(context_document())["@context"]
    keywords = {key for key in entries if key.startswith("@")}
    definitions = [value for value in entries.values() if isinstance(value, dict)]
    assert keywords == {"@version", "@vocab"}
    assert {key for value in definitions for key in value} == {"@id", "@type", "@container"}
    assert {value.get("@container") for value in definitions} == {None, "@language"}
    context = published_context()
    assert len(context.terms) + len(context.prefixes) + 4 == len(entries)
    assert all(namespace[-1] in "#/" for namespace in context.prefixes)


def test_every_thing_of_the_packaged_data(demo_store: DatasetStore) -> None:
    """Each with all that refers to it, in every property of the model."""
    with open_export(demo_store, Selection()) as version:
        subjects = {t.subject for t in version.triples() if isinstance(t.subject, ox.NamedNode)}
        for subject in sorted(subjects, key=str)[::7]:
            about = {*version.matching(subject, None), *version.matching(None, None, subject)}
            quads = [ox.Quad(*triple) for triple in about]
            assert set(read(to_json(frame(subject, quads)))) == set(quads)


def test_a_hundred_statements_take_less_than_two_milliseconds() -> None:
    """A person with names, tenures and their evidence; the best of many, as others work too."""
    names = "".join(f'skos:prefLabel "name {n}"@l{chr(97 + n)} ; ' for n in range(20))
    tenures = "".join(
        f"e:t{n} a ga:Tenure ; ga:holder e:x ; ga:post e:p{n} ; ga:evidence e:e{n} ;"
        f' ga:startLatest "2020-01-0{n}"^^xsd:date ; ga:endEarliest "2021-01-0{n}"^^xsd:date .'
        f' e:e{n} a ga:Evidence ; ga:quote "q{n}"@en ; ga:inDocument e:d .'
        for n in range(1, 10)
    )
    quads = quads_of(f"e:x {names} a ga:Person . {tenures}")
    assert len(quads) >= 100
    spent = []
    for _ in range(50):
        started = time.perf_counter()
        to_json(frame(THING, quads))
        spent.append(time.perf_counter() - started)
    assert min(spent) < 0.002

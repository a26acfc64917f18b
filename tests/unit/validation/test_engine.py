"""The validator: scopes, context, focus, and equality with pySHACL."""

from __future__ import annotations

from collections.abc import Callable

import pyoxigraph as ox
import pytest

from kg.errors import ResourceError, ShapesError
from kg.report import Scope, Severity, ValidationReport
from kg.validation import PlainValidator, Validator, validate_plain
from tests.oracle import Oracle

EX = "http://example.org/"
Quads = Callable[[str], list[ox.Quad]]

SHAPES = '''
gs: sh:declare [ sh:prefix "ga" ; sh:namespace "https://w3id.org/geoactors/ns#"^^xsd:anyURI ] .

gs:Tenure a sh:NodeShape ; gs:scope gs:graph ; sh:targetClass ga:Tenure ;
    sh:property gs:Tenure-holder, gs:Tenure-start ; sh:sparql [ sh:prefixes gs: ;
        sh:message "It starts on {?start} and has ended on {?value}."@en ;
        sh:select """SELECT $this ?start ?value WHERE { $this ga:start ?start ; ga:end ?value
            FILTER(?value < ?start) }""" ] .
gs:Tenure-holder a sh:PropertyShape ; gs:scope gs:graph ; sh:path ga:holder ;
    sh:class ga:Agent ; sh:minCount 1 ; sh:maxCount 1 ; sh:message "one holder"@en .
gs:Tenure-start a sh:PropertyShape ; gs:scope gs:graph ; sh:path ga:start ;
    sh:datatype xsd:date ; sh:severity sh:Warning ; sh:message "a day"@en .

gs:Every a sh:NodeShape ; gs:scope gs:graph ; sh:nodeKind sh:IRI ; sh:message "an IRI"@en ;
    sh:target [ a sh:SPARQLTarget ; sh:select """SELECT DISTINCT ?this WHERE { ?this ?p ?o }""" ] .

gs:Post a sh:NodeShape ; gs:scope gs:dataset ; sh:targetClass ga:Post ;
    sh:sparql [ sh:prefixes gs: ; sh:message "{?a} and {?b}"@en ;
        sh:select """SELECT $this ?a ?b WHERE { $this a ga:Post . ?s ga:post $this ; ga:holder ?a .
            ?t ga:post $this ; ga:holder ?b FILTER(STR(?a) < STR(?b)) }""" ] .
gs:Vacant a sh:NodeShape ; gs:scope gs:dataset ; sh:targetClass ga:Post ; sh:severity sh:Info ;
    sh:sparql [ sh:prefixes gs: ; sh:message "vacant"@en ;
        sh:select """SELECT $this WHERE { FILTER NOT EXISTS { ?t ga:post $this } }""" ] .
gs:Idle a sh:NodeShape ; gs:scope gs:graph ; sh:targetClass ga:Nothing ; sh:nodeKind sh:IRI .
'''
CONTEXT = """
ga:Person rdfs:subClassOf ga:Individual . ga:Individual rdfs:subClassOf ga:Agent .
ex:p1 a ga:Person ; skos:prefLabel "One"@en . ex:p2 a ga:Person .
ex:o1 a ga:Post ; skos:prefLabel "Post"@en . ex:o2 a ga:Post .
"""
SOUND = """
ex:t1 a ga:Tenure ; ga:holder ex:p1 ; ga:post ex:o1 ; ga:start "2020-01-01"^^xsd:date .
"""
BROKEN = """
ex:t1 a ga:Tenure ; ga:holder ex:p1, ex:p2 ; ga:post ex:o1 ; ga:start "2020-02-30"^^xsd:date .
ex:t2 a ga:Tenure ; ga:holder ex:nobody ; ga:post ex:o1 ; ga:start "2020-01-01"^^xsd:date ;
    ga:end "2019-01-01"^^xsd:date, "-0044-03-15"^^xsd:date .
ex:t3 a ga:Tenure ; ga:start "-0050-01-01"^^xsd:date .
ex:o9 a ga:Post . _:b ga:post ex:o9 .
"""


@pytest.fixture(scope="module")
def validator(quads: Quads) -> Validator:
    """Compile the shapes above in their context."""
    return Validator.from_quads(quads(SHAPES), quads(CONTEXT))


def broken(report: ValidationReport) -> set[tuple[str, str]]:
    """Name the broken shapes with the nodes that break them."""
    return {
        (str(r.focus_node)[1:-1].removeprefix(EX), r.shape.rpartition("#")[2])
        for r in report.results
    }


def verdict(report: ValidationReport) -> set[tuple[str, ...]]:
    """Write all that the oracle must agree on."""
    return {
        (str(r.focus_node), r.shape, r.component, r.path, str(r.value), r.severity, r.label)
        for r in report.results
    }


def test_a_sound_graph_conforms(validator: Validator, quads: Quads) -> None:
    """The class of the holder is known from the context alone."""
    report = validator.validate_graph("urn:g", quads(SOUND))
    assert report.results == ()
    assert report.focus_nodes == 1
    assert report.idle_shapes == ("https://w3id.org/geoactors/shapes#Idle",)


def test_a_broken_graph_breaks_the_shapes_of_its_scope(validator: Validator, quads: Quads) -> None:
    """Nothing is said about nodes of the context, nor by dataset shapes."""
    report = validator.validate_graph("urn:g", quads(BROKEN.replace("_:b", "ex:b")))
    assert broken(report) == {
        ("t1", "Tenure-holder"),
        ("t1", "Tenure-start"),
        ("t2", "Tenure-holder"),
        ("t2", "Tenure"),
        ("t3", "Tenure-holder"),
    }
    assert {(r.scope, r.graph) for r in report.results} == {(Scope.GRAPH, "urn:g")}
    assert not report.conforms


def test_a_blank_node_keeps_its_name(validator: Validator) -> None:
    """The result names it as the data do."""
    blank, node = ox.BlankNode("b42"), ox.NamedNode(EX + "p")
    report = validator.validate_graph("urn:g", [ox.Quad(blank, node, node)])
    assert [(r.focus_node, r.message) for r in report.results] == [(blank, "an IRI")]


def test_messages_hold_the_values_of_their_solution(validator: Validator, quads: Quads) -> None:
    """And the severity is that of the shape."""
    report = validator.validate_graph("urn:g", quads(BROKEN))
    messages = {r.message for r in report.results if r.shape.endswith("#Tenure")}
    assert messages == {
        "It starts on 2020-01-01 and has ended on 2019-01-01.",
        "It starts on 2020-01-01 and has ended on -0044-03-15.",
    }
    assert [r.message for r in report.results if r.severity is Severity.WARNING] == ["a day"]


def test_the_context_does_not_describe_what_the_graph_describes(
    validator: Validator, quads: Quads
) -> None:
    """A graph that only adds to a tenure of the context need not say again what it is."""
    wider = validator.with_context(quads("ex:t1 a ga:Tenure ; ga:holder ex:p1 ."))
    report = wider.validate_graph("urn:g", quads("ex:t1 ga:post ex:o1 ."))
    assert broken(report) == set()
    report = wider.validate_graph("urn:g", quads("ex:t1 a ga:Tenure ; ga:post ex:o1 ."))
    assert broken(report) == {("t1", "Tenure-holder")}
    assert validator.validate_graph("urn:g", quads("ex:t1 ga:post ex:o1 .")).conforms


def test_the_dataset_is_held_to_its_own_shapes(validator: Validator, quads: Quads) -> None:
    """Posts of the context count as data but are no focus nodes."""
    data = quads(
        "ex:o1 a ga:Post . ex:o8 a ga:Post . ex:t1 ga:post ex:o1 ; ga:holder ex:p1 ."
        "ex:t2 ga:post ex:o1 ; ga:holder ex:p2 ."
    )
    report = validator.validate_dataset(data)
    assert broken(report) == {("o1", "Post"), ("o8", "Vacant")}
    assert [r.label for r in report.results] == ["Post", ""]
    assert {(r.scope, r.graph) for r in report.results} == {(Scope.DATASET, "")}


def test_only_the_focus_of_a_dataset_is_looked_at(validator: Validator, quads: Quads) -> None:
    """A write touches few nodes of many."""
    data = quads("ex:o7 a ga:Post . ex:o8 a ga:Post .")
    report = validator.validate_dataset(data, [ox.NamedNode(EX + "o8")])
    assert broken(report) == {("o8", "Vacant")}
    assert report.focus_nodes == 1


@pytest.mark.parametrize("turtle", [SOUND, BROKEN, SOUND + BROKEN])
def test_both_engines_agree(turtle: str, validator: Validator, quads: Quads) -> None:
    """pySHACL, running everything as it stands, gives the same results."""
    data, oracle = quads(turtle), Oracle(quads(SHAPES), quads(CONTEXT))
    assert verdict(validator.validate_graph("urn:g", data)) == verdict(
        oracle.validate_graph("urn:g", data)
    )
    assert verdict(validator.validate_dataset(data)) == verdict(oracle.validate_dataset(data))


def test_other_shapes_share_the_context(validator: Validator, quads: Quads) -> None:
    """The context is converted once."""
    shapes = quads("""gs:S a sh:NodeShape ; gs:scope gs:graph ; sh:targetClass ga:Tenure ;
        sh:property gs:S-p . gs:S-p a sh:PropertyShape ; gs:scope gs:graph ; sh:path ga:holder ;
        sh:not [ sh:class ga:Agent ] .""")
    report = validator.with_shapes(shapes).validate_graph("urn:g", quads(SOUND))
    assert broken(report) == {("t1", "S-p")}


def test_one_graph_leaves_nothing_behind_for_the_next(validator: Validator, quads: Quads) -> None:
    """All graphs of a process share the context, whatever the last one described of it."""
    first = quads("ex:p1 a ga:Post . ga:Person rdfs:subClassOf ga:Thing .")
    sound, broken_one = quads(SOUND), quads(BROKEN)
    expected = validator.validate_graph("urn:g", broken_one)
    for _ in range(3):
        validator.validate_graph("urn:first", first)
        assert validator.validate_graph("urn:g", sound).results == ()
        assert validator.validate_graph("urn:g", broken_one) == expected


def test_a_small_graph_costs_little(
    validator: Validator, quads: Quads, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The context is lent and not copied."""
    validator.validate_graph("urn:first", quads(SOUND))

    def refuse(*_: object) -> None:
        raise AssertionError("a dataset was filled")

    monkeypatch.setattr("kg.validation.context.MemoryDataset.__init__", refuse)
    assert validator.validate_graph("urn:g", quads("ex:x ga:name 1 .")).conforms


def test_an_empty_context_is_no_other_context(validator: Validator, quads: Quads) -> None:
    """Nothing is converted for a write that refers to nothing."""
    assert validator.with_context([]) is validator
    assert validator.with_context(quads("ex:x a ga:Person .")) is not validator


def test_shapes_move_into_another_context(validator: Validator, quads: Quads) -> None:
    """The context is converted once for two sets of shapes."""
    wider = validator.with_context(quads("ex:p3 a ga:Person ."))
    data = quads("ex:t1 a ga:Tenure ; ga:holder ex:p3 .")
    assert not validator.validate_graph("urn:g", data).conforms
    assert validator.in_context_of(wider).validate_graph("urn:g", data).conforms


def test_a_validator_of_nothing_is_refused(quads: Quads) -> None:
    """Whoever brings the shapes is told."""
    with pytest.raises(ResourceError):
        Validator.from_quads([], [])
    with pytest.raises(ShapesError):
        Validator.from_quads([], [], error=ShapesError)


PLAIN = """
ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:property [ sh:path ex:p ; sh:minCount 1 ;
    sh:sparql [ sh:message "big"@en ;
        sh:select "SELECT $this ?value WHERE { $this $PATH ?value FILTER(?value > 9) }" ] ] .
ex:T a sh:NodeShape ; sh:targetNode ex:absent ; sh:property [ sh:path ex:p ; sh:minCount 1 ] .
ex:U a sh:NodeShape ; sh:targetSubjectsOf ex:never ; sh:nodeKind sh:IRI .
"""


def test_plain_shapes_see_the_data_alone(quads: Quads) -> None:
    """No scope, no context, focus nodes that are not in the data as well."""
    data = quads("ex:a a ex:C ; ex:p 010 . ex:b a ex:D . ex:D rdfs:subClassOf ex:C .")
    report = validate_plain(data, quads(PLAIN))
    assert broken(report) == {("a", EX + "S"), ("b", EX + "S"), ("absent", EX + "T")}
    assert {str(r.value) for r in report.results if r.message == "big"} == {
        '"010"^^<http://www.w3.org/2001/XMLSchema#integer>'
    }
    assert report.focus_nodes == 3
    assert report.idle_shapes == (EX + "U",)
    assert {r.scope for r in report.results} == {None}


def test_prefixes_behind_an_import_are_known(quads: Quads) -> None:
    """SHACL §5.2.1: sh:prefixes reaches through owl:imports, which pySHACL overlooks."""
    shapes = quads("""ex:S sh:targetNode ex:a ; sh:sparql [ sh:prefixes ex:one ;
            sh:select "SELECT $this WHERE { $this p:p ?value }" ] . ex:one owl:imports ex:two .
        ex:two sh:declare [ sh:prefix "p" ; sh:namespace "http://example.org/" ] .""")
    assert not validate_plain(quads("ex:a ex:p 1 ."), shapes).conforms


def test_a_backslash_in_the_data_is_no_failure(quads: Quads) -> None:
    """pySHACL puts values into messages by a regular expression."""
    shapes = quads("""ex:S sh:targetNode ex:a ; sh:sparql [ sh:message "It is {?value}." ;
        sh:select "SELECT $this ?value WHERE { $this ?p ?value }" ] .""")
    report = validate_plain(quads(r'ex:a ex:p "C:\\data\\1" .'), shapes)
    assert [r.message for r in report.results] == [r"It is C:\data\1."]


def test_plain_data_are_merged(quads: Quads) -> None:
    """What one graph says counts for a node of another."""
    shapes = quads("ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:class ex:D .")
    data = [
        ox.Quad(quad.subject, quad.predicate, quad.object, ox.NamedNode(f"urn:{number}"))
        for number, quad in enumerate(quads("ex:a a ex:C, ex:D ."))
    ]
    assert validate_plain(data, shapes).conforms


def test_imports_of_plain_shapes_are_noted(quads: Quads) -> None:
    """They are not followed, and the reader is told."""
    shapes = quads(PLAIN + "ex: a owl:Ontology ; owl:imports <http://example.org/more> .")
    report = validate_plain([], shapes)
    assert report.notes == ("The import of http://example.org/more was not followed.",)


def test_deactivated_shapes_are_noted(quads: Quads) -> None:
    """What is switched off passes everything; blank shapes go by the one that they are part of."""
    some = PLAIN + "ex:S sh:property [ sh:path ex:q ; sh:minCount 1 ; sh:deactivated true ] ."
    (note,) = validate_plain([], quads(some)).notes
    assert note.startswith("Deactivated, and not looked at: a property shape of ")
    all_off = "ex:S sh:targetClass ex:C ; sh:nodeKind sh:IRI ; sh:deactivated true ."
    _, note = validate_plain([], quads(all_off)).notes
    assert note == "Every shape with a target is deactivated: nothing was validated."


@pytest.mark.parametrize("stored", [False, True])
@pytest.mark.parametrize(
    ("shape", "data"),
    [
        ("sh:targetClass ex:A ; sh:nodeKind sh:Literal", "ex:y a [ rdfs:subClassOf ex:A ] ."),
        (
            "sh:targetClass ex:A ; sh:nodeKind sh:Literal",
            "ex:y a ex:B . ex:B rdfs:subClassOf [ rdfs:subClassOf ex:A ] .",
        ),
        (
            "sh:targetObjectsOf ex:r ; sh:not [ sh:class ex:A ]",
            "ex:x ex:r ex:y . ex:y a [ rdfs:subClassOf [ rdfs:subClassOf ex:A ] ] .",
        ),
    ],
)
def test_classes_without_a_name_count(shape: str, data: str, stored: bool, quads: Quads) -> None:
    """SHACL speaks of the triples of the data, whatever their nodes are."""
    report = PlainValidator(quads(f"ex:S {shape} .")).validate(quads(data), stored=stored)
    assert [str(result.focus_node) for result in report.results] == [f"<{EX}y>"]
    named = PlainValidator(quads("ex:S sh:targetObjectsOf ex:r ; sh:class ex:A ."))
    assert named.validate(quads(data), stored=stored).conforms


@pytest.mark.parametrize(
    "query",
    [
        "SELECT $this FROM <file:///etc/hostname> WHERE { $this ?p ?o }",
        "SELECT $this \\\\u0046ROM <file:///etc/hostname> WHERE { $this ?p ?o }",
        "SELECT $this WHERE { SERVICE <http://localhost:9/> { $this ?p ?o } }",
    ],
)
def test_plain_shapes_cannot_reach_out(query: str, quads: Quads) -> None:
    """Neither to a file nor to a server."""
    shapes = quads(f'ex:S sh:targetClass ex:C ; sh:sparql [ sh:select "{query}" ] .')
    with pytest.raises(ShapesError):
        validate_plain(quads("ex:a a ex:C ."), shapes)


def test_plain_shapes_that_fail_are_the_callers(quads: Quads) -> None:
    """A failure is no result, and no fault of ours."""
    shapes = quads('ex:S sh:targetClass ex:C ; sh:sparql [ sh:select "SELECT $this {" ] .')
    with pytest.raises(ShapesError, match="cannot be run"):
        validate_plain(quads("ex:a a ex:C ."), shapes)


@pytest.mark.parametrize("stored", [False, True])
def test_a_store_makes_an_integer_of_an_int(stored: bool, quads: Quads) -> None:
    """What was written as one is judged as such, what comes out of a store as what it became."""
    shapes = quads("ex:S a sh:NodeShape ; sh:targetObjectsOf ex:p ; sh:datatype xsd:int .")
    validator = PlainValidator(shapes)
    assert validator.validate(quads("ex:x ex:p 7 ."), stored=stored).conforms is stored
    assert validator.validate(quads("ex:x ex:p '7'^^xsd:int ."), stored=False).conforms

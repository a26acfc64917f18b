"""Reports: what each format says, and that nothing in the data can say it in its place."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest
from rdflib import SH, Graph

from kg.errors import UnsupportedFormatError
from kg.report import Scope, Severity, ValidationReport, ValidationResult
from kg.validation import validate_plain
from kg.validation.reports import FORMATS, MEDIA_TYPES, write_report
from kg.validation.reports.common import place_of, plain, summary_of, term_key, term_text
from kg.validation.terms import graph_of

GS = "https://w3id.org/geoactors/shapes#"
SHACL = "http://www.w3.org/ns/shacl#"
HOSTILE = (
    "<script>alert(1)</script>\n::error::forged\r\n]]>&amp;%0A\x00\x1b[31m\u202e\u2028\x9b31m"
    "\ufffe\t\"'`, ## x"
)


def result(**changes: Any) -> ValidationResult:
    """Build a result, with some fields changed."""
    fields: dict[str, Any] = {
        "focus_node": ox.NamedNode("https://w3id.org/geoactors/id/tenure/t1"),
        "message": "A tenure has exactly one holder.",
        "severity": Severity.VIOLATION,
        "shape": f"{GS}TenureShape-holder",
        "component": f"{SHACL}MaxCountConstraintComponent",
        "path": "ga:holder",
        "value": None,
        "scope": Scope.GRAPH,
        "graph": "https://w3id.org/geoactors/graph/doc/d1",
        "location": "data/d 1.trig:12:3",
        "label": "Minister of Defence",
    }
    return ValidationResult(**fields | changes)


REPORT = ValidationReport.of(
    [
        result(),
        result(
            severity=Severity.WARNING,
            shape=f"{GS}Merged",
            component=f"{SHACL}SPARQLConstraintComponent",
            path="^ga:post/ga:holder",
            value=ox.Literal(
                "2024-05-12", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#date")
            ),
            scope=Scope.DATASET,
            graph="",
            location="",
            label="",
        ),
        result(severity=Severity.INFO, shape="", path="", focus_node=ox.BlankNode("b1"), label=""),
    ],
    focus_nodes=7,
    idle_shapes=[f"{GS}IdleShape", "urn:e:IdleShape"],
    notes=["Two dates were normalised."],
)
SOUND = ValidationReport.of([], focus_nodes=1)
ATTACK = ValidationReport.of(
    [
        result(
            message=HOSTILE,
            label=HOSTILE,
            value=ox.Literal(HOSTILE),
            graph="https://example.org/<g>",
            location=f"{HOSTILE}:3",
            severity=severity,
        )
        for severity in Severity
    ],
    notes=[HOSTILE],
)


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("report", [REPORT, SOUND, ATTACK])
def test_a_report_is_the_same_every_time(format: str, report: ValidationReport) -> None:
    """Two runs can be compared as files; each ends with a line break."""
    text = write_report(report, format)
    assert text == write_report(report, format)
    assert text.endswith("\n")


@pytest.mark.parametrize("format", FORMATS)
def test_no_format_lets_control_characters_through(format: str) -> None:
    """Terminal sequences and marks that turn text around are written as escapes."""
    text = write_report(ATTACK, format)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u202e]", text)


def test_every_format_has_a_media_type() -> None:
    """The two lists agree."""
    assert tuple(MEDIA_TYPES) == FORMATS
    assert all(re.fullmatch(r"[a-z]+/[a-z+]+", media_type) for media_type in MEDIA_TYPES.values())


def test_another_format_is_refused() -> None:
    """The error lists what there is."""
    with pytest.raises(UnsupportedFormatError) as caught:
        write_report(SOUND, "pdf")
    assert "sarif" in str(caught.value)


# ---------- text ----------


def test_the_text_report_can_be_acted_on() -> None:
    """Grouped by rule, worst first, with what to do at the end."""
    assert write_report(REPORT, "text").splitlines() == [
        "Does not conform: 1 violation, 1 warning, 1 info; looked at 7 nodes.",
        "",
        "VIOLATION  gs:TenureShape-holder  (MaxCount)",
        "  A tenure has exactly one holder.",
        "  More: kg validate --explain gs:TenureShape-holder",
        "  - Minister of Defence tenure:t1",
        "      ga:holder",
        "      in data/d 1.trig:12:3",
        "",
        "WARNING  gs:Merged  (SPARQL)",
        "  A tenure has exactly one holder.",
        "  More: kg validate --explain gs:Merged",
        "  - tenure:t1",
        '      ^ga:post/ga:holder "2024-05-12"^^xsd:date',
        "",
        "INFO  (a shape without a name)  (MaxCount)",
        "  A tenure has exactly one holder.",
        "  - _:b1",
        "      in data/d 1.trig:12:3",
        "",
        "What to do: mend each node as its message says, then validate again.",
        "",
        "Shapes with nothing to look at: <urn:e:IdleShape>",
        "Note: Two dates were normalised.",
    ]


def test_a_conforming_text_report_is_one_line() -> None:
    """Silence is gold, but the reader learns how much was looked at."""
    assert write_report(SOUND, "text") == "Conforms: no results; looked at 1 node.\n"


def test_a_long_text_report_is_bounded() -> None:
    """Of each rule twenty nodes are shown, and the rest is counted; so with idle shapes."""
    nodes = [ox.NamedNode(f"http://example.org/n{number}") for number in range(143)]
    report = ValidationReport.of(
        [result(focus_node=node) for node in nodes],
        idle_shapes=[f"urn:e:S{number}" for number in range(25)],
    )
    text = write_report(report, "text")
    assert text.count("  - ") == 20
    assert "  … and 123 more\n" in text
    assert " … and 5 more\n" in text


def test_messages_that_differ_stand_with_their_nodes() -> None:
    """A message with names in it belongs to one node."""
    report = ValidationReport.of([result(message="Anna and Bert"), result(message="Bert and Cleo")])
    text = write_report(report, "text")
    assert "      Anna and Bert\n" in text
    assert "      Bert and Cleo\n" in text


def test_hostile_text_stays_in_its_line() -> None:
    """No label can forge a result of its own."""
    lines = write_report(ATTACK, "text").splitlines()
    assert sum(line.startswith("VIOLATION") for line in lines) == 1
    assert not any(line.lstrip().startswith("::error") for line in lines)


# ---------- JSON and SARIF ----------


def test_the_json_report_has_the_documented_shape() -> None:
    """Programs rely on every name in it."""
    document = json.loads(write_report(REPORT, "json"))
    assert {name: document[name] for name in document if name != "results"} == {
        "conforms": False,
        "counts": {"violation": 1, "warning": 1, "info": 1},
        "focusNodes": 7,
        "idleShapes": [f"{GS}IdleShape", "urn:e:IdleShape"],
        "notes": ["Two dates were normalised."],
        "leftOut": 0,
        "accepted": [],
        "unreadable": [],
    }
    assert document["results"][1] == {
        "focusNode": "https://w3id.org/geoactors/id/tenure/t1",
        "label": "",
        "path": "^ga:post/ga:holder",
        "value": '"2024-05-12"^^<http://www.w3.org/2001/XMLSchema#date>',
        "message": "A tenure has exactly one holder.",
        "severity": "warning",
        "shape": f"{GS}Merged",
        "component": f"{SHACL}SPARQLConstraintComponent",
        "scope": "dataset",
        "graph": "",
        "location": "",
        "near": False,
        "details": [],
    }


def test_json_keeps_hostile_text_whole() -> None:
    """It is escaped, not changed."""
    first = json.loads(write_report(ATTACK, "json"))["results"][0]
    assert first["label"] == first["message"] == HOSTILE


def test_a_sarif_report_points_at_rules_and_places() -> None:
    """SARIF 2.1.0: every result names its rule by id and index, and where it is."""
    document = json.loads(write_report(REPORT, "sarif"))
    (run,) = document["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert document["version"] == "2.1.0"
    assert [rules[r["ruleIndex"]]["id"] for r in run["results"]] == [
        r["ruleId"] for r in run["results"]
    ]
    assert [r["level"] for r in run["results"]] == ["error", "warning", "note"]
    first, second, _ = run["results"]
    assert first["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "data/d%201.trig"},
        "region": {"startLine": 12, "startColumn": 3},
    }
    assert "physicalLocation" not in second["locations"][0]
    logical = second["locations"][0]["logicalLocations"][0]
    assert logical["fullyQualifiedName"] == "https://w3id.org/geoactors/id/tenure/t1"


def test_a_sarif_report_of_nothing_is_a_run() -> None:
    """The run took place and found nothing."""
    (run,) = json.loads(write_report(SOUND, "sarif"))["runs"]
    assert run["results"] == []
    assert run["invocations"] == [{"executionSuccessful": True}]


def test_a_hostile_file_name_is_a_relative_reference_in_sarif() -> None:
    """It cannot become a scheme or a host."""
    report = ValidationReport.of([result(location="javascript:alert//x y:3")])
    (run,) = json.loads(write_report(report, "sarif"))["runs"]
    place = run["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "javascript%3Aalert//x%20y"


# ---------- JUnit, GitHub, HTML ----------


def test_a_junit_report_counts_what_it_holds() -> None:
    """Only violations fail."""
    suite = ElementTree.fromstring(write_report(REPORT, "junit"))[0]
    assert (suite.get("tests"), suite.get("failures")) == ("3", "1")
    assert len(suite) == 3
    (failure,) = suite.iter("failure")
    assert failure.get("message") == "A tenure has exactly one holder."
    assert failure.text == (
        "path: ga:holder\nin data/d 1.trig:12:3\nmore: kg validate --explain gs:TenureShape-holder"
    )
    assert len(list(suite.iter("system-out"))) == 2


def test_a_conforming_junit_report_has_one_passing_test() -> None:
    """A suite without tests counts as an error on some servers."""
    suite = ElementTree.fromstring(write_report(SOUND, "junit"))[0]
    assert [case.get("name") for case in suite] == ["conforms"]


def test_hostile_text_is_legal_xml() -> None:
    """Characters that XML cannot hold are replaced, tags stay text."""
    suite = ElementTree.fromstring(write_report(ATTACK, "junit"))[0]
    assert {element.tag for element in suite.iter()} == {
        "testsuite",
        "testcase",
        "failure",
        "system-out",
    }


def test_github_commands_carry_place_and_title() -> None:
    """One command per result, then the report for the log."""
    lines = write_report(REPORT, "github").splitlines()
    assert lines[:3] == [
        "::error file=data/d 1.trig,line=12,col=3,title=gs%3ATenureShape-holder"
        "::Minister of Defence tenure:t1: A tenure has exactly one holder."
        f" See {GS}TenureShape-holder",
        f"::warning title=gs%3AMerged::tenure:t1: A tenure has exactly one holder. See {GS}Merged",
        "::notice file=data/d 1.trig,line=12,col=3,title=shape"
        "::_:b1: A tenure has exactly one holder.",
    ]
    assert lines[4:-1] == write_report(REPORT, "text").splitlines()


def test_hostile_text_forges_no_command() -> None:
    """Line breaks, colons, commas and percents keep to their places."""
    lines = write_report(ATTACK, "github").splitlines()
    assert [line.split(" ")[0] for line in lines[:3]] == ["::error", "::warning", "::notice"]
    start, token = lines[3].rsplit("::", 1)
    assert (start, lines[-1]) == ("::stop-commands", f"::{token}::")
    assert not any(token in line for line in lines[4:-1])
    properties = lines[0].removeprefix("::error ").partition("::")[0]
    assert [pair.partition("=")[0] for pair in properties.split(",")] == ["file", "line", "title"]
    assert "%250A" in lines[0]


class Tags(HTMLParser):
    """Collects the tags of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        """Note a tag."""
        self.found.add(tag)


def test_hostile_text_adds_no_tag() -> None:
    """The page of an attack has the tags of any other, and links to our own rules alone."""
    page = write_report(ATTACK, "html")
    assert Tags(page).found == Tags(write_report(REPORT, "html")).found
    assert "<script" not in page
    assert set(re.findall('href="([^"]*)"', page)) == {f"{GS}TenureShape-holder"}
    stranger = ValidationReport.of([result(shape=f'{GS}x"><script>'), result(shape="urn:x:y")])
    assert "href" not in write_report(stranger, "html")


def test_the_page_says_what_the_text_says() -> None:
    """Summary, rules, nodes and notes."""
    page = write_report(REPORT, "html")
    for part in (summary_of(REPORT), "gs:Merged", "tenure:t1", "Two dates were normalised."):
        assert part in page


# ---------- RDF ----------


@pytest.mark.parametrize(
    ("format", "syntax"),
    [("turtle", ox.RdfFormat.TURTLE), ("jsonld", ox.RdfFormat.JSON_LD)],
)
@pytest.mark.parametrize("report", [REPORT, SOUND, ATTACK])
def test_an_rdf_report_is_a_shacl_report(
    format: str, syntax: ox.RdfFormat, report: ValidationReport
) -> None:
    """SHACL §3.6: one report, which conforms only when it has no result at all."""
    graph = graph_of(ox.parse(write_report(report, format), format=syntax))
    assert [bool(value) for value in graph.objects(None, SH.conforms)] == [not report.results]
    assert len(list(graph.objects(None, SH.result))) == len(report.results)
    for predicate in (SH.focusNode, SH.resultSeverity, SH.sourceConstraintComponent):
        assert len(list(graph.objects(None, predicate))) == len(report.results)


def test_an_rdf_report_keeps_path_value_and_message() -> None:
    """The path becomes RDF again, hostile text stays as it is."""
    graph = Graph().parse(data=write_report(REPORT, "turtle"), format="turtle")
    assert len(list(graph.objects(None, SH.inversePath))) == 1
    assert {str(value) for value in graph.objects(None, SH.value)} == {"2024-05-12"}
    attack = Graph().parse(data=write_report(ATTACK, "turtle"), format="turtle")
    assert {str(text) for text in attack.objects(None, SH.resultMessage)} == {HOSTILE}


def test_a_literal_cannot_pass_for_a_prefix() -> None:
    """Prefix lines are put in order, and text that looks like one stays where it is."""
    report = ValidationReport.of([result(message="a\u2028@prefix sh: <urn:x> .\n@prefix y")])
    graph = Graph().parse(data=write_report(report, "turtle"), format="turtle")
    (message,) = graph.objects(None, SH.resultMessage)
    assert "@prefix sh: <urn:x>" in str(message)


# ---------- what they share ----------


@pytest.mark.parametrize(
    ("location", "place"),
    [
        ("", ("", 0, 0)),
        ("data/a.ttl", ("data/a.ttl", 0, 0)),
        ("data/a.ttl:12", ("data/a.ttl", 12, 0)),
        ("data/a.ttl:12:3", ("data/a.ttl", 12, 3)),
        ("C:\\data\\a.ttl:12", ("C:\\data\\a.ttl", 12, 0)),
        ("a:b.ttl", ("a:b.ttl", 0, 0)),
    ],
)
def test_a_location_is_split(location: str, place: tuple[str, int, int]) -> None:
    """File, line and column, as far as they are known."""
    assert place_of(location) == place


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("Шойгу 中国 حسن 👩‍💻 e\u0301", "Шойгу 中国 حسن 👩‍💻 e\u0301"),
        ("a\nb\tc\r", "a\\nb\\tc\\r"),
        ("\x1b[31m\x9b", "\\u001b[31m\\u009b"),
        ("\u202eabc\u2066", "\\u202eabc\\u2066"),
    ],
)
def test_only_unsafe_characters_are_escaped(text: str, escaped: str) -> None:
    """Every script stays legible."""
    assert plain(text) == escaped


@pytest.mark.parametrize(
    ("term", "text", "key"),
    [
        (
            ox.NamedNode("https://w3id.org/geoactors/ns#holder"),
            "ga:holder",
            "https://w3id.org/geoactors/ns#holder",
        ),
        (ox.NamedNode("http://example.org/a"), "<http://example.org/a>", "http://example.org/a"),
        (ox.BlankNode("b"), "_:b", "_:b"),
        (ox.Literal("a"), '"a"', '"a"'),
        (ox.Literal("中国", language="zh"), '"中国"@zh', '"中国"@zh'),
        (ox.Literal(1), '"1"^^xsd:integer', '"1"^^<http://www.w3.org/2001/XMLSchema#integer>'),
    ],
)
def test_terms_are_written_for_readers_and_for_programs(
    term: ox.NamedNode | ox.BlankNode | ox.Literal, text: str, key: str
) -> None:
    """Short for the one, whole for the other; a literal is never taken for an IRI."""
    assert (term_text(term), term_key(term)) == (text, key)


def test_the_report_of_a_validation_can_be_written(
    quads: Callable[[str], list[ox.Quad]],
) -> None:
    """Every path that the validator writes can be read back."""
    shapes = quads("""ex:S a sh:NodeShape ; sh:targetNode ex:a ; sh:property [ sh:minCount 1 ;
        sh:path ( ex:p [ sh:zeroOrMorePath [ sh:alternativePath ( ga:holder ex:q ) ] ] ) ] .""")
    report = validate_plain([], shapes)
    assert all("resultPath" in write_report(report, format) for format in ("turtle", "jsonld"))

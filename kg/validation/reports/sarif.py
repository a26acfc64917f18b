"""The report as SARIF 2.1.0, which code hosts show beside the lines of a file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from kg import __version__
from kg.report import Severity, Unreadable, ValidationReport, ValidationResult
from kg.terms import shorten
from kg.validation.reports.catalogue import command_of, link_of
from kg.validation.reports.common import (
    json_text,
    left_text,
    message_text,
    node_text,
    place_of,
    place_text,
    plain,
    reason_text,
    term_key,
    term_text,
)
from kg.validation.reports.extent import MOST_LINES, MOST_RESULTS, chosen, clipped

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS = {Severity.VIOLATION: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_UNNAMED = "shape"
_UNREADABLE = "unreadable"


def write_sarif(report: ValidationReport) -> str:
    """Write one run; its rules are the shapes that have results, accepted ones suppressed."""
    results = chosen(report.results, MOST_RESULTS["sarif"])
    accepted = report.accepted[: MOST_RESULTS["sarif"] - len(results)]
    rules = _rules([*results, *(entry.result for entry in accepted)], report.unreadable)
    places = {rule["id"]: place for place, rule in enumerate(rules)}
    found = [_file(document) for document in report.unreadable[:MOST_LINES]]
    found += [_result(result) for result in results]
    for entry in accepted:
        found.append(_result(entry.result) | {"suppressions": [_suppression(entry.reason)]})
    for result in found:
        result["ruleIndex"] = places[result["ruleId"]]
        if accepted:  # all results of a run say whether they are suppressed, or none (§3.27.23)
            result.setdefault("suppressions", [])
    run = {
        "tool": {"driver": {"name": "geoactors", "version": __version__, "rules": rules}},
        "invocations": [_invocation(report, len(results))],
        "columnKind": "unicodeCodePoints",
        "results": found,
    }
    return json_text({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _invocation(report: ValidationReport, shown: int) -> dict[str, Any]:
    remarks = [left_text(report, shown), *report.notes[:MOST_LINES]]
    notes = [{"level": "note", "message": {"text": plain(remark)}} for remark in remarks if remark]
    invocation: dict[str, Any] = {"executionSuccessful": not report.unreadable}
    return invocation | ({"toolExecutionNotifications": notes} if notes else {})


def _rules(
    results: Iterable[ValidationResult], unreadable: Iterable[Unreadable]
) -> list[dict[str, Any]]:
    firsts: dict[str, ValidationResult] = {}
    for result in results:
        firsts.setdefault(result.shape or _UNNAMED, result)
    rules = [_rule(shape, first) for shape, first in sorted(firsts.items())]
    if any(unreadable):
        text = "The file cannot be read, and was not validated."
        rules.append({"id": _UNREADABLE, "shortDescription": {"text": text}})
    return rules


def _rule(shape: str, first: ValidationResult) -> dict[str, Any]:
    rule: dict[str, Any] = {
        "id": shape,
        "shortDescription": {"text": message_text(first) or plain(shape)},
        "defaultConfiguration": {"level": _LEVELS[first.severity]},
    }
    if link := link_of(shape):
        rule["name"] = shorten(shape)
        rule["helpUri"] = link
        rule["help"] = {"text": f"{command_of(shape)} says why, with examples."}
    return rule


def _file(document: Unreadable) -> dict[str, Any]:
    text = clipped(plain(document.message)) or "It cannot be read."
    place = _physical(document.location)
    return {
        "ruleId": _UNREADABLE,
        "level": "error",
        "message": {"text": text},
        "locations": [place] if place else [],
    }


def _result(result: ValidationResult) -> dict[str, Any]:
    text = f"{node_text(result)}: {message_text(result)}"
    if reasons := reason_text(result):
        text += f" Because: {reasons}"
    return {
        "ruleId": result.shape or _UNNAMED,
        "level": _LEVELS[result.severity],
        "message": {"text": text},
        "locations": [_location(result)],
    }


def _suppression(reason: str) -> dict[str, str]:
    return {"kind": "external", "justification": plain(reason)}


def _location(result: ValidationResult) -> dict[str, Any]:
    logical = {
        "name": clipped(plain(result.label) or term_text(result.focus_node)),
        "fullyQualifiedName": term_key(result.focus_node),
        "kind": "resource",
    }
    location = {"logicalLocations": [logical]} | _physical(result.location)
    return location | ({"message": {"text": place_text(result)}} if result.near else {})


def _physical(place: str) -> dict[str, Any]:
    file, line, column = place_of(place)
    if not file:
        return {}
    physical: dict[str, Any] = {
        # a name that is no UTF-8 keeps its bytes
        "artifactLocation": {"uri": quote(file, errors="surrogateescape")}
    }
    if line:
        physical["region"] = {"startLine": line} | ({"startColumn": column} if column else {})
    return {"physicalLocation": physical}

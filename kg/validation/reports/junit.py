"""The report as JUnit XML, which build servers show as tests."""

from __future__ import annotations

import re
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from kg.report import Accepted, Severity, Unreadable, ValidationReport, ValidationResult
from kg.terms import shorten
from kg.validation.reports.catalogue import command_of
from kg.validation.reports.common import (
    left_text,
    message_text,
    node_text,
    place_of,
    place_text,
    plain,
    reason_text,
    value_text,
)
from kg.validation.reports.extent import MOST_RESULTS, chosen, clipped

_MOST = MOST_RESULTS["junit"]
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_junit(report: ValidationReport) -> str:
    """Write one test per result: a violation fails, a milder result passes with output.

    A file that cannot be read is an error, an accepted result a skipped test. The numbers are
    those of the tests that stand there; what is left out is said at the end.
    """
    suite = Element("testsuite", name="SHACL")
    for document in report.unreadable[:_MOST]:
        _add_file(suite, document)
    results = chosen(report.results, _MOST)
    for result in results:
        _add_case(suite, result)
    for entry in report.accepted[: _MOST - len(results)]:
        _add_accepted(suite, entry)
    if not len(suite):
        SubElement(suite, "testcase", classname="SHACL", name="conforms")
    _count(suite)
    if left := left_text(report, len(results)):
        SubElement(suite, "system-out").text = left
    suites = Element("testsuites")
    suites.append(suite)
    ElementTree.indent(suites)
    body = ElementTree.tostring(suites, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'


def _count(suite: Element) -> None:
    for name, tag in (
        ("tests", "testcase"),
        ("failures", "failure"),
        ("errors", "error"),
        ("skipped", "skipped"),
    ):
        suite.set(name, str(len(list(suite.iter(tag)))))


def _add_file(suite: Element, document: Unreadable) -> None:
    file = _legal(place_of(document.location)[0])
    case = SubElement(suite, "testcase", classname="syntax", name=file, file=file)
    message = _legal(clipped(document.message))
    error = SubElement(case, "error", message=message, type="syntax")
    error.text = _legal(f"in: {document.location}")


def _add_accepted(suite: Element, entry: Accepted) -> None:
    case = _case(suite, entry.result)
    SubElement(case, "skipped", message=_legal(f"accepted by the baseline: {entry.reason}"))


def _add_case(suite: Element, result: ValidationResult) -> None:
    case = _case(suite, result)
    message, detail = _legal(message_text(result)), _detail(result)
    if result.severity is Severity.VIOLATION:
        failure = SubElement(case, "failure", message=message, type=_legal(result.component))
        failure.text = detail
    else:
        SubElement(case, "system-out").text = f"{result.severity}: {message}\n{detail}"


def _case(suite: Element, result: ValidationResult) -> Element:
    case = SubElement(
        suite,
        "testcase",
        classname=_legal(shorten(result.shape)),
        name=_legal(node_text(result)),
    )
    if file := place_of(result.location)[0]:
        case.set("file", _legal(file))
    return case


def _detail(result: ValidationResult) -> str:
    lines = [f"path: {clipped(result.path)}"] if result.path else []
    if result.value is not None:
        lines.append(f"value: {value_text(result.value)}")
    if reasons := reason_text(result):
        lines.append(f"because: {reasons}")
    lines.append(place_text(result))
    if command := command_of(result.shape):
        lines.append(f"more: {command}")
    return "\n".join(_legal(line) for line in lines if line)


def _legal(text: str) -> str:
    return _NOT_XML.sub("\ufffd", plain(text))

"""The report as JUnit XML, which build servers show as tests."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from kg.report import Severity, ValidationReport, ValidationResult
from kg.terms import shorten
from kg.validation.reports.common import plain, term_text

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_junit(report: ValidationReport) -> str:
    """Write one test per result: a violation fails, a milder result passes with output."""
    failures = len(report.violations)
    suite = ElementTree.Element(
        "testsuite",
        name="SHACL",
        tests=str(max(len(report.results), 1)),
        failures=str(failures),
        errors="0",
        skipped="0",
    )
    for result in report.results:
        _add_case(suite, result)
    if not report.results:
        ElementTree.SubElement(suite, "testcase", classname="SHACL", name="conforms")
    suites = ElementTree.Element("testsuites")
    suites.append(suite)
    ElementTree.indent(suites)
    body = ElementTree.tostring(suites, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'


def _add_case(suite: ElementTree.Element, result: ValidationResult) -> None:
    name = f"{result.label} {term_text(result.focus_node)}".strip()
    case = ElementTree.SubElement(
        suite, "testcase", classname=_legal(shorten(result.shape)), name=_legal(name)
    )
    detail = _detail(result)
    if result.severity is Severity.VIOLATION:
        failure = ElementTree.SubElement(
            case, "failure", message=_legal(result.message), type=_legal(result.component)
        )
        failure.text = detail
    else:
        ElementTree.SubElement(
            case, "system-out"
        ).text = f"{result.severity}: {_legal(result.message)}\n{detail}"


def _detail(result: ValidationResult) -> str:
    lines = [f"path: {result.path}"] if result.path else []
    if result.value is not None:
        lines.append(f"value: {term_text(result.value)}")
    where = result.location or result.graph
    return "\n".join(_legal(line) for line in [*lines, *([f"in: {where}"] if where else [])])


def _legal(text: str) -> str:
    return _NOT_XML.sub("\ufffd", plain(text))

"""The report as a small page without scripts."""

from __future__ import annotations

from html import escape

from kg.report import ValidationReport, ValidationResult
from kg.terms import shorten
from kg.validation.reports.common import plain, rules_of, summary_of, term_text


def write_html(report: ValidationReport) -> str:
    """Write a page; nothing in it is a link, since any scheme may stand in an IRI."""
    rules = "".join(_rule(results) for results in rules_of(report.results))
    notes = "".join(f"<p>{_text(note)}</p>\n" for note in report.notes)
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        "<title>Validation report</title>\n</head>\n<body>\n<main>\n"
        f"<h1>Validation report</h1>\n<p>{_text(summary_of(report))}</p>\n"
        f"{rules}{notes}</main>\n</body>\n</html>\n"
    )


def _rule(results: list[ValidationResult]) -> str:
    first = results[0]
    rows = "".join(_row(result) for result in results)
    name = shorten(first.shape) if first.shape else "a shape without a name"
    return (
        f'<section class="{first.severity}">\n'
        f"<h2>{_text(first.severity.capitalize())}: <code>{_text(name)}</code></h2>\n"
        "<table>\n<thead><tr><th>Node</th><th>Message</th><th>Path</th><th>Value</th>"
        f"<th>Where</th></tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n</section>\n"
    )


def _row(result: ValidationResult) -> str:
    node = f"{_text(result.label)} <code>{_text(term_text(result.focus_node))}</code>"
    value = "" if result.value is None else term_text(result.value)
    cells = [
        node.strip(),
        _text(result.message),
        f"<code>{_text(result.path)}</code>" if result.path else "",
        f"<code>{_text(value)}</code>" if value else "",
        _text(result.location or result.graph),
    ]
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>\n"


def _text(text: str) -> str:
    return escape(plain(text))

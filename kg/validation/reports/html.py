"""The report as a small page without scripts."""

from __future__ import annotations

from html import escape

from kg.report import ValidationReport, ValidationResult
from kg.validation.reports.catalogue import link_of
from kg.validation.reports.common import (
    accepted_lines,
    left_text,
    message_text,
    node_text,
    place_text,
    plain,
    rules_of,
    shape_text,
    summary_of,
    value_text,
    what_broke,
)
from kg.validation.reports.extent import (
    MOST_LINES,
    MOST_NODES,
    MOST_RULES,
    and_more,
    clipped,
    reasons_of,
)


def write_html(report: ValidationReport) -> str:
    """Write a page; it links to packaged rules alone, since any scheme may stand in an IRI."""
    rules = rules_of(report.results)[:MOST_RULES]
    remarks = [
        left_text(report, sum(len(results) for results in rules)),
        " ".join(accepted_lines(report)),
        *(plain(note) for note in report.notes[:MOST_LINES]),
        and_more(len(report.notes) - MOST_LINES, "notes"),
    ]
    body = _files(report) + "".join(_rule(results) for results in rules)
    body += "".join(f"<p>{escape(remark)}</p>\n" for remark in remarks if remark)
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        "<title>Validation report</title>\n</head>\n<body>\n<main>\n"
        f"<h1>Validation report</h1>\n<p>{escape(summary_of(report))}</p>\n"
        f"{body}</main>\n</body>\n</html>\n"
    )


def _files(report: ValidationReport) -> str:
    if not report.unreadable:
        return ""
    lines = [
        f"{plain(document.location)}: {clipped(plain(document.message))}"
        for document in report.unreadable[:MOST_LINES]
    ]
    lines.append(and_more(len(report.unreadable) - MOST_LINES))
    items = "".join(f"<li>{escape(line)}</li>" for line in lines if line)
    return f"<h2>Cannot be read, and was not validated</h2>\n<ul>{items}</ul>\n"


def _rule(results: list[ValidationResult]) -> str:
    first = results[0]
    rows = "".join(_row(result) for result in results[: MOST_NODES["html"]])
    more = and_more(len(results) - MOST_NODES["html"])
    name = f"<code>{escape(shape_text(first.shape))}</code>"
    if link := link_of(first.shape):
        name = f'<a href="{escape(link)}">{name}</a>'
    return (
        f'<section class="{first.severity}">\n'
        f"<h2>{escape(first.severity.capitalize())}: {name}</h2>\n"
        "<table>\n<thead><tr><th>Node</th><th>Message</th><th>Path</th><th>Value</th>"
        f"<th>Where</th></tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n"
        f"{f'<p>{escape(more)}</p>' if more else ''}</section>\n"
    )


def _row(result: ValidationResult) -> str:
    path, value = clipped(plain(result.path)), value_text(result.value)
    cells = [
        f"<code>{escape(node_text(result))}</code>",
        escape(message_text(result)) + _reasons(result, 0),
        f"<code>{escape(path)}</code>" if path else "",
        f"<code>{escape(value)}</code>" if value else "",
        escape(place_text(result)),
    ]
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>\n"


def _reasons(result: ValidationResult, depth: int) -> str:
    kept, more = reasons_of(result, depth)
    items = [
        f"<li>{escape(what_broke(reason))}{_reasons(reason, depth + 1)}</li>" for reason in kept
    ]
    items += [f"<li>{escape(and_more(more))}</li>"] if more else []
    return f"<ul>{''.join(items)}</ul>" if items else ""

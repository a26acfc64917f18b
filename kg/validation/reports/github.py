"""The report as workflow commands of GitHub Actions, which mark the lines of a change."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

from kg.report import Severity, Unreadable, ValidationReport, ValidationResult
from kg.terms import shorten
from kg.validation.reports.catalogue import link_of
from kg.validation.reports.common import (
    message_text,
    node_text,
    place_of,
    plain,
    reason_text,
)
from kg.validation.reports.extent import MOST_ANNOTATIONS, chosen, clipped
from kg.validation.reports.text import write_text

_COMMANDS = {Severity.VIOLATION: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def write_github(report: ValidationReport) -> str:
    """Write the annotations that GitHub has room for, then the whole report for the log."""
    files = report.unreadable[:MOST_ANNOTATIONS]
    lines = [_file_command(document) for document in files]
    for severity in Severity:
        room = MOST_ANNOTATIONS - (len(files) if severity is Severity.VIOLATION else 0)
        results = chosen(report.at_least(severity, only=True), room)
        lines += [_command(result) for result in results]
    return "\n".join([*lines, *_log(write_text(report))]) + "\n"


def _log(text: str) -> Iterator[str]:
    """Keep the runner from taking a part of the text for a command.

    What ends the pause is the digest of the text, so the text cannot hold it.
    """
    token = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    yield from (f"::stop-commands::{token}", text.removesuffix("\n"), f"::{token}::")


def _file_command(document: Unreadable) -> str:
    properties = _place(document.location) | {"title": "Cannot be read"}
    return _written("error", properties, clipped(plain(document.message)))


def _command(result: ValidationResult) -> str:
    properties = _place(result.location)
    properties["title"] = plain(shorten(result.shape)) if result.shape else "shape"
    text = f"{node_text(result)}: {message_text(result)}"
    if reasons := reason_text(result):
        text += f" Because: {reasons}"
    if link := link_of(result.shape):
        text += f" See {link}"
    return _written(_COMMANDS[result.severity], properties, text)


def _place(location: str) -> dict[str, str]:
    file, line, column = place_of(location)
    return {"file": file, "line": str(line or ""), "col": str(column or "")}


def _written(command: str, properties: dict[str, str], text: str) -> str:
    listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items() if value)
    return f"::{command} {listed}::{_data(text)}"


def _data(text: str) -> str:
    # Percent first: it introduces the escapes of the runner.
    return plain(text).replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")

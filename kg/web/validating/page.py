"""The page of `/validate`: the form, and above it what was found in what the form has sent."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.resources import files

from flask import render_template

from kg.errors import InputError, RdfSyntaxError, SourcePositionError
from kg.report import ValidationReport
from kg.web.problems import public_sentences
from kg.web.state import state
from kg.web.validating.findings import Findings, findings_of
from kg.web.validating.sending import Sent
from kg.web.validating.syntaxes import SYNTAXES
from kg.web.validating.text import FormText, Mark, ShownText, fitting, shown_text, text_for_form

_PLACE = re.compile(r"^(?::\d+){0,2}: ")  # the page shows it beside the sentence


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why nothing was validated: a sentence, what to try, and the place in the text."""

    sentence: str
    hint: str = ""
    line: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True)
class Answered:
    """What came of a document that was sent, with its text as far as it is shown."""

    sent: Sent
    source: ShownText
    findings: Findings | None = None
    trouble: Trouble | None = None
    notes: tuple[str, ...] = ()
    looked_at: int = 0


def empty_form(example: bool) -> str:
    """The page with nothing sent yet; with *example*, a text with mistakes stands in it."""
    return _page(text=FormText(example_text() if example else ""), example=example)


def refused(error: InputError, text: str) -> str:
    """The page for something that was sent and cannot be read at all; its *text* is kept."""
    return _page(text=fitting(text), trouble=Trouble(*public_sentences(error)))


def unreadable(sent: Sent, error: InputError) -> str:
    """The page for a text that is not in its syntax, or breaks a limit: the line is marked."""
    place = (error.line, error.column) if isinstance(error, SourcePositionError) else (0, 0)
    marks = {place[0]: [Mark(1, "violation")]} if place[0] else {}
    sentence, hint = public_sentences(error)
    sentence = _PLACE.sub("", sentence.removeprefix(sent.part.name), count=1)
    if not hint and isinstance(error, RdfSyntaxError):
        hint = f"It was read as {sent.syntax}. If it is in another syntax, choose that below."
    trouble = Trouble(sentence, hint, *place)
    source = shown_text(sent.part.path, marks, place)
    return _page(Answered(sent, source, trouble=trouble), text_for_form(sent.part.path))


def validated(sent: Sent, report: ValidationReport) -> str:
    """The page with a report."""
    findings = findings_of(report)
    source = shown_text(sent.part.path, findings.marks)
    answered = Answered(
        sent, source, findings, notes=report.notes[:20], looked_at=report.focus_nodes
    )
    return _page(answered, text_for_form(sent.part.path))


def example_text() -> str:
    """The text with mistakes that comes with the program."""
    return files("kg.web.validating").joinpath("example.ttl").read_text(encoding="utf-8")


def _page(
    answered: Answered | None = None,
    text: FormText | None = None,
    *,
    trouble: Trouble | None = None,
    example: bool = False,
) -> str:
    return render_template(
        "validate.html",
        answered=answered,
        trouble=trouble,
        form=text or FormText(),
        example=example,
        syntaxes=SYNTAXES,
        most=state().settings.body_bytes >> 20,
    )

"""`/rules` and `/problem`: what a rule asks and why, and what a type of problem means."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import PurePosixPath

from flask import Blueprint, Response, render_template, request
from markupsafe import Markup

from kg.errors import ResourceError
from kg.resources import problems_file, resource_root
from kg.validation.reports.catalogue import explain, pages
from kg.web.addresses import link
from kg.web.negotiation import HTML, choose
from kg.web.program.links import rule_page
from kg.web.program.markdown import to_html, to_inline_html
from kg.web.program.representations import kept, nothing_there

blueprint = Blueprint("rules", __name__)

_MARKDOWN = "text/markdown"
_ROW = re.compile(r"^\| `([a-z-]+)` \| (\d+) \| (.*?) \| (.*?) \|$")
_NAME = re.compile(r"[A-Za-z]+Shape(-[A-Za-z0-9]+)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Problem:
    """A type of problem, as the documentation has it."""

    kind: str
    status: str
    meaning: str
    remedy: str


@blueprint.get("/rules")
def rules() -> Response:
    """List the rules."""
    return _page("rules", (resource_root() / "docs" / "rules" / "README.md").read_text("utf-8"))


@blueprint.get("/rules/<shape>")
def rule(shape: str) -> Response:
    """Give what the page of a rule says."""
    if shape not in pages():
        raise nothing_there()
    return _page(f"rules/{shape}", explain(shape))


@blueprint.get("/problem")
def problems() -> Response:
    """List the types of problems."""
    return _problem_page("problem", list(known_problems().values()))


@blueprint.get("/problem/<kind>")
def problem(kind: str) -> Response:
    """Give what a type of problem means, and what to do."""
    found = known_problems().get(kind)
    if found is None:
        raise nothing_there()
    return _problem_page(f"problem/{kind}", [found])


@cache
def known_problems() -> dict[str, Problem]:
    """The types of problems by name, from the tables of the documentation.

    Raises:
        ResourceError: the documentation is not there.
    """
    try:
        lines = problems_file().read_text("utf-8").splitlines()
    except OSError as error:
        raise ResourceError(f"The page about problems cannot be read: {error}.") from error
    rows = (row.groups() for line in lines if (row := _ROW.match(line)))
    return {kind: Problem(kind, *cells) for kind, *cells in rows}


def _page(path: str, text: str) -> Response:
    media_type = choose(request.headers.get("Accept"), [HTML, _MARKDOWN])
    if media_type == _MARKDOWN:
        return kept(path, media_type, lambda: text)
    title = text.partition("\n")[0].removeprefix("# ")

    def make() -> str:
        return render_template("ontology/text.html", title=title, text=to_html(text, _lead))

    return kept(path, media_type, make)


def _problem_page(path: str, found: list[Problem]) -> Response:
    media_type = choose(request.headers.get("Accept"), [HTML])

    def make() -> str:
        return render_template("ontology/problems.html", problems=found, inline=_inline)

    return kept(path, media_type, make)


def _inline(text: str) -> Markup:
    return to_inline_html(text, _lead)


def _lead(address: str) -> str:
    """Where a link of the documentation leads on this server; "" for what is not served."""
    if address.startswith("https://"):
        return link(address)
    file = PurePosixPath(address.partition("#")[0])
    if file.suffix == ".ttl" and file.parent.name == "shapes":
        return f"{request.script_root}/shapes"
    return rule_page(file.stem) if file.suffix == ".md" and _NAME.fullmatch(file.stem) else ""

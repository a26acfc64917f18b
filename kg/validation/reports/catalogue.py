"""The pages about the packaged rules: where a report sends its reader, also without a network."""

from __future__ import annotations

import re
from difflib import get_close_matches
from pathlib import Path

from kg.errors import NotFoundError, ResourceError
from kg.resources import resource_root
from kg.terms import expand, shorten
from kg.vocabulary import GS

_NAME = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)?")
_REMARK = re.compile(r"^<!--.*-->\n\n", re.MULTILINE)
_SECTION = re.compile(r"^(?=## )", re.MULTILINE)


def is_packaged(shape: str) -> bool:
    """Whether the IRI of a shape is that of a packaged rule, and safe to link to."""
    return shape.startswith(str(GS)) and bool(_NAME.fullmatch(shape.removeprefix(str(GS))))


def link_of(shape: str) -> str:
    """The stable address of a packaged rule, which is its IRI; nothing for any other shape."""
    return shape if is_packaged(shape) else ""


def command_of(shape: str) -> str:
    """The command that prints the page of a packaged rule; nothing for any other shape."""
    return f"kg validate --explain {shorten(shape)}" if is_packaged(shape) else ""


def pages() -> dict[str, Path]:
    """Find the pages by the names of their node shapes.

    Raises:
        ResourceError: there are none; the installation is broken.
    """
    found = (resource_root() / "docs" / "rules").glob("*Shape.md")
    named = {path.stem: path for path in sorted(found)}
    if not named:
        raise ResourceError(
            "The pages about the rules are not beside the program.",
            hint="Install geoactors again.",
        )
    return named


def explain(rule: str) -> str:
    """Read what the page says of *rule*: an IRI, a prefixed name, or the name alone.

    Of a property shape that is the head of the page, its section and what passes.

    Raises:
        NotFoundError: there is no packaged rule of this name.
        ResourceError: the pages are missing.
    """
    name = expand(rule).removeprefix(str(GS)) if ":" in rule else rule
    page = pages().get(name.partition("-")[0])
    if page is None:
        raise _unknown(rule)
    text = _REMARK.sub("", page.read_text(encoding="utf-8"))
    if "-" not in name:
        return text
    head, *sections = _SECTION.split(text)
    kept = [s for s in sections if s.startswith((f"## gs:{name}\n", "## What passes\n"))]
    if not kept or kept[0].startswith("## What passes"):
        raise _unknown(rule)
    return head + "".join(kept)


def _unknown(rule: str) -> NotFoundError:
    near = get_close_matches(rule.rpartition(":")[2].rpartition("#")[2], pages(), 1)
    example = f"Did you mean gs:{near[0]}?" if near else "One is gs:TenureShape-holder."
    return NotFoundError(
        f"There is no packaged rule named {rule[:200]}.",
        hint=f"{example} docs/rules/README.md lists them all.",
    )

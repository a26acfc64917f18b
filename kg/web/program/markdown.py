"""Documentation in Markdown as HTML: headings with anchors, no HTML of its own, known links."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

_READER = MarkdownIt("commonmark", {"html": False}).enable("table")
_NO_ANCHOR = re.compile(r"[^A-Za-z0-9]+")


def to_html(text: str, lead: Callable[[str], str]) -> Markup:
    """Render a document; *lead* gives the address for a link, or "" to leave its text alone."""
    tokens = _READER.parse(text)
    for token, content in pairwise(tokens):
        if token.type == "heading_open":
            token.attrSet("id", anchor(content.content))
    for token in tokens:
        _mend(token.children or (), lead)
    return _written(tokens)


def to_inline_html(text: str, lead: Callable[[str], str]) -> Markup:
    """Render the text of a paragraph or of a cell."""
    tokens = _READER.parseInline(text)
    for token in tokens:
        _mend(token.children or (), lead)
    return _written(tokens)


def anchor(heading: str) -> str:
    """The anchor of a heading: `TenureShape-holder` for that of gs:TenureShape-holder."""
    return _NO_ANCHOR.sub("-", heading.removeprefix("gs:").partition(": ")[0]).strip("-")


def _written(tokens: Sequence[Token]) -> Markup:
    html = _READER.renderer.render(tokens, _READER.options, {})
    return Markup(html)  # noqa: S704 - the reader has escaped all HTML


def _mend(tokens: Iterable[Token], lead: Callable[[str], str]) -> None:
    ended = "a"
    for token in tokens:
        if token.type == "link_open":
            address = lead(str(token.attrs.get("href", "")))
            token.attrs = {"href": address} if address else {}
            token.tag = ended = "a" if address else "span"
        elif token.type == "link_close":
            token.tag = ended

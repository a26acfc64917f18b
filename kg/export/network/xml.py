"""Writes XML piece by piece: nothing of a document is held but the tag that is being written."""

from __future__ import annotations

from typing import IO
from xml.sax.saxutils import escape, quoteattr

HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
_BREAKS = {"\r": "&#13;"}


class XmlWriter:
    """Lines of XML for a binary file; texts come without characters that XML has no place for."""

    def __init__(self, output: IO[bytes]) -> None:
        self._output = output

    def line(self, markup: str) -> None:
        """Write markup as it is."""
        self._output.write(f"{markup}\n".encode())


def start_tag(name: str, **attributes: str) -> str:
    """A start tag; attributes that are empty are left out."""
    said = (
        f" {key.strip('_')}={quoteattr(value, _BREAKS)}"
        for key, value in attributes.items()
        if value
    )
    return f"<{name}{''.join(said)}>"


def empty_tag(name: str, **attributes: str) -> str:
    """A tag of an element without content."""
    return f"{start_tag(name, **attributes)[:-1]}/>"


def element(name: str, text: str, **attributes: str) -> str:
    """An element with a text."""
    return f"{start_tag(name, **attributes)}{escape(text, _BREAKS)}</{name}>"

"""Names of others on one line of a drawing, where no element of HTML can isolate them."""

from __future__ import annotations


def readable(text: str) -> str:
    """A text on one line, without signs that turn or hide what stands around it."""
    return " ".join("".join(c if _keeps(c) else " " for c in text).split())


def _keeps(character: str) -> bool:
    """Whether it is no control character; joiners, which some scripts need, stay."""
    return character.isprintable() or character in "\u200c\u200d"

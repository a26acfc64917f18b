"""Slugs of IRIs out of the keys of a source, and pieces of them for fragments."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from hashlib import sha256

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_OTHER = re.compile(r"[^a-z0-9]+")
_LONGEST = 80


def is_slug(text: str) -> bool:
    """Whether a text is a slug as it stands."""
    return len(text) <= _LONGEST and _SLUG.fullmatch(text) is not None


@lru_cache(maxsize=1 << 14)
def slug(text: str) -> str:
    """Write a text with small letters, digits and single hyphens, and no longer than 80 characters.

    Letters lose their accents. What cannot be written so, or is too long, ends in a digest
    of the text, so that different texts of another script have different slugs.
    """
    letters = text if text.isascii() else _without_accents(text)
    body = _OTHER.sub("-", letters.lower()).strip("-")
    if len(body) <= _LONGEST and body and letters.isascii():
        return body
    digest = sha256(text.encode()).hexdigest()[:8]
    return f"{body[: _LONGEST - 9].rstrip('-')}-{digest}".lstrip("-")


def _without_accents(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text)
    return "".join(character for character in plain if not unicodedata.combining(character))

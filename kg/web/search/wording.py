"""Why a result was found, in words: "alias, Russian: Шойгу"."""

from __future__ import annotations

from kg.search import Hit
from kg.web.languages import language_name

_LONGEST = 120
_NOUNS = {"sounds like": "sound"}
"""Ways to find a name that are not named by a noun."""


def how(hit: Hit) -> str:
    """By what a hit was found: "alias, Russian"."""
    way, language = hit.matched.how, hit.matched.language
    return ", ".join([_NOUNS.get(way, way), *([language_name(language)] if language else [])])


def reason(hit: Hit) -> str:
    """Why a hit was found; "" where its label itself was."""
    matched = hit.matched
    if matched.how == "name" and matched.text == hit.label:
        return ""
    text = matched.text if len(matched.text) <= _LONGEST else matched.text[:_LONGEST] + "…"
    return f"{how(hit)}: {text}" if text else how(hit)

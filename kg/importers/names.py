"""Texts of a source: cleaned of what no text holds, and the script that a name is written in."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from kg.importers.rows import LONGEST_TEXT, RowError

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_SPACE = re.compile(r"\s+")
_SCRIPTS = {
    "ARABIC": "Arab",
    "ARMENIAN": "Armn",
    "BENGALI": "Beng",
    "CJK": "Hani",
    "CYRILLIC": "Cyrl",
    "DEVANAGARI": "Deva",
    "ETHIOPIC": "Ethi",
    "GEORGIAN": "Geor",
    "GREEK": "Grek",
    "HANGUL": "Hang",
    "HEBREW": "Hebr",
    "HIRAGANA": "Jpan",
    "KATAKANA": "Jpan",
    "KHMER": "Khmr",
    "LATIN": "Latn",
    "MYANMAR": "Mymr",
    "THAI": "Thai",
}


def clean(text: str) -> str:
    """A text with single spaces and composed characters (NFC), no direction marks at its ends.

    Raises:
        RowError: it holds control characters, or is longer than any text of a source.
    """
    if text.isascii() and text.isprintable() and "  " not in text and len(text) < 1000:
        return text.strip()
    if len(text) > LONGEST_TEXT:
        raise RowError(f"a text has {len(text):,} characters; at most {LONGEST_TEXT:,} are read")
    if found := _CONTROL.search(text):
        raise RowError(f"a text holds the control character U+{ord(found[0]):04X}: {text[:40]!r}")
    return _SPACE.sub(" ", unicodedata.normalize("NFC", text)).strip(" \u200e\u200f\ufeff")


@lru_cache(maxsize=1 << 14)
def script_language(text: str, latin: str = "en") -> str:
    """A language tag for a name whose language is not known, by its script: `und-Cyrl`.

    *latin* is the tag for Latin script, as that of the language of the source.
    """
    if text.isascii():
        return latin
    counts: dict[str, int] = {}
    for character in text:
        if character.isalpha():
            script = _SCRIPTS.get(unicodedata.name(character, "").partition(" ")[0], "Zzzz")
            counts[script] = counts.get(script, 0) + 1
    if not counts:
        return latin
    script = max(counts, key=lambda name: (counts[name], name))
    return latin if script == "Latn" else ("und" if script == "Zzzz" else f"und-{script}")

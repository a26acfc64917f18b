"""Adjectives of countries as the Office of the Historian uses them in prose."""

from __future__ import annotations

from kg.importers.demonyms import DEMONYMS

_OF_THE_SOURCE = {
    "Czechoslovak": "czechoslovakia",
    "East German": "german-democratic-republic",
    "Guinean": "guinea",
    "Soviet": "soviet-union",
    "U.S.": "united-states",
    "West German": "germany",
    "Yugoslav": "yugoslavia",
    "Zairian": "congo-democratic-republic",
}

ADJECTIVES = {word: code.lower() for word, code in DEMONYMS.items()} | _OF_THE_SOURCE
"""Adjective → what `Countries.find` takes. Who is called South Vietnamese, Palestinian or Korean
has none here: the adjective names no one state of the source."""

"""Titles before names, as the Office of the Historian writes them: "President X"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

# Titles of offices, and the code of gc:post-type; empty where the title alone does not tell.
OFFICES = {
    "Ambassador": "ambassador",
    "Amir": "monarch",
    "Chairman": "",
    "Chairman of the Presidency": "",
    "Chancellor": "head-of-government",
    "Chief of State": "head-of-state",
    "Crown Prince": "",
    "Defense Minister": "defence-minister",
    "Defense Secretary": "defence-minister",
    "Deputy Foreign Minister": "deputy-minister",
    "Deputy Prime Minister": "deputy-head-of-government",
    "Emir": "monarch",
    "Emperor": "monarch",
    "External Affairs Minister": "foreign-minister",
    "Federal Chancellor": "head-of-government",
    "Finance Minister": "finance-minister",
    "Deputy First Minister": "",
    "First Minister": "",
    "First Secretary": "party-leader",
    "Foreign Affairs Minister": "foreign-minister",
    "Foreign Affairs Secretary": "foreign-minister",
    "Foreign Minister": "foreign-minister",
    "Foreign Relations Secretary": "foreign-minister",
    "Foreign Secretary": "foreign-minister",
    "General Secretary": "party-leader",
    "Governor General": "",
    "Grand Duchess": "monarch",
    "Grand Duke": "monarch",
    "Head of State": "head-of-state",
    "Interior Minister": "interior-minister",
    "Junta Member": "",
    "King": "monarch",
    "Minister": "",
    "Pope": "religious-leader",
    "Premier": "prime-minister",
    "President": "president",
    "Prime Minister": "prime-minister",
    "Provisional President": "president",
    "Queen": "",
    "Regent": "",
    "Secretary": "",
    "Secretary General": "",
    "Secretary of State": "",
    "Secretary-General": "",
    "Shah": "monarch",
    "State Counselor": "",
    "State Councilor": "",
    "Sultan": "monarch",
    "Supreme Leader": "",
    "Taoiseach": "prime-minister",
    "Vice Chancellor": "deputy-head-of-government",
    "Vice Premier": "deputy-head-of-government",
    "Vice President": "vice-president",
}
# Titles that are no office of a state.
_RANKS = (
    "Admiral",
    "Archbishop",
    "Brigadier General",
    "Cardinal",
    "Colonel",
    "Field Marshal",
    "General",
    "Generalissimo",
    "Lieutenant General",
    "Lord",
    "Major General",
    "Marshal",
    "Prince",
    "Princess",
    "Sheik",
    "Sheikh",
    "Viscount",
)
_HONORIFICS = frozenset((*_RANKS, "Al", "Ben", "Bin", "Dom", "Earl", "El", "Lady", "Sir"))


def _choice(words: object) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))  # type: ignore[call-overload]


TITLE = (
    r"(?P<former>former |[Tt]hen-)?(?P<acting>Acting )?"
    rf"(?P<title>{_choice((*OFFICES, *_RANKS))})(?P<elect> ?- ?(?:[Ee]lect|[Dd]esignate))?"
)
"""A title, within a larger expression; used once in it."""
_NAMED = re.compile(rf"{TITLE}(?: and (?=Prince)|-(?=Prince)| )(?P<name>\S.*)")
_BETWEEN = re.compile(rf"(?: and |, )(?=(?:{_choice((*OFFICES, *_RANKS))})(?: |-))")


@dataclass(frozen=True, slots=True)
class Named:
    """A person as a text names one: the whole text, and what it tells of title and name.

    *title* is one of OFFICES, or empty. *holds* is false of those who held it once, or were yet to.
    """

    text: str
    title: str = ""
    name: str = ""
    acting: bool = False
    holds: bool = False

    @property
    def is_full(self) -> bool:
        """Whether the name has two words, so that it can tell one person from others."""
        words = (w for w in self.name.split() if w not in _HONORIFICS and not w[:1].islower())
        return len(list(words)) > 1

    @property
    def type(self) -> str:
        """The code of gc:post-type of the title; empty where it does not tell."""
        return OFFICES.get(self.title, "")


def named(match: re.Match[str], text: str) -> Named:
    """What a match of an expression with TITLE and a group `name` says."""
    title = match["title"] if match["title"] in OFFICES else ""
    holds = bool(title) and not match["former"] and not match["elect"]
    return Named(text, title, match["name"], bool(match["acting"]), holds)


@lru_cache(maxsize=1 << 12)
def read_named(text: str) -> tuple[Named, ...]:
    """Read the persons of a text that holds nothing but persons.

    It is split at a comma or "and" before a title, when each part then is a title with a name.
    What has no title is one person of that text.
    """
    parts = _split(text)
    matches = [_NAMED.fullmatch(part) for part in parts]
    if all(matches):
        return tuple(named(m, p) for m, p in zip(matches, parts, strict=True) if m)
    whole = _NAMED.fullmatch(text)
    return (named(whole, text),) if whole else (Named(text, name=text),)


def _split(text: str) -> list[str]:
    parts, begin = [], 0
    for match in _BETWEEN.finditer(text):
        if _NAMED.fullmatch(text[begin : match.start()]) and _NAMED.fullmatch(text[match.end() :]):
            parts.append(text[begin : match.start()])
            begin = match.end()
    return [*parts, text[begin:]]

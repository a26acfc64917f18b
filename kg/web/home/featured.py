"""The questions that the first page asks in plain words, with where each is answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Featured:
    """A question, and the stored query with its values that has rows where it can be answered.

    It opens *page* with the parameters *asked*; where there is none, the stored query itself.
    """

    question: str
    query: str
    values: Mapping[str, str] = field(default_factory=dict)
    page: str = ""
    asked: Mapping[str, str] = field(default_factory=dict)


_PEOPLE = (
    Featured(
        "Who was Russia’s defence minister on 12 May 2024, and who says so?",
        "answers-on-date",
        {"post": "post:defence-minister-russia", "at": "2024-05-12"},
        "/page/post/defence-minister-russia",
        {"at": "2024-05-12"},
    ),
    Featured(
        "Who was Secretary of Russia’s Security Council on 28 November 2025?",
        "answers-on-date",
        {"post": "post:security-council-secretary-russia", "at": "2025-11-28"},
        "/page/post/security-council-secretary-russia",
        {"at": "2025-11-28"},
    ),
    Featured(
        "Who sat in the French cabinet on 1 June 2015?",
        "cabinet-on-date",
        {"state": "agent:france", "at": "2015-06-01"},
        "/cabinet/france",
        {"at": "2015-06-01"},
    ),
    Featured(
        "Who has been Prime Minister of Japan, and when?",
        "holders-of-post",
        {"post": "post:q274948"},
        "/page/post/q274948",
    ),
)
_EVENTS = (
    Featured(
        "What was announced for Moscow in the first week of December 2025?",
        "coming-events-in-place",
        {"place": "place:moscow", "since": "2025-12-01", "until": "2025-12-07"},
        "/page/place/moscow",
        {"from": "2025-12-01", "until": "2025-12-07"},
    ),
    Featured(
        "Who meets whom in the first week of December 2025?",
        "who-meets-whom",
        {"since": "2025-12-01", "until": "2025-12-07"},
    ),
    Featured(
        "Whom did those who stand for the United Kingdom meet in 1995, and in which posts?",
        "met-while-holding",
        {"who": "agent:united-kingdom", "since": "1995-01-01", "until": "1995-12-31"},
    ),
    Featured(
        "Which events were announced and never reported to have taken place?",
        "announced-but-not-occurred",
    ),
)
_CLAIMS = (
    Featured(
        "What does China deny?",
        "quotes-for-fact",
        {"fact": "stance:china-denies"},
        "/page/agent/china#claims",
    ),
    Featured("Which claims are contested, and who contradicts whom?", "contested-claims"),
    Featured(
        "Who accuses China, and how often?", "accusations-against-state", {"state": "agent:china"}
    ),
    Featured("Who was put on a sanctions list while in office?", "sanctioned-in-office"),
)
FEATURED = (
    ("People and posts", _PEOPLE),
    ("Meetings and events", _EVENTS),
    ("Claims and sources", _CLAIMS),
)
"""The questions by subject; a dataset is asked only what it can answer."""

"""The stored questions by what they are about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from urllib.parse import urlencode

from kg.lookup import AT, list_queries
from kg.resources import query_files
from kg.sparql import Parameter

_TOPICS = {
    "Posts, and who holds them": (
        "answers-on-date",
        "believed-on",
        "holders-of-post",
        "definite-holders-on-date",
        "possible-holders-on-date",
        "acting-holders-of-post",
        "vacant-periods-of-post",
        "predecessor-and-successor",
        "posts-held-by-person",
        "former-posts-on-date",
        "how-tenures-ended",
        "moves-between-post-types",
        "sanctioned-in-office",
    ),
    "States, governments and organisations": (
        "cabinet-on-date",
        "government-of-state-on-date",
        "bodies-of-state-on-date",
        "posts-in-body",
        "members-of-organisation-on-date",
        "who-joined-or-left",
        "successor-chain",
    ),
    "Meetings and other events": (
        "who-meets-whom",
        "met-while-holding",
        "coming-events-in-place",
        "visits-abroad-in-year",
        "participants-of-event",
        "status-history-of-event",
        "announced-but-not-occurred",
        "cancelled-or-postponed",
        "invitations-and-outcomes",
        "events-concerning-topic",
        "parts-and-rounds",
        "posts-changed-since-meeting",
    ),
    "What is claimed, and what is denied": (
        "contested-claims",
        "stances-of-actor-on-topic",
        "changed-stances",
        "accusations-against-state",
        "conditional-threats",
        "quotes-of-spokesperson",
        "drafters-of-proposal",
    ),
    "Sources, and how sure they are": (
        "documents-for-fact",
        "quotes-for-fact",
        "conflicting-dates",
        "facts-with-inferred-date",
        "known-by-date",
        "thinly-sourced-facts",
        "corrections",
        "sources",
    ),
}
_REST = {
    "panels": "Behind the pages of things",
    "served": "The dataset itself",
    "questions": "Further questions",
    "competency": "Further questions",
}
"""Where a question goes that no topic names, by its folder."""


@dataclass(frozen=True, slots=True)
class StoredQuestion:
    """A question with its name and parameters."""

    name: str
    question: str
    parameters: list[Parameter]

    def on(self, days: Mapping[str, str]) -> str:
        """The part of its address for the days of a page; `at` where the question asks about one.

        It begins with a question mark, or is "".
        """
        named = {parameter.name for parameter in self.parameters}
        kept = {name: day for name, day in days.items() if name != AT or AT in named}
        return f"?{urlencode(kept)}" if kept else ""


@dataclass(frozen=True, slots=True)
class Topic:
    """Questions about one thing, in the order that they are best read in."""

    title: str
    questions: list[StoredQuestion] = field(default_factory=list)


@cache
def topics() -> tuple[Topic, ...]:
    """All stored questions, each in one topic; those of the pages and of the service come last."""
    stored = {query[0]: StoredQuestion(*query) for query in list_queries()}
    found = [
        Topic(title, [stored.pop(name) for name in names if name in stored])
        for title, names in _TOPICS.items()
    ]
    files = query_files()
    rest = {title: Topic(title) for title in reversed(dict.fromkeys(_REST.values()))}
    for name, question in stored.items():
        rest[_REST[files[name].parent.name]].questions.append(question)
    return tuple(topic for topic in (*found, *rest.values()) if topic.questions)

"""What the home page offers to open: questions that this dataset answers, and its things."""

from __future__ import annotations

import json
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import request

from kg.lookup import AT, example_values, list_queries, parameter_values, prepare, stored_query
from kg.resources import read_query
from kg.terms import plain, shorten
from kg.web.addresses import link
from kg.web.answering import KNOWN_AT
from kg.web.asking import rows
from kg.web.cache import CachedAnswer
from kg.web.days import Days
from kg.web.state import state
from kg.web.things.shown import Shown

_MOST_THINGS = 12

_FEATURED = (
    (
        "Who held Russia’s defence ministry on 12 May 2024?",
        "answers-on-date",
        {"post": "post:defence-minister-russia", "at": "2024-05-12"},
    ),
    (
        "Who was Secretary of Russia’s Security Council on 28 November 2025?",
        "answers-on-date",
        {"post": "post:security-council-secretary-russia", "at": "2025-11-28"},
    ),
)
"""Questions that show what the four answers mean, with their settings."""


@dataclass(frozen=True, slots=True)
class Example:
    """A question with a link to its answer."""

    question: str
    setting: str
    link: str


def featured_questions(days: Days) -> list[Example]:
    """The questions that show what the four answers mean, whatever the dataset."""
    return [
        Example(question, "", _link(stored_query(name), values, days))
        for question, name, values in _FEATURED
    ]


def example_questions(version: int, days: Days) -> list[Example]:
    """The stored questions whose examples this version can answer."""
    answerable = _answerable(version)
    examples = []
    for name, question, parameters in list_queries():
        if name in answerable:
            values = _asked(example_values(stored_query(name)), days)
            setting = ", ".join(f"{p.name} = {values[p.name]}" for p in parameters)
            examples.append(Example(question, setting, _link(stored_query(name), values, days)))
    return examples


def _answerable(version: int) -> list[str]:
    """The names of these questions; the days of a page do not change them."""
    key = (version, "answerable")
    if (held := state().cache.get(key)) is None:
        names = []
        for name, _, _ in list_queries():
            text = stored_query(name)
            if rows(version, prepare(text, parameter_values(text, example_values(text))), 1).rows:
                names.append(name)
        held = CachedAnswer((), json.dumps(names).encode())
        state().cache.put(key, held)
    return [str(name) for name in json.loads(held.body)]


def _asked(values: dict[str, str], days: Days) -> dict[str, str]:
    return values | ({AT: str(days.at)} if days.at and AT in values else {})


def _link(text: str, values: dict[str, str], days: Days) -> str:
    query = prepare(text, parameter_values(text, _asked(values, days)))
    known = {KNOWN_AT: str(days.known)} if days.known else {}
    return f"{request.script_root}/sparql?" + urlencode({"query": query} | known)


def example_things(version: int) -> list[Shown]:
    """Some things of the dataset, with their places on this server."""
    found = rows(version, read_query("some-things"), _MOST_THINGS)
    iris = dict.fromkeys(plain(row["thing"]) for row in found.rows)
    return [
        Shown(found.labels.get(iri) or shorten(iri).strip("<>"), "", link(iri), iri) for iri in iris
    ]

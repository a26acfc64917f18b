"""What the home page offers to open: questions that this dataset answers, and its things."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from flask import request

from kg.lookup import AT, example_values, parameter_values, prepare, stored_query
from kg.resources import query_files, read_query
from kg.sparql import parameters, question
from kg.terms import plain, shorten
from kg.web.asking import rows
from kg.web.days import Days
from kg.web.home.featured import FEATURED, Featured
from kg.web.known import KNOWN_AT
from kg.web.places import place_of
from kg.web.state import state
from kg.web.things.shown import Shown

_MOST_THINGS = 12
_LONGEST = 80  # characters of a name
_SECONDS = 3.0  # that the first visitor may have to wait
_FOLDERS = ("questions", "competency")
"""The folders of the stored queries that people ask; the others serve pages."""


@dataclass(frozen=True, slots=True)
class Example:
    """A question with a link to its answer."""

    question: str
    setting: str
    link: str


@dataclass(frozen=True, slots=True)
class ExampleGroup:
    """Questions about one subject."""

    title: str
    examples: list[Example] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Examples:
    """The questions that a version can answer; *whole* says that all were asked of it."""

    featured: list[ExampleGroup]
    others: list[Example]
    whole: bool


@cache
def checks() -> list[str]:
    """The queries that have rows where the examples can be answered, in the order to ask them."""
    return [*(_query(one.query, one.values) for one in _featured()), *map(_query, _questions())]


def known_examples(version: int, days: Days) -> Examples:
    """The examples that a version can answer; of one that is new, those of the one before."""
    able, whole = state().questions.answered(version, checks(), _SECONDS)
    groups = [
        ExampleGroup(
            title, [_opened(one, days) for one in group if _query(one.query, one.values) in able]
        )
        for title, group in FEATURED
    ]
    others = [_example(name, days) for name in _questions() if _query(name) in able]
    return Examples([group for group in groups if group.examples], others, whole)


def _featured() -> list[Featured]:
    return [featured for _, group in FEATURED for featured in group]


def _questions() -> list[str]:
    return [name for name, path in query_files().items() if path.parent.name in _FOLDERS]


def _query(name: str, values: Mapping[str, str] | None = None) -> str:
    """A stored query with its values, those of its own example where none are given."""
    text = stored_query(name)
    return prepare(text, parameter_values(text, example_values(text) if values is None else values))


def _example(name: str, days: Days) -> Example:
    text = stored_query(name)
    values = example_values(text)
    if days.at and AT in values:
        values |= {AT: str(days.at)}
    setting = ", ".join(f"{p.name} = {values[p.name]}" for p in parameters(text))
    return Example(question(text), setting, _asked(name, values, days))


def _opened(featured: Featured, days: Days) -> Example:
    """A question that names its own day keeps it, whatever the day of the page."""
    if not featured.page:
        return Example(featured.question, "", _asked(featured.query, featured.values, days))
    path, mark, fragment = featured.page.partition("#")
    known = {KNOWN_AT: str(days.known)} if days.known else {}
    place = Days().on(f"{request.script_root}{path}", **featured.asked, **known)
    return Example(featured.question, "", f"{place}{mark}{fragment}")


def _asked(name: str, values: Mapping[str, str], days: Days) -> str:
    known = {KNOWN_AT: str(days.known)} if days.known else {}
    return Days().on(f"{request.script_root}/queries/{name}", **values, **known)


def example_things(version: int, days: Days) -> list[Shown]:
    """Some things of the dataset, with their places on this server."""
    found = rows(version, read_query("some-things"), _MOST_THINGS)
    if not found.rows:
        found = rows(version, read_query("any-things"), _MOST_THINGS)
    iris = dict.fromkeys(plain(row["thing"]) for row in found.rows)
    return [
        Shown(_cut(found.labels.get(iri) or shorten(iri).strip("<>")), "", place_of(iri, days), iri)
        for iri in iris
    ]


def _cut(name: str) -> str:
    return name if len(name) <= _LONGEST else f"{name[:_LONGEST]}…"

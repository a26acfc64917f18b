"""Popolo JSON: persons, organisations, posts, memberships, areas and events of public life."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from kg.importers.facts import Facts
from kg.importers.files import InputFile
from kg.importers.formats import Format
from kg.importers.json_documents import array_names, read_items
from kg.importers.options import Options
from kg.importers.popolo_index import NAME, Index
from kg.importers.popolo_items import Item
from kg.importers.popolo_memberships import Memberships
from kg.importers.popolo_things import Things
from kg.importers.popolo_words import Words
from kg.importers.release import Terms
from kg.importers.rows import Fate, Row, skipped

# What is referred to comes before what refers to it.
_ORDER = ("areas", "organizations", "posts", "events", "persons", "", "memberships")
_UNNAMED = "unnamed publisher of Popolo data"
_UNDETERMINED = "http://rightsstatements.org/vocab/UND/1.0/"
_OF_PERSONS = frozenset(("given_name", "family_name", "birth_date", "gender", "other_names"))


class Popolo:
    """The things and memberships of all documents of a release."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        words = Words(facts)
        self._index = Index(facts)
        self._things = Things(facts, self._index, words)
        self._memberships = Memberships(facts, self._index, words, self._things)

    def rows(self, files: Sequence[InputFile]) -> Iterator[Row[dict[str, Any]]]:
        """The items of all documents, a class after the other."""
        arrays = [(name, file) for file in files for name in array_names(file)]
        for name, file in sorted(arrays, key=lambda array: _rank(array[0])):
            yield from read_items(file, name)

    def take(self, row: Row[dict[str, Any]]) -> Fate:
        """A thing or a membership, with the memberships that stand inside a person."""
        scope = self._index.scope_of(row.file)
        item = Item(row, row.value, scope, self._facts.release.terms.language)
        match _class_of(row):
            case "areas":
                return self._things.area(item)
            case "organizations":
                return self._things.organisation(item)
            case "posts":
                return self._things.post(item)
            case "events":
                return self._things.event(item)
            case "persons":
                fate = self._things.person(item)
                self._inside(item)
                return fate
            case "memberships":
                return self._memberships.membership(item)
        return skipped("an item of a class that is not carried over")

    def finish(self) -> None:
        """Link things to the larger ones that they belong to."""
        self._index.finish()

    def _inside(self, person: Item) -> None:
        """The memberships that a person holds inside; each has a place of its own."""
        for number, item in enumerate(person.objects("memberships")):
            value = {"person_id": person.text("id"), **item.value}
            row = Row(person.row.file, f"{person.row.locator}/memberships/{number}", value)
            self._memberships.membership(Item(row, value, person.scope, person.latin))


def _rank(array: str) -> int:
    return _ORDER.index(array) if array in _ORDER else len(_ORDER)


def _class_of(row: Row[dict[str, Any]]) -> str:
    """The class of an item by its array; in a list at the top, by what only one class says."""
    array = row.locator.split("/")[1]
    if not array.isdecimal():
        return array
    if "person_id" in row.value or "organization_id" in row.value:
        return "memberships"
    return "persons" if _OF_PERSONS & row.value.keys() else ""


def _settle(source: Format, options: Options) -> Format:
    """The format with the publisher that the files do not name."""
    publisher = options.get("publisher", "").strip()
    return replace(source, terms=replace(source.terms, publisher=publisher or _UNNAMED))


FORMATS = {
    NAME: Format(
        NAME,
        "Popolo JSON: persons, organisations, posts, memberships, areas, events",
        ("*.json",),
        Terms(
            title="Popolo data on persons, organisations and posts",
            publisher=_UNNAMED,
            license=_UNDETERMINED,
            homepage="https://www.popoloproject.com/",
        ),
        Popolo,
        settle=_settle,
    )
}

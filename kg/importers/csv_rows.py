"""Which things of a mapping a row speaks of, and under which IRIs."""

from __future__ import annotations

from dataclasses import dataclass

from kg.importers.csv_kinds import KINDS
from kg.importers.csv_mapping import TableMapping, Thing
from kg.importers.csv_values import Cells
from kg.importers.facts import Facts, Node
from kg.vocabulary import GA

_STATE = KINDS["state"]


@dataclass(frozen=True, slots=True)
class Present:
    """A thing that a row speaks of: its key in the source, its Wikidata id if it has one, and what
    a state is called."""

    thing: Thing
    key: str
    qid: str = ""
    name: str = ""


class Absence(Exception):
    """A row lacks what the mapping makes its things of."""


class Rows:
    """Finds the things of rows."""

    def __init__(self, facts: Facts, mapping: TableMapping) -> None:
        self._facts = facts
        self._mapping = mapping
        self._scope = mapping.source.key or facts.release.key
        self.unknown_states: set[str] = set()

    def present(self, cells: Cells) -> dict[str, Present]:
        """The things of a row by their names. Optional ones without a key are left out, and those
        that need them too.

        Raises:
            Absence: a thing that is not optional has no key, or lacks what it needs.
        """
        found: dict[str, Present] = {}
        for thing in self._mapping.things:
            if (present := self._keyed(thing, cells)) is not None:
                found[thing.name] = present
        while absent := [p.thing for p in found.values() if _lacks(p.thing, found)]:
            for thing in absent:
                if not thing.optional:
                    raise Absence(f"the {thing.name} lacks its {_lacks(thing, found)}")
                del found[thing.name]
        if not found:
            raise Absence("the row speaks of none of the things of the mapping")
        return found

    def _keyed(self, thing: Thing, cells: Cells) -> Present | None:
        wikidata = thing.settings.get("wikidata")
        qid = wikidata.value.text(cells).rpartition("/")[2] if wikidata else ""
        texts = [value.text(cells) for value in thing.key]
        if thing.kind is _STATE and texts[0] and is_area(self._facts.country(texts[0])):
            if thing.optional:
                return None
            raise Absence(f"the {thing.name} is an area without a polity")
        if all(texts) or qid:
            return Present(thing, ":".join(map(_escaped, texts)), qid, texts[0])
        if thing.optional:
            return None
        empty = next(v for v, text in zip(thing.key, texts, strict=True) if not text)
        raise Absence(f"{empty.named} is empty, and is the key of the {thing.name}")

    def node(self, present: Present) -> Node:
        """The IRI of a thing."""
        thing = present.thing
        if thing.kind is _STATE:
            return self.country(present.name)
        if present.qid:
            return self._facts.entity(thing.kind.part, present.qid, thing.classed)
        return self._facts.mint(thing.kind.part, f"{self._scope}:{thing.scope}:{present.key}")

    def country(self, name: str) -> Node:
        """The state of a code or exact name; for another, a polity that the source alone knows."""
        facts = self._facts
        if (found := facts.country(name)) is not None:
            return found
        self.unknown_states.add(name)
        node = facts.type(facts.mint("agent", f"{self._scope}:polity:{name}"), GA.Polity)
        facts.name(node, name, self._mapping.source.language)
        return node

    def territory(self, name: str) -> Node:
        """The place of a state or area; for another name, a place that the source alone knows."""
        facts = self._facts
        found = facts.country(name)
        if found is not None:
            return found if is_area(found) else facts.territory(found)
        self.unknown_states.add(name)
        place = facts.type(facts.mint("place", f"{self._scope}:territory:{name}"), GA.Place)
        facts.name(place, name, self._mapping.source.language)
        return place


def is_area(node: Node | None) -> bool:
    """Whether an entry of ISO 3166-1 is a place alone, such as Antarctica, and no agent."""
    return node is not None and "/id/place/" in node.value


def _escaped(text: str) -> str:
    """A part of a key, so that the parts of two keys cannot be put together to the same text."""
    return text.replace("%", "%25").replace(":", "%3A")


def _lacks(thing: Thing, present: dict[str, Present]) -> str:
    """The name of a required field whose thing is absent."""
    for name, setting in thing.settings.items():
        if setting.field.required and setting.target and setting.target not in present:
            return name
    return ""

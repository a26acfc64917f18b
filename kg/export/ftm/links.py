"""Claims that were links of two agents, as those links again."""

from __future__ import annotations

import re

import pyoxigraph as ox

from kg.export.ftm.entity import Entity
from kg.export.ftm.events import is_reason
from kg.export.ftm.tables import SENTENCES
from kg.export.ftm.things import Things
from kg.export.lookups import ALTERNATIVE, EVIDENCE, PREFERRED
from kg.vocabulary import GA

_DATES = re.compile(r" \((?:from (?P<start>[^ ()]+))?(?: ?until (?P<end>[^ ()]+))?\)\Z")


class Links:
    """Makes links out of the sentences of claims."""

    def __init__(self, things: Things) -> None:
        self._things = things

    def link(self, claim: ox.NamedNode) -> Entity | None:
        """The link that a claim came from; none for other claims, which are noted."""
        things = self._things
        agents = things.nodes(claim, GA.concerns)
        if len(agents) == 2 and things.keys(claim):
            for text in things.texts(claim, GA.proposition):
                for one, other in (agents, agents[::-1]):
                    if found := self._read(claim, text.removesuffix("."), one, other):
                        return found
        if not is_reason(things, claim):
            things.leave_out("Claims", "FollowTheMoney has facts, and no claims.", claim)
        return None

    def _read(
        self, claim: ox.NamedNode, text: str, one: ox.NamedNode, other: ox.NamedNode
    ) -> Entity | None:
        for schema, (sentence, first, second, words) in SENTENCES.items():
            for a in self._called(one):
                for b in self._called(other):
                    start = sentence.format(one=a, other=b)
                    if text == start or text.startswith((f"{start}:", f"{start} (")):
                        entity = self._things.entity(claim, schema)
                        entity.add(first, self._things.id(one))
                        entity.add(second, self._things.id(other))
                        self._tell(entity, claim, text[len(start) :], words)
                        return entity
        return None

    def _called(self, agent: ox.NamedNode) -> list[str]:
        things = self._things
        names = [*things.names(agent, PREFERRED), *things.names(agent, ALTERNATIVE)]
        return list(dict.fromkeys((*(text for _, text in names), *things.keys(agent))))

    def _tell(self, entity: Entity, claim: ox.NamedNode, rest: str, words: str) -> None:
        things = self._things
        if match := _DATES.search(rest):
            for name, group in (("startDate", "start"), ("endDate", "end")):
                if match[group]:
                    entity.extend(name, things.dates.date(match[group]))
        for passage in things.nodes(claim, EVIDENCE):
            for quote in things.texts(passage, GA.quote):
                entity.extend(words, quote.split("; "))
        things.words(entity, claim)
        things.sources(entity, claim)

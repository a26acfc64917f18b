"""Links of FollowTheMoney between two agents: claims, in the words of the source."""

from __future__ import annotations

import pyoxigraph as ox

from kg.importers.facts import EVIDENCE, TYPE, Facts, Node, term
from kg.importers.ftm_entities import LINKS, Entity, pairs
from kg.importers.ftm_things import Things
from kg.importers.names import clean, script_language
from kg.importers.rows import IMPORTED, MERGED, Fate, Row, RowError, skipped
from kg.importers.slugs import last_step
from kg.vocabulary import GA

_SENTENCES = {
    "Family": "{other} is a relative of {one}",
    "Associate": "{other} is an associate of {one}",
    "UnknownLink": "{one} is linked to {other}",
    "Representation": "{one} represents {other}",
}
"""What a link says of the agents of its two properties, in the order of LINKS."""

_REMARKS = {
    "summary": "Summary",
    "description": "Description",
    "date": "Date",
    "status": "Status",
    "recordId": "Record",
    "publisher": "Publisher",
}
_PROPOSITION = term(GA.proposition)


class Links:
    """Writes claims about two agents, which the publisher of the release asserts."""

    def __init__(self, things: Things) -> None:
        self._things = things
        self._facts: Facts = things.facts
        self._sentences: dict[Node, tuple[str, str, str, str]] = {}

    def link(self, row: Row, entity: Entity) -> Fate:  # type: ignore[type-arg]
        """A claim for each pair of agents, with the words and the dates of the link."""
        things, facts = self._things, self._facts
        ones, others = (entity.all(name) for name in LINKS[entity.schema])
        if not (ones and others):
            return skipped("the link lacks one of its two agents")
        words, written = self._words(entity), {}
        fates = []
        for one, other in pairs(ones, others):
            first, second = things.refer(one, "agent"), things.refer(other, "agent")
            if first is None or second is None or not clean(one + other):
                return skipped("the link is of what is no agent")
            if first == second:
                return skipped("both ends of the link are one")
            several = len(ones) * len(others) > 1
            key = f"ftm:{entity.id}" + (f":{one}:{other}" if several else "")
            claim = facts.mint("claim", key)
            fates.append(MERGED if facts.holds(claim, TYPE, term(GA.Claim)) else IMPORTED)
            self._claim(row, claim, key, entity)
            for agent in (first, second):
                facts.add(claim, term(GA.concerns), agent)
            written[claim] = (entity.schema, one, other, words)
        if MERGED in fates and not self._repeats(written):
            raise RowError(
                f"the id came before, and said something else: {entity.id[:60]}",
                hint="Fragments of an entity are put together by `ftm aggregate` first.",
            )
        self._sentences |= written
        return IMPORTED if IMPORTED in fates else MERGED

    def write_sentences(self) -> None:
        """Write what the claims say, now that the names of all agents are known."""
        name = self._things.caption
        for claim, (schema, one, other, words) in self._sentences.items():
            text = _SENTENCES[schema].format(one=name(one), other=name(other)) + words
            self._facts.add(claim, _PROPOSITION, ox.Literal(f"{text}.", language="en"))

    def _claim(self, row: Row, claim: Node, key: str, entity: Entity) -> None:  # type: ignore[type-arg]
        facts, things = self._facts, self._things
        relation = "; ".join(_relation(entity))
        evidence = facts.evidence(
            row,
            f"claim-{last_step(claim)}",
            quote=relation,
            language=script_language(relation),
            locator=f"id {entity.id}",
        )
        things.pages(evidence, entity.all("sourceUrl", "publisherUrl"))
        facts.type(claim, GA.Claim)
        facts.add(claim, EVIDENCE, evidence)
        things.remarks(claim, entity, _REMARKS)
        stance = facts.type(facts.mint("stance", key), GA.Stance)
        facts.add(stance, term(GA.stanceTaker), facts.release.publisher)
        facts.add(stance, term(GA.stanceOn), claim)
        facts.code(stance, GA.stanceType, "asserts")
        facts.add(stance, EVIDENCE, evidence)

    def _words(self, entity: Entity) -> str:
        """What follows on the sentence: the relation as the source words it, and its dates."""
        self._things.checked_period(entity, "startDate", "endDate")
        relation = "; ".join(clean(text).rstrip(".") for text in _relation(entity))
        start, end = (self._things.date(entity, name) for name in ("startDate", "endDate"))
        dates = [f"{word} {date}" for word, date in (("from", start), ("until", end)) if date]
        return (f": {relation}" if relation else "") + (f" ({' '.join(dates)})" if dates else "")

    def _repeats(self, written: dict[Node, tuple[str, str, str, str]]) -> bool:
        """Whether a link says just what an earlier line of its id said."""
        known = all(self._sentences.get(claim) == said for claim, said in written.items())
        return known and self._facts.repeats()


def _relation(entity: Entity) -> list[str]:
    return entity.all("relationship", "role")

"""Relations of FollowTheMoney between entities: who holds which post, who belongs to what."""

from __future__ import annotations

from kg.importers.facts import EVIDENCE, TYPE, Facts, Node, term
from kg.importers.ftm_actors import Actors
from kg.importers.ftm_entities import Entity, pairs
from kg.importers.ftm_things import Things, key_of
from kg.importers.rows import IMPORTED, MERGED, Fate, Row, RowError, skipped
from kg.importers.slugs import last_step
from kg.vocabulary import GA

MEMBERSHIPS = {
    "Membership": ("member", "organization", ""),
    "Directorship": ("director", "organization", ""),
    "Employment": ("employee", "employer", "staff-member"),
    "Ownership": ("owner", "asset", "owner"),
}
"""The properties of the member and the organisation, and the type of the membership, by schema."""

_REMARKS = {
    "role": "Role",
    "summary": "Summary",
    "description": "Description",
    "constituency": "Constituency",
    "politicalGroup": "Political group",
    "declarationDate": "Declared on",
    "periodStart": "Term from",
    "periodEnd": "Term to",
    "date": "Date",
    "percentage": "Percentage",
    "sharesCount": "Number of shares",
    "sharesValue": "Value of shares",
    "sharesCurrency": "Currency of shares",
    "sharesType": "Type of shares",
    "ownershipType": "Type of ownership",
    "legalBasis": "Legal basis",
}
_NO_BODY = "the membership is of no agent, or in no organisation"
_OWNED = "what is owned is no organisation, or its owner is no agent"
_KNOWN_STATUS = ("", "current", "ended", "unknown")


class Relations:
    """Writes tenures, memberships and successions."""

    def __init__(self, things: Things, actors: Actors) -> None:
        self._things = things
        self._actors = actors
        self._facts: Facts = things.facts

    def tenure(self, row: Row, entity: Entity) -> Fate:  # type: ignore[type-arg]
        """The occupancy of a position by a person."""
        things, facts = self._things, self._facts
        holders, posts = entity.all("holder"), entity.all("post")
        if not (holders and posts):
            return skipped("the occupancy lacks its holder or its post")
        fates = []
        for holder, post in pairs(holders, posts):
            person, office = things.refer(holder, "agent"), things.refer(post, "post")
            if person is None or office is None:
                return skipped("the occupancy is of no position, or its holder is no person")
            several = len(holders) * len(posts) > 1
            key = key_of("tenure", entity.id) + (f":{holder}:{post}" if several else "")
            node = facts.mint("tenure", key)
            known = facts.holds(node, TYPE, term(GA.Tenure))
            facts.tenure(node, person, office, self._evidence(row, node, entity))
            self._election(node, person, office, entity)
            fates.append(self._ended(node, entity, known))
        return IMPORTED if IMPORTED in fates else MERGED

    def membership(self, row: Row, entity: Entity) -> Fate:  # type: ignore[type-arg]
        """A membership, an employment, a directorship or the ownership of an organisation."""
        facts = self._facts
        member_of, body_of, type = MEMBERSHIPS[entity.schema]
        members, bodies = entity.all(member_of), entity.all(body_of)
        if not (members and bodies):
            return skipped("the membership lacks its member or its organisation")
        fates = []
        for member, body in pairs(members, bodies):
            agent = self._things.refer(member, "agent")
            organisation = self._actors.organisation(body)
            if agent is None or organisation is None:
                is_owner = entity.schema == "Ownership"
                return skipped(_OWNED if is_owner else _NO_BODY)
            if agent == organisation:
                return skipped("the member and the organisation of the membership are one")
            several = len(members) * len(bodies) > 1
            key = key_of("membership", entity.id) + (f":{member}:{body}" if several else "")
            node = facts.mint("membership", key)
            known = facts.holds(node, TYPE, term(GA.Membership))
            evidence = self._evidence(row, node, entity)
            facts.membership(node, agent, organisation, evidence, type=type)
            fates.append(self._ended(node, entity, known))
        return IMPORTED if IMPORTED in fates else MERGED

    def succession(self, entity: Entity) -> Fate:
        """An organisation that takes the place of another."""
        facts = self._facts
        found = pairs(entity.all("successor"), entity.all("predecessor"))
        if not found:
            return skipped("the succession lacks its successor or its predecessor")
        fate = MERGED
        for later, earlier in found:
            new, old = self._actors.organisation(later), self._actors.organisation(earlier)
            if new is None or old is None or new == old:
                return skipped("the succession is not of one organisation to another")
            if not facts.holds(new, term(GA.succeeds), old):
                fate = IMPORTED
            facts.add(new, term(GA.succeeds), old)
            for name, label in (("startDate", "from"), ("date", "on"), ("endDate", "until")):
                for date in entity.all(name):
                    self._things.remark(new, f"Succession {label}", date)
        return fate

    def _evidence(self, row: Row, node: Node, entity: Entity) -> Node:  # type: ignore[type-arg]
        evidence = self._facts.evidence(row, _passage(node), locator=f"id {entity.id}")
        self._things.pages(evidence, entity.all("sourceUrl", "publisherUrl"))
        return evidence

    def _ended(self, node: Node, entity: Entity, known: bool) -> Fate:
        """Date a relation; one whose id came before has to say the same again."""
        things = self._things
        things.period(node, entity, "startDate", "endDate")
        things.remarks(node, entity, _REMARKS)
        status = entity.first("status")
        if status.casefold() not in _KNOWN_STATUS:
            things.remark(node, "Status", status)
        if known and not self._facts.repeats():
            raise RowError(
                f"the id came before, and said something else: {entity.id[:60]}",
                hint="Fragments of an entity are put together by `ftm aggregate` first.",
            )
        return MERGED if known else IMPORTED

    def _election(self, tenure: Node, holder: Node, post: Node, entity: Entity) -> None:
        """The election that a holder won, where it is dated."""
        things, facts = self._things, self._facts
        if not (date := things.date(entity, "electionDate")):
            return
        node = facts.mint("event", f"ftm:{last_step(tenure).removeprefix('ftm-')}:election")
        evidence = facts.fragment(_passage(tenure))
        facts.event(node, "election", evidence, facts.date(date))
        facts.add(node, term(GA.concerns), post)
        facts.participation(node, f"{last_step(node)}-holder", holder, "election-candidate")
        facts.add(node, EVIDENCE, evidence)


def _passage(node: Node) -> str:
    kind, _, slug = node.value.rpartition("/id/")[2].partition("/")
    return f"{kind}-{slug}"

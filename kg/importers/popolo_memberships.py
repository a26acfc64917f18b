"""Memberships of Popolo: a tenure where there is a post or a role, else a plain membership."""

from __future__ import annotations

from rdflib import ORG, RDFS

from kg.importers.facts import TYPE, Facts, Node, term
from kg.importers.names import clean
from kg.importers.popolo_index import NAME, Index
from kg.importers.popolo_items import Item, Name, is_wikidata
from kg.importers.popolo_tables import is_plain_member, role_type
from kg.importers.popolo_things import Things
from kg.importers.popolo_words import Words, statement_link
from kg.importers.rows import IMPORTED, MERGED, Fate, skipped
from kg.importers.slugs import last_step
from kg.vocabulary import GA


class Memberships:
    """Writes memberships, once the things that they connect are known."""

    def __init__(self, facts: Facts, index: Index, words: Words, things: Things) -> None:
        self._facts = facts
        self._index = index
        self._words = words
        self._things = things

    def membership(self, item: Item) -> Fate:
        """A tenure or membership for each of the members that the item names."""
        members = self._members(item)
        if not members:
            return skipped("the membership names no member")
        post = self._post(item)
        if post is None and not item.text("organization_id"):
            return skipped("the membership names neither an organisation nor a post")
        fates = [self._one(item, member, post, len(members) > 1) for member in members]
        return IMPORTED if IMPORTED in fates else MERGED

    def _members(self, item: Item) -> list[Node]:
        """Persons, or organisations in an organisation."""
        found = [self._index.refer("person", item.scope, i) for i in item.texts("person_id")]
        for identifier in item.texts("member_id"):
            known = self._index.knows("organization", item.scope, identifier)
            kind = "organization" if known else "person"
            found.append(self._index.refer(kind, item.scope, identifier))
        return list(dict.fromkeys(found))

    def _one(self, item: Item, member: Node, post: Node | None, several: bool) -> Fate:
        facts = self._facts
        kind, class_ = ("tenure", GA.Tenure) if post else ("membership", GA.Membership)
        key = self._key(item, member, post, several)
        node = facts.mint(kind, key)
        new = not facts.holds(node, TYPE, term(class_))
        if post is not None and not new and not self._is(node, member, post):
            # One id for two seats, as a statement of Wikidata with two districts has it.
            node = facts.mint(kind, f"{key}:{last_step(member)}:{last_step(post)}")
            new = not facts.holds(node, TYPE, term(class_))
        evidence = self._words.evidence(item, kind, node)
        if post is not None:
            facts.tenure(node, member, post, evidence)
        else:
            body = self._index.refer("organization", item.scope, item.text("organization_id"))
            facts.membership(node, member, body, evidence)
        self._more(node, item)
        self._words.period(node, item, "start_date", "end_date", new=new)
        return IMPORTED if new else MERGED

    def _is(self, tenure: Node, member: Node, post: Node) -> bool:
        """Whether a tenure that is known already is that of a member in a post."""
        holds = self._facts.holds
        return holds(tenure, term(GA.holder), member) and holds(tenure, term(GA.post), post)

    def _key(self, item: Item, member: Node, post: Node | None, several: bool) -> str:
        """The id of the item; without one, whom and what it connects, and since when."""
        identifier = item.text("id")
        if identifier:
            own = self._index.own("tenure" if post else "membership", identifier)
            key = own or self._index.key("membership", item.scope, identifier)
            return f"{key}:{last_step(member)}" if several else key
        steps = (
            NAME,
            item.scope,
            last_step(member),
            last_step(post) if post else item.text("organization_id"),
            item.text("on_behalf_of_id"),
            item.text("area_id"),
            item.text("legislative_period_id"),
            item.text("start_date") or "unknown",
        )
        return ":".join(filter(None, steps))

    def _more(self, node: Node, item: Item) -> None:
        """For whom the member sits, the period and area, and how the membership is called."""
        facts = self._facts
        if party := item.text("on_behalf_of_id"):
            other = self._index.refer("organization", item.scope, party)
            facts.add(node, term(GA.representing), other)
        if period := item.text("legislative_period_id"):
            event = self._index.refer("event", item.scope, period)
            facts.add(node, term(RDFS.seeAlso), event)
        if (area := item.text("area_id")) and "/membership/" in node.value:
            facts.add(node, term(RDFS.seeAlso), self._index.refer("area", item.scope, area))
        for language, text in item.names("label"):
            facts.text(node, RDFS.comment, text, language)
        statement_link(facts, node, item.text("id"))

    def _post(self, item: Item) -> Node | None:
        """The post that a member holds; none for a plain member of a body."""
        if identifier := item.text("post_id"):
            return self._held(item, identifier)
        roles = item.names("role")
        if not any(not is_plain_member(text) for _, text in roles):
            return None
        body = item.text("organization_id")
        organisation = self._index.refer("organization", item.scope, body) if body else None
        office = self._office(item, roles, organisation)
        area = item.text("area_id")
        return self._seat(item, roles, organisation, office, area) if area else office

    def _held(self, item: Item, identifier: str) -> Node:
        """The post of an id; a seat leads to the general post that the role's code names."""
        post, code = self._index.refer("post", item.scope, identifier), item.text("role_code")
        if code and self._index.knows("post", item.scope, code):
            office = self._index.refer("post", item.scope, code)
            if office != post:
                self._facts.add(post, term(RDFS.seeAlso), office)
        return post

    def _office(self, item: Item, roles: list[Name], organisation: Node | None) -> Node:
        """The post that a role stands for: that of its id, else one of the organisation's own."""
        facts, code = self._facts, item.text("role_code")
        if is_wikidata(code):
            node = facts.entity("post", code)
        else:
            where = last_step(organisation) if organisation else item.scope
            node = facts.mint("post", f"{NAME}:{where}:{code or clean(roles[0][1])}")
        for language, text in roles:
            facts.name(node, text, language)
        self._describe(node, item, roles, organisation)
        return node

    def _seat(
        self, item: Item, roles: list[Name], organisation: Node | None, office: Node, area: str
    ) -> Node:
        """The seat of an area among those of an office, as a post of its own."""
        facts = self._facts
        place = self._index.refer("area", item.scope, area)
        where = last_step(organisation) if organisation else item.scope
        seat = facts.mint("post", f"{NAME}:{where}:{last_step(office)}:{last_step(place)}")
        called = self._things.area_names.get(place, "")
        language, role = roles[0]
        facts.name(seat, f"{role}, {called}" if called else role, language)
        facts.add(seat, term(GA.constituency), place)
        facts.add(seat, term(RDFS.seeAlso), office)
        self._describe(seat, item, roles, organisation)
        return seat

    def _describe(
        self, post: Node, item: Item, roles: list[Name], organisation: Node | None
    ) -> None:
        facts = self._facts
        facts.type(post, GA.Post)
        if organisation is not None:
            facts.add(post, term(ORG.postIn), organisation)
        titles = [text for _, text in (*roles, *item.names("role_superclass"))]
        if code := next(filter(None, map(role_type, titles)), ""):
            facts.code(post, GA.postType, code)

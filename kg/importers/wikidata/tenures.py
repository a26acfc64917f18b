"""Tenures out of statements of positions held, and who followed whom in them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from rdflib import DCTERMS, ORG

from kg.bounds import Bounds
from kg.importers.facts import Facts, Node, date_literal, term
from kg.importers.rows import IMPORTED, Fate, skipped
from kg.importers.wikidata.entities import Entity, ItemRow, Statement
from kg.importers.wikidata.references import References
from kg.importers.wikidata.tables import ACTING, END_CAUSES, ORGANISATION, PERSON, PLACE, POST
from kg.importers.wikidata.things import Things
from kg.importers.wikidata.times import Period, period_of
from kg.vocabulary import GA

NO_ITEM = "the source names no thing: the value is unknown or there is none"
_ROLES = ("P5102", "P3831", "P2868", "P794")
_DATED = frozenset(("P580", "P582", "P585", "P1319", "P8555", "P8554", "P12506"))
_BODIES = ("P642", "P2389")
_REPLACES, _REPLACED_BY = "P1365", "P1366"
_RATIONALE = (
    "Wikidata says that one holder of a post replaced the other: the former had left it by the day"
    " on which the latter began, and the latter did not begin before the former left."
)


@dataclass(frozen=True, slots=True)
class _Held:
    """A tenure as those before and after it look for it."""

    tenure: Node
    bounds: Bounds


@dataclass(frozen=True, slots=True)
class _Link:
    """That *other* held the post of a tenure before or after its holder, by a statement."""

    statement: str
    tenure: Node
    post: Node
    evidence: Node
    other: str
    before: bool
    bounds: Bounds


def write_period(facts: Facts, node: Node, period: Period) -> None:
    """Date a thing by the period of a statement."""
    facts.dates(node, period.bounds)
    for name, day in period.days:
        facts.add(node, term(GA[name]), date_literal(day))


class Tenures:
    """Writes tenures; the links between them when all are known."""

    def __init__(self, facts: Facts, things: Things, references: References) -> None:
        self._facts = facts
        self._things = things
        self._references = references
        self._held: defaultdict[tuple[str, Node], list[_Held]] = defaultdict(list)
        self._links: list[_Link] = []

    def position_held(self, row: ItemRow, person: Node) -> Fate:
        """P39 of a person."""
        entity, statement = row.value
        assert statement is not None
        if not statement.value.is_item:
            return skipped(NO_ITEM)
        return self._tenure(row, person, entity.id, statement.value.text)

    def office_holder(self, row: ItemRow, post: Node) -> Fate:
        """P1308 of a post."""
        entity, statement = row.value
        assert statement is not None
        if not statement.value.is_item:
            return skipped(NO_ITEM)
        person = self._things.describe(statement.value.text, PERSON, entity)
        return self._tenure(row, person, statement.value.text, entity.id)

    def _tenure(self, row: ItemRow, person: Node, who: str, what: str) -> Fate:
        entity, statement = row.value
        assert statement is not None
        facts, period = self._facts, period_of(statement)
        post, used = self._post(what, entity, statement)
        tenure = facts.mint("tenure", statement.id)
        used |= self._qualify(tenure, entity, statement)
        evidence = self._references.support(tenure, row, used)
        facts.tenure(tenure, person, post, evidence)
        write_period(facts, tenure, period)
        links = [
            _Link(statement.id, tenure, post, evidence, other, name == _REPLACES, period.bounds)
            for name in (_REPLACES, _REPLACED_BY)
            for other in statement.items(name)
            if other != who
        ]
        for link in links:
            self._things.describe(link.other, PERSON, entity)
        self._links += links
        self._held[who, post].append(_Held(tenure, period.bounds))
        return IMPORTED

    def _post(self, what: str, entity: Entity, statement: Statement) -> tuple[Node, frozenset[str]]:
        """The post. Where qualifiers say of which state, body or district it is, it is one of its
        own, and part of what Wikidata calls the position."""
        facts, general = self._facts, self._things.describe(what, POST, entity)
        of = {name: statement.items(name) for name in ("P1001", *_BODIES, "P768")}
        ids = [f"{name}-{qid}" for name, qids in of.items() for qid in qids]
        if not ids:
            return general, frozenset()
        post = facts.mint("post", ":".join((what, *ids)))
        facts.type(post, GA.Post)
        facts.add(post, term(DCTERMS.isPartOf), general)
        for name in ("P1001", *_BODIES):
            for qid in of[name]:
                body = self._things.describe(qid, ORGANISATION, entity)
                rules = name == "P1001" or self._things.is_packaged(qid)
                facts.add(post, term(GA.jurisdiction if rules else ORG.postIn), body)
        for qid in of["P768"]:
            place = self._things.describe(qid, PLACE, entity)
            facts.add(post, term(GA.constituency), place)
        self._things.name_post(post, what, [qid for qids in of.values() for qid in qids], entity)
        return post, frozenset(name for name, qids in of.items() if qids)

    def _qualify(self, tenure: Node, entity: Entity, statement: Statement) -> frozenset[str]:
        """What else the ontology has terms for; the qualifiers that were used up by it."""
        facts, used = self._facts, set(_DATED)
        for qid in statement.items("P4100"):
            group = self._things.describe(qid, ORGANISATION, entity)
            facts.add(tenure, term(GA.representing), group)
            used.add("P4100")
        for qid in statement.items("P748"):
            used.add("P748")
            node = self._things.describe(qid, self._things.agent(qid), entity)
            facts.add(tenure, term(GA.appointedBy), node)
        causes = statement.items("P1534")
        if causes and all(cause in END_CAUSES for cause in causes):
            used.add("P1534")
            for cause in causes:
                facts.code(tenure, GA.endCause, END_CAUSES[cause])
        for name in _ROLES:
            if ACTING in statement.items(name):
                facts.flag(tenure, GA.acting, True)
                used |= {name} if statement.items(name) == [ACTING] else set()
        for name in (_REPLACES, _REPLACED_BY):
            if not any(value.kind != "item" for value in statement.all(name)):
                used.add(name)
        return frozenset(used)

    def finish(self) -> None:
        """Link each tenure to the one before and after it. Where that person's own tenure of the
        post is not told in this release, the statement itself says that there was one."""
        for link in self._links:
            other = self._found(link) or self._told(link)
            if link.before:
                self._facts.add(link.tenure, term(GA.succeeds), other)
            else:
                self._facts.add(other, term(GA.succeeds), link.tenure)

    def _found(self, link: _Link) -> Node | None:
        """The other's tenure nearest in time on its side; none when that cannot be told."""
        held = self._held.get((link.other, link.post), [])
        possible = [one for one in held if not _contradicts(one.bounds, link)]
        if len(possible) == 1:
            return possible[0].tenure
        dated = [(one.bounds.start_earliest, one.tenure) for one in possible]
        known = [(day, tenure) for day, tenure in dated if day]
        if len(known) < len(possible) or not known:
            return None
        nearest = max if link.before else min
        return nearest(known, key=lambda one: one[0])[1]

    def _told(self, link: _Link) -> Node:
        """A tenure of which only its place before or after another one is known."""
        facts = self._facts
        name = _REPLACES if link.before else _REPLACED_BY
        tenure = facts.mint("tenure", f"{link.statement}:{name}:{link.other}")
        person = self._things.node("agent", link.other)
        own = link.bounds
        day = own.start_latest if link.before else own.end_earliest or own.start_earliest
        if day is not None:
            bound = GA.endLatest if link.before else GA.startEarliest
            facts.add(tenure, term(bound), date_literal(day))
            facts.add(tenure, term(GA.inferredBy), self._reasons())
        return facts.tenure(tenure, person, link.post, link.evidence)

    def _reasons(self) -> Node:
        facts, node = self._facts, self._facts.fragment("succession")
        facts.type(node, GA.Inference)
        facts.text(node, GA.rationale, _RATIONALE, "en")
        return node


def _contradicts(other: Bounds, link: _Link) -> bool:
    """Whether a tenure certainly begins on the wrong side of the one that it is linked to."""
    first, second = (other, link.bounds) if link.before else (link.bounds, other)
    if first.start_earliest is None or second.start_latest is None:
        return False
    return first.start_earliest > second.start_latest

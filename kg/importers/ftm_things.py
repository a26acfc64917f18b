"""What the entities of FollowTheMoney share as facts: IRIs, names, texts, links, dates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rdflib import RDFS, SKOS

from kg.bounds import Bounds, Day
from kg.errors import DateError, InputError
from kg.importers.facts import Facts, Node, date_literal, term, web_page
from kg.importers.ftm_entities import KINDS, Entity, Index
from kg.importers.names import clean, script_language
from kg.importers.rows import RowError
from kg.importers.slugs import is_slug
from kg.vocabulary import GA

_SEE = term(RDFS.seeAlso)
_UNDESCRIBED = {"agent": GA.Agent, "post": GA.Post, "place": GA.Place}


@dataclass(slots=True)
class Dates:
    """What rows say of the start and end of one thing; *instant* when it has one date alone."""

    starts: set[str] = field(default_factory=set)
    ends: set[str] = field(default_factory=set)
    instant: bool = False


class Things:
    """The things of a release: what rows refer to, and what several rows say together."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.index = Index()
        self.undescribed: set[str] = set()
        self._captions: dict[str, str] = {}
        self._dates: dict[Node, Dates] = {}

    # -- IRIs

    def node(self, id: str, kind: str = "agent") -> Node:
        """The IRI of an entity, the same wherever the line stands that describes it; *kind* is that
        of an entity which no line describes."""
        schema = self.index.schema(id)
        kind = KINDS.get(schema, kind)
        qid = self.index.qid(id)
        if qid and kind != "doc":
            return self.facts.entity(kind, qid, GA.Person if schema == "Person" else None)
        return self.facts.mint(kind, key_of(kind, id))

    def refer(self, id: str, kind: str, type: object | None = None) -> Node | None:
        """The IRI of an entity that another points to; none when it is of another *kind*.

        What no line describes is typed as *type*, else only as what the reference says.
        """
        schema = self.index.schema(id)
        if schema and KINDS.get(schema) != kind:
            return None
        node = self.node(id, kind)
        if not schema:
            self.undescribed.add(id)
            self.facts.type(node, type or _UNDESCRIBED[kind])
        return node

    def is_packaged(self, node: Node) -> bool:
        """Whether the packaged data describes a thing as a state or other entry of ISO 3166-1."""
        return node in self.facts.states.labels

    # -- texts

    def names(self, node: Node, entity: Entity) -> None:
        """Write all names; the one that is shown by the source, else the first, is preferred."""
        names = entity.all("name")
        if entity.caption in names:
            names = [entity.caption, *(name for name in names if name != entity.caption)]
        packaged = self.is_packaged(node)
        for name in names:
            self.facts.name(node, name, script_language(name), alias=packaged)
        for name in entity.all("alias", "previousName", "abbreviation"):
            self.facts.name(node, name, script_language(name), alias=True)
        for name in entity.all("weakAlias"):
            self.facts.text(node, SKOS.hiddenLabel, name, script_language(name))
        if names and self.index.is_linked(entity.id):
            self._captions[entity.id] = min(names[0], self._captions.get(entity.id, names[0]))

    def caption(self, id: str) -> str:
        """The name by which sentences call an agent of a link: its id where it has no name."""
        return clean(self._captions.get(id, "")) or id

    def remarks(self, node: Node, entity: Entity, labels: dict[str, str]) -> None:
        """Keep texts without a term of their own as comments, after the label of their property."""
        for name, label in labels.items():
            for text in entity.all(name):
                self.remark(node, label, text)

    def remark(self, node: Node, label: str, text: str) -> None:
        """Keep a text as a comment."""
        self.facts.text(node, RDFS.comment, f"{label}: {text}", script_language(text))

    def pages(self, node: Node, addresses: Iterable[str]) -> None:
        """Point to web pages; what is no address of the web stays a text."""
        for address in addresses:
            if page := web_page(address):
                self.facts.add(node, _SEE, page)
            else:
                self.remark(node, "Address on the web", address)

    def see(self, node: Node, other: Node) -> None:
        """Point to a thing that has something to do with another, where no term says what."""
        self.facts.add(node, _SEE, other)

    # -- dates

    def date(self, entity: Entity, name: str) -> str:
        """The dates of a property as one date in EDTF: a set when they are several."""
        return self._one_date(name, entity.all(name))

    def _one_date(self, name: str, texts: Iterable[str]) -> str:
        found = {read.edtf: read for read in (self._read(name, text) for text in texts)}
        read = [
            bounds
            for bounds in found.values()
            if not any(_is_finer(other, bounds) for other in found.values())
        ]
        if len(read) < 2:
            return read[0].edtf if read else ""
        first = min(read, key=lambda bounds: (bounds.start_earliest, bounds.edtf))
        last = max(read, key=lambda bounds: (bounds.end_latest, bounds.edtf))
        return f"[{first.edtf}..{last.edtf}]"

    def _read(self, name: str, text: str) -> Bounds:
        try:
            bounds = self.facts.date(text)
        except DateError as error:
            raise RowError(f"the date in {name} cannot be read: {error.message}") from error
        if not (bounds.start_earliest and bounds.end_latest) or "/" in bounds.edtf:
            raise RowError(f"the date in {name} cannot be read: {text!r} is no single date")
        return bounds

    def period(self, node: Node, entity: Entity, start: str, end: str) -> None:
        """Date a thing by two properties, and by its status where the end is missing.

        `current` is an open end; `ended` has an end by the day of which the release speaks.
        """
        since, until = self.date(entity, start), self.date(entity, end)
        status = entity.first("status").casefold() if not until else ""
        day = self.day_of(entity)
        if status == "current":
            until = ".."
        if since or until:
            bounds = self._interval(since, until)
            self.facts.dates(node, bounds, as_of=day)
            begun = not bounds.start_earliest or (day and bounds.start_earliest <= day)
        else:
            begun = True
        if day and begun:
            self._status(node, status, since, day)

    def _interval(self, start: str, end: str) -> Bounds:
        try:
            return self.facts.interval(start, "present" if end == ".." else end)
        except DateError as error:
            raise RowError(f"the dates cannot be read: {error.message}") from error

    def _status(self, node: Node, status: str, since: str, day: Day) -> None:
        if status == "current" and not since:
            self.facts.add(node, term(GA.startLatest), date_literal(day))
        if status == "ended":
            self.facts.add(node, term(GA.endLatest), date_literal(day))

    def day_of(self, entity: Entity) -> Day | None:
        """The day for which an entity is told: that of the release, or an earlier last meeting."""
        days = [day for day in (self.facts.release.as_of, entity.last_seen) if day]
        return min(days, default=None)

    def checked_period(self, entity: Entity, start: str, end: str) -> Bounds:
        """Read two properties as the start and the end of a period.

        Raises:
            RowError: a date cannot be read, or the end is before the start.
        """
        return self._interval(self.date(entity, start), self.date(entity, end))

    def date_later(self, node: Node, starts: Sequence[str], ends: Sequence[str] = ()) -> None:
        """Date a thing when all rows are known, since several may speak of it."""
        if starts or ends:
            dates = self._dates.setdefault(node, Dates())
            dates.starts.update(starts)
            dates.ends.update(ends)

    def happened_later(self, event: Node, entity: Entity, name: str) -> None:
        """Date an event of one day by a property, when all rows are known."""
        self.date(entity, name)  # what cannot be read is told of its row
        self.date_later(event, entity.all(name))
        self._dates[event].instant = True

    def write_dates(self) -> None:
        """Write the dates that were kept for the end."""
        for node, dates in self._dates.items():
            start = self._one_date("startDate", sorted(dates.starts))
            end = self._one_date("endDate", sorted(dates.ends))
            try:
                bounds = self.facts.date(start) if dates.instant else self._interval(start, end)
            except InputError:  # two rows, each in order, and the end of one before both starts
                self.remark(node, "Start", start)
                self.remark(node, "End", end)
                continue
            self.facts.dates(node, bounds)


def key_of(kind: str, id: str) -> str:
    """The key of an entity's thing: that of its IRI where our own export made the id of it."""
    slug = id.removeprefix(f"geoactors-{kind}-")
    return slug if slug != id and is_slug(slug) else f"ftm:{id}"


def _is_finer(one: Bounds, other: Bounds) -> bool:
    """Whether a date says the same as another, and more exactly."""
    return other.contains(one) and not one.contains(other)

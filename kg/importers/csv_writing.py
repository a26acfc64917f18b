"""The things of a row, written as facts: a method for each way in which a field is read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

import pyoxigraph as ox
from rdflib import RDFS, SKOS

from kg.importers.csv_cells import code_in, date_in, flag_in, number_in, period_in
from kg.importers.csv_mapping import Setting, TableMapping, Thing
from kg.importers.csv_rows import Rows, is_area
from kg.importers.facts import EVIDENCE, Facts, Node, term, web_page
from kg.importers.rows import Row, RowError
from kg.importers.slugs import last_step
from kg.vocabulary import GA, GC

_WRITTEN_APART = frozenset(
    ("wikidata", "start", "end", "date", "current", "quote", "document", "status")
)


@dataclass(frozen=True, slots=True)
class Described:
    """A thing of a row that is being written: *known* when an earlier row made it, *nodes* are
    all things of the row."""

    row: Row[dict[str, str]]
    thing: Thing
    node: Node
    nodes: dict[str, Node]
    known: bool

    @property
    def slug(self) -> str:
        """The last step of its IRI."""
        return last_step(self.node)


class Writer:
    """Writes the things of rows."""

    def __init__(self, facts: Facts, mapping: TableMapping, rows: Rows) -> None:
        self._facts = facts
        self._source = mapping.source
        self._rows = rows
        self._passages: Counter[Node] = Counter()
        self._dated: dict[Node, str] = {}
        self._row_dated: dict[Node, str] = {}
        self._writers: dict[str, Callable[[Described, Setting], None]] = {
            "names": self._names,
            "code": self._code,
            "thing": self._thing,
            "country": self._country,
            "page": self._page,
            "flag": self._flag,
            "number": self._number,
            "life": self._life,
        }

    def begin(self) -> None:
        """Begin a row; what was noted of a row that could not be read is forgotten."""
        self._row_dated.clear()

    def end(self) -> None:
        """End a row that could be read."""
        self._dated.update(self._row_dated)

    def write(self, it: Described) -> None:
        """Write a thing.

        Raises:
            RowError: a cell cannot be read, or says something else than an earlier row.
        """
        self._facts.type(it.node, it.thing.classed)
        for name, setting in it.thing.settings.items():
            if name not in _WRITTEN_APART:
                self._writers[setting.field.take](it, setting)
        bounds = period_in(self._facts, it.thing.settings, it.row.value, self._source.order)
        if bounds is not None:
            self._date(it.node, bounds.edtf, it)
            self._facts.dates(it.node, bounds)
        if it.thing.kind.evidenced:
            self._evidence(it)
        for part in it.thing.parts:
            self._part(it, part)

    # -- fields

    def _names(self, it: Described, setting: Setting) -> None:
        facts, predicate = self._facts, setting.field.predicate
        for language, value in setting.values:
            for text in value.texts(it.row.value):
                if predicate in (SKOS.prefLabel, SKOS.altLabel):
                    facts.name(it.node, text, language, alias=predicate == SKOS.altLabel)
                elif setting.field.single:
                    self._add(it, setting, ox.Literal(text, language=language))
                else:
                    facts.text(it.node, predicate, text, language)

    def _code(self, it: Described, setting: Setting) -> None:
        for code in code_in(setting, it.row.value):
            self._add(it, setting, term(GC[code]))

    def _thing(self, it: Described, setting: Setting) -> None:
        if (node := it.nodes.get(setting.target)) is not None:
            if node == it.node:
                raise RowError(f"the {it.thing.name} is its own {setting.name}")
            self._add(it, setting, node)

    def _country(self, it: Described, setting: Setting) -> None:
        for name in setting.value.texts(it.row.value):
            if setting.field.predicate == GA.location:
                self._add(it, setting, self._rows.territory(name))
                continue
            country = self._rows.country(name)
            if is_area(country):  # it has no authority and no citizens
                text = f"{setting.name}: {name}"
                self._facts.text(it.node, RDFS.comment, text, self._source.language)
            else:
                self._add(it, setting, country)

    def _page(self, it: Described, setting: Setting) -> None:
        for address in setting.value.texts(it.row.value):
            if (page := web_page(address)) is not None:
                self._add(it, setting, page)
            else:
                self._facts.text(it.node, RDFS.comment, address, self._source.language)

    def _flag(self, it: Described, setting: Setting) -> None:
        if setting.value.text(it.row.value):
            self._facts.flag(it.node, setting.field.predicate, flag_in(setting, it.row.value))

    def _number(self, it: Described, setting: Setting) -> None:
        if (number := number_in(setting, it.row.value)) is not None:
            self._add(it, setting, ox.Literal(number))

    def _life(self, it: Described, setting: Setting) -> None:
        """A birth or a death, with the row as evidence."""
        facts = self._facts
        bounds = date_in(facts, setting, it.row.value, self._source.order)
        if bounds.is_unknown:
            return
        type = "birth" if setting.name == "born" else "death"
        event = facts.mint("event", f"{it.slug}:{type}")
        facts.add(it.node, term(setting.field.predicate), event)
        if self._date(event, bounds.edtf, it):
            evidence = facts.evidence(it.row, f"event-{it.slug}-{type}")
            facts.event(event, type, evidence, bounds)

    def _add(self, it: Described, setting: Setting, value: Node | ox.Literal) -> None:
        predicate = term(setting.field.predicate)
        if setting.field.single and it.known and not self._facts.holds(it.node, predicate, value):
            raise RowError(
                f"the {it.thing.name} has another {setting.name} in an earlier row",
                hint=f"Its key does not tell two of them apart: {it.slug}.",
            )
        self._facts.add(it.node, predicate, value)

    # -- dates and evidence

    def _date(self, node: Node, edtf: str, it: Described) -> bool:
        """Note a date; false when an earlier row had it.

        Raises:
            RowError: an earlier row had another.
        """
        held = self._row_dated.get(node) or self._dated.get(node)
        if held is None or held == "/":
            self._row_dated[node] = edtf
        elif held != edtf and edtf != "/":
            raise RowError(
                f"the {it.thing.name} has another date in an earlier row: {held}, now {edtf}",
                hint=f"Its key does not tell two of them apart: {it.slug}.",
            )
        return held is None

    def _evidence(self, it: Described) -> None:
        facts, settings = self._facts, it.thing.settings
        number = self._passages[it.node] = self._passages[it.node] + 1
        key = f"{it.thing.kind.part}-{it.slug}" + (f"-{number}" if number > 1 else "")
        quote, source = settings.get("quote"), settings.get("document")
        document = it.nodes.get(source.target) if source else None
        if document is not None and document not in facts.release.documents:
            facts.release.documents.append(document)
        passage = facts.evidence(
            it.row,
            key,
            quote=quote.value.text(it.row.value) if quote else "",
            language=self._source.language,
            document=document,
        )
        facts.add(it.node, EVIDENCE, passage)
        if (status := settings.get("status")) is not None:
            for code in code_in(status, it.row.value):
                facts.occurred(it.node, f"{it.slug}-{code}", passage, code)

    def _part(self, it: Described, part: dict[str, Setting]) -> None:
        """The part of an agent in an event."""
        agent = it.nodes.get(part["agent"].target)
        if agent is None:
            return
        others = {
            name: it.nodes.get(part[name].target) if name in part else None
            for name in ("capacity", "representing")
        }
        for role in code_in(part["role"], it.row.value):
            fragment = f"{it.slug}-{role}-{last_step(agent)}"
            self._facts.participation(it.node, fragment, agent, role, **others)

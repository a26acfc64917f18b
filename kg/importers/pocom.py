"""Principal officers and chiefs of mission (POCOM): XML of the US Office of the Historian."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from rdflib import DCTERMS, ORG, RDFS

from kg.importers.facts import TYPE, Facts, Node, term
from kg.importers.files import InputFile
from kg.importers.formats import Format
from kg.importers.hsg_countries import Countries, Country
from kg.importers.hsg_people import SECRETARY, person, position, united_states
from kg.importers.markup import inner_text, text_of
from kg.importers.names import clean
from kg.importers.pocom_labels import Labels, Write
from kg.importers.pocom_parts import Part, read_id, read_parts
from kg.importers.pocom_people import People
from kg.importers.pocom_tenures import Tenures
from kg.importers.release import SPDX, Terms
from kg.importers.rows import IMPORTED, MERGED, Fate, Row, RowError, skipped
from kg.vocabulary import GA

_CATEGORY, _ROLE = "role-category-code", "role"
_LAST = ("roles-", "code-tables")
_ROLE_TYPES = (
    ("ambassador", "ambassador"),
    ("envoy-", "envoy"),
    ("minister-plenipotentiary", "envoy"),
    ("minister-resident", "minister-resident"),
    ("charge-", "charge-d-affaires"),
    ("consul-general", "consul-general"),
    ("principal-officer", "principal-officer"),
    ("acting-principal-officer", "principal-officer"),
    ("representative-", "permanent-representative"),
)
_AGENCIES = "foreign-assistance-agencies"


class Pocom:
    """The persons, missions, positions and tenures of one release."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._countries = Countries(facts)
        self._home = united_states(facts)
        self._labels = Labels()
        self._tenures = Tenures(facts, self._countries)
        self._people = People(facts, self._labels)
        self._unnamed: dict[Node, str] = {}
        self._named: set[Node] = set()
        self._known: dict[tuple[str, str], Node] = {}

    def rows(self, files: Sequence[InputFile]) -> Iterator[Row[Part]]:
        """The rows of all files; roles and code tables after all that uses them."""
        for file in sorted(files, key=lambda f: any(mark in f.name for mark in _LAST)):
            yield from read_parts(file)

    def take(self, row: Row[Part]) -> Fate:
        """A person, a mission, a position, a tenure or what an entry of a table names."""
        match row.value.kind:
            case "person":
                return self._people.write(row)
            case "chief":
                return self._chief(row)
            case "principal":
                return self._principal(row)
            case "principal-position":
                return self._position(row)
            case "country-mission" | "org-mission":
                self._mission(row.value)
                return IMPORTED
            case "mission-note":
                text = text_of(row.value.element, "text")
                self._facts.text(self._mission(row.value), RDFS.comment, text, "en")
                return MERGED
            case "role":
                return self._label(_ROLE, "id", "names/singular", row.value)
            case "item":
                return self._label(row.value.owner, "value", "label", row.value)
            case "concurrent-appointments":
                return skipped("it groups tenures that the files of missions hold")
        raise RowError(f"an element {row.value.kind[:40]} is no row of the source")

    def finish(self) -> None:
        """Name what no row of the release named."""
        self._labels.finish()
        for node, id in self._unnamed.items():
            if node not in self._named and node not in self._people.named:
                self._facts.name(node, id)

    # -- missions and their chiefs

    def _mission(self, part: Part) -> Node:
        facts, id = self._facts, read_id(part.head, _owner_element(part))
        known = self._known.get(("mission", id))
        if known is not None and facts.holds(known, TYPE, term(GA.PublicBody)):
            return known
        node = self._known["mission", id] = facts.type(
            facts.mint("agent", f"hsg:missions:{id}"), GA.PublicBody
        )
        facts.code(node, GA.organisationType, "embassy")
        facts.add(node, term(GA.jurisdiction), self._home)
        if part.head.tag == "country-mission":
            name = self._countries.find(id).name
            facts.name(node, f"Mission of the United States to {name}")
        else:
            facts.name(node, f"Mission of the {text_of(part.head, 'names/singular')}")
            for paragraph in part.head.findall("description//p"):
                facts.text(node, DCTERMS.description, inner_text(paragraph), "en")
        return node

    def _chief(self, row: Row[Part]) -> Fate:
        facts, part = self._facts, row.value
        role = read_id(part.element, "role-title-id")
        post = self._mission_post(part, role)
        fate = self._tenures.write(row, post, self._sent_to(part))
        self._seen(part)
        if role == part.owner:  # at an organisation, whose file has the title
            facts.name(post, text_of(part.head, "names/singular"))
        else:
            self._labels.use(_ROLE, role, post.value, self._title(post, part))
        return fate

    def _mission_post(self, part: Part, role: str) -> Node:
        facts = self._facts
        known = self._known.get((part.owner, role))
        if known is not None and facts.holds(known, TYPE, term(GA.Post)):
            return known
        post = facts.mint("post", f"hsg:missions:{part.owner}:{role}")
        self._known[part.owner, role] = post
        type = next((c for start, c in _ROLE_TYPES if role.startswith(start)), "chief-of-mission")
        mission = self._mission(part)
        return facts.post(post, "", type=type, jurisdiction=self._home, body=mission)

    def _sent_to(self, part: Part) -> Country | None:
        """The country of the time, as it was when the chief was sent."""
        if part.head.tag != "country-mission":
            return None
        return self._countries.find(
            text_of(part.element, "contemporary-territory-id") or part.owner
        )

    def _title(self, post: Node, part: Part) -> Write:
        name = part.owner
        if part.head.tag == "country-mission":
            name = self._countries.find(part.owner).name
        return lambda label: self._facts.name(post, f"{label} of the United States to {name}")

    # -- positions and their holders

    def _position(self, row: Row[Part]) -> Fate:
        facts, element = self._facts, row.value.element
        id = read_id(element, "id")
        post, category = position(facts, id), text_of(element, "category")
        facts.name(post, text_of(element, "names/singular"), alias=id == SECRETARY)
        if category == _AGENCIES:
            facts.code(post, GA.postType, "head-of-organisation")
        else:
            facts.add(post, term(ORG.postIn), self._department())
            if id != SECRETARY:
                facts.code(post, GA.postType, "principal-officer")
        self._years(row.value, post)
        for paragraph in element.findall("description//p"):
            facts.text(post, DCTERMS.description, inner_text(paragraph), "en")
        self._named.add(post)
        self._labels.comment(facts, _CATEGORY, category, post, "Category")
        return IMPORTED

    def _years(self, part: Part, post: Node) -> None:
        """The years of a position, as comments: they are those of its present title and of an
        old listing as a rule, and tenures lie before and after them."""
        spans = [[clean(inner_text(e)) for e in part.element.findall(n)] for n in ("start", "end")]
        for start, end in zip_longest(*spans, fillvalue=""):
            if start or end:
                text = f"Listed from {start or '?'} to {end or '?'}"
                self._facts.text(post, RDFS.comment, text, "en")

    def _principal(self, row: Row[Part]) -> Fate:
        role = text_of(row.value.element, "role-title-id") or row.value.owner
        post = position(self._facts, role)
        fate = self._tenures.write(row, post, None)
        self._unnamed.setdefault(post, role.replace("-", " "))
        self._seen(row.value)
        return fate

    def _department(self) -> Node:
        facts = self._facts
        node = facts.mint("agent", "hsg:organisations:department-of-state")
        facts.name(facts.type(node, GA.PublicBody), "United States Department of State")
        facts.code(node, GA.organisationType, "ministry")
        facts.add(node, term(GA.jurisdiction), self._home)
        return node

    # -- names

    def _seen(self, part: Part) -> None:
        """Note a person, who is named by the id when no file of the release names him or her."""
        id = text_of(part.element, "person-id")
        self._unnamed.setdefault(person(self._facts, id), id)

    def _label(self, table: str, key: str, label: str, part: Part) -> Fate:
        value = text_of(part.element, key)
        return self._labels.give(table, value, text_of(part.element, label) or value)


def _owner_element(part: Part) -> str:
    return "territory-id" if part.head.tag == "country-mission" else "id"


FORMATS = {
    "pocom": Format(
        "pocom",
        "Principal officers and chiefs of mission of the US, by the Office of the Historian: XML",
        (
            "people/*.xml",
            "missions-countries/*.xml",
            "missions-orgs/*.xml",
            "positions-principals/*.xml",
            "roles-country-chiefs/*.xml",
            "code-tables/*.xml",
            "concurrent-appointments/*.xml",
        ),
        Terms(
            title="Principal Officers and Chiefs of Mission",
            publisher="Office of the Historian, US Department of State",
            license=f"{SPDX}CC0-1.0",
            homepage="https://history.state.gov/departmenthistory/people",
        ),
        Pocom,
    )
}

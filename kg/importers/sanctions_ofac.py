"""The list of Specially Designated Nationals: OFAC's sdn.csv, alt.csv and add.csv."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.importers.facts import TYPE, Facts, Node, term
from kg.importers.files import InputFile
from kg.importers.formats import Format
from kg.importers.names import clean, script_language
from kg.importers.release import Terms
from kg.importers.rows import IMPORTED, MERGED, Fate, Row, RowError, skipped
from kg.importers.sanctions import VESSELS, Listings, publishing_authority
from kg.importers.sanctions_cells import birth_bounds
from kg.importers.sanctions_remarks import Remarks, read_remarks
from kg.importers.slugs import last_step
from kg.importers.tables import Dialect, read_table
from kg.vocabulary import GA

Cells = dict[str, str]

_NULL = "-0-"
_END_OF_FILE = "\x1a"
_COLUMNS = {
    "sdn": (
        "ent_num,sdn_name,sdn_type,program,title,call_sign,vess_type,tonnage,grt,vess_flag,"
        "vess_owner,remarks"
    ),
    "alt": "ent_num,alt_num,alt_type,alt_name,alt_remarks",
    "add": "ent_num,add_num,address,city,country,add_remarks",
}
_KINDS = {"": GA.Organisation, "individual": GA.Person}
_FORMER = {"fka": "Former name", "nka": "Present name"}


class SdnList:
    """The entries of one edition of the list, with their other names and addresses."""

    def __init__(self, facts: Facts) -> None:
        office = publishing_authority(facts, "agency", "US")
        self._facts = facts
        self._listings = Listings(facts, "ofac-sdn", office)
        self._tables: dict[str, str] = {}
        self._agents: dict[str, Node] = {}
        self._entries: dict[str, tuple[str, str]] = {}
        self._listed: set[Node] = set()
        self._vessels: set[str] = set()
        self._named: dict[str, Node | None] = {}
        self._links: list[tuple[Node, str]] = []

    def rows(self, files: Sequence[InputFile]) -> Iterator[Row[Cells]]:
        """The rows of all tables: entries first, whatever the order of the files.

        The mark that ends OFAC's own files is no row.
        """
        for file in files:
            self._tables[file.name] = _table(file)
        order = list(_COLUMNS)
        for file in sorted(files, key=lambda file: order.index(self._tables[file.name])):
            columns = tuple(_COLUMNS[self._tables[file.name]].split(","))
            for row in read_table(file, dialect=Dialect(columns=columns)):
                cells = list(row.value.values())
                if cells in ([_END_OF_FILE], [""]) and row.problem:
                    continue
                row.value = {name: _text(cell) for name, cell in row.value.items()}
                yield row

    def take(self, row: Row[Cells]) -> Fate:
        """An entry with its listing, another name, or an address."""
        table, number = self._tables[row.file], row.value["ent_num"]
        if not (number.isascii() and number.isdecimal()):
            raise RowError(f"ent_num is no number: {number[:40]!r}")
        if table == "sdn":
            return self._entry(row)
        if number in self._vessels:
            return skipped(VESSELS)
        agent = self._agents.get(number)
        if agent is None:
            return skipped("no entry of sdn.csv has its number")
        return self._other_name(agent, row) if table == "alt" else self._address(agent, row)

    def finish(self) -> None:
        """Links to entries of exactly that name, where there is one such entry."""
        concerns = term(GA.concerns)
        for event, name in self._links:
            found = {self._named[n] for n in (name, f"{name}.") if n in self._named}
            linked = next(iter(found)) if len(found) == 1 else None
            if linked is not None:
                self._facts.add(event, concerns, linked)

    def _entry(self, row: Row[Cells]) -> Fate:
        facts, cells = self._facts, row.value
        if cells["sdn_type"].lower() in ("vessel", "aircraft"):
            self._vessels.add(cells["ent_num"])
            return skipped(VESSELS)
        kind = _KINDS.get(cells["sdn_type"].lower())
        if kind is None:
            return skipped("its type is none of individual, vessel, aircraft and nothing")
        if not cells["sdn_name"]:
            raise RowError("sdn_name is empty")
        name = clean(cells["sdn_name"])
        remarks = read_remarks(cells["remarks"])
        key = self._key(cells["ent_num"], name, str(kind))
        agent = facts.type(facts.mint("agent", key), kind)
        first = agent not in self._listed
        facts.name(agent, name, script_language(name))
        event, evidence = self._listing(row, key, agent, name)
        self._remarks(agent, event, key, remarks, cells, evidence)
        self._register(cells["ent_num"], name, str(kind), agent)
        self._links += [(event, link) for link in remarks.links]
        return IMPORTED if first else MERGED

    def _key(self, number: str, name: str, kind: str) -> str:
        """The key of an entry.

        A number that stands for another name already is a slip of the list; that entry is known
        by number and name.
        """
        said = self._entries.get(number)
        if said is None or said == (name, kind):
            return f"ofac-sdn:{number}"
        return f"ofac-sdn:{number}:{name}"

    def _register(self, number: str, name: str, kind: str, agent: Node) -> None:
        self._listed.add(agent)
        self._agents.setdefault(number, agent)
        self._entries.setdefault(number, (name, kind))
        if self._named.setdefault(name, agent) != agent:
            self._named[name] = None

    def _listing(self, row: Row[Cells], key: str, agent: Node, name: str) -> tuple[Node, Node]:
        facts, cells = self._facts, row.value
        event = facts.mint("event", f"{key}:listing")
        evidence = self._listings.row_evidence(row, last_step(event), quote=cells["remarks"])
        programs = [part for text in cells["program"].split("] [") if (part := text.strip(" []"))]
        bases = [
            self._listings.cited(f"ofac:program:{p}", f"OFAC sanctions program {p}", "regulation")
            for p in programs
        ]
        self._listings.listing(event, agent, f"OFAC listing of {name}", evidence, None, bases)
        if "FTO" in programs and cells["sdn_type"] == "":
            facts.code(agent, GA.organisationType, "terrorist-organisation")
        return event, evidence

    def _remarks(
        self, agent: Node, event: Node, key: str, remarks: Remarks, cells: Cells, evidence: Node
    ) -> None:
        listings = self._listings
        listings.note(agent, "Title", cells["title"])
        for name in remarks.weak_names:
            listings.alias(agent, name, weak=True)
        titles = cells["title"].split("; ")
        for text in remarks.others:
            if text not in titles:
                listings.note(agent, "", text)
        for address in remarks.websites:
            listings.website(agent, address)
        if cells["sdn_type"]:
            self._person(agent, key, remarks, evidence)
        else:
            self._organisation(agent, remarks)

    def _person(self, person: Node, key: str, remarks: Remarks, evidence: Node) -> None:
        for text in remarks.nationalities:
            self._listings.citizen(person, text)
        if remarks.births or remarks.birth_places:
            bounds = birth_bounds(self._facts, "DOB in remarks", remarks.births)
            words = "; ".join(remarks.births)
            words = words if bounds is None or bounds.edtf.startswith("[") else ""
            self._listings.birth(person, key, evidence, bounds, words, remarks.birth_places)

    def _organisation(self, agent: Node, remarks: Remarks) -> None:
        facts = self._facts
        bounds = birth_bounds(facts, "Organization Established Date in remarks", remarks.founded)
        if bounds is not None and not facts.holds(agent, TYPE, term(GA.Organisation)):
            facts.dates(agent, facts.interval(bounds.edtf, ""))
        elif remarks.founded:
            self._listings.note(agent, "Founded", "; ".join(remarks.founded))
        for label, texts in (
            ("Date of birth", remarks.births),
            ("Place of birth", remarks.birth_places),
            ("Nationality", remarks.nationalities),
        ):
            for text in texts:
                self._listings.note(agent, label, text)

    def _other_name(self, agent: Node, row: Row[Cells]) -> Fate:
        cells = row.value
        if not cells["alt_name"]:
            return skipped("the row holds no name")
        self._listings.alias(agent, cells["alt_name"])
        if label := _FORMER.get(cells["alt_type"].lower()):
            self._listings.note(agent, label, cells["alt_name"])
        self._listings.note(agent, cells["alt_name"], cells["alt_remarks"])
        return MERGED

    def _address(self, agent: Node, row: Row[Cells]) -> Fate:
        cells = row.value
        parts = [cells[name] for name in ("address", "city", "country") if cells[name]]
        if not parts:
            return skipped("the row holds no address")
        self._listings.note(agent, "Address", ", ".join(parts))
        self._listings.note(agent, "Remark on the address", cells["add_remarks"])
        return MERGED


def _table(file: InputFile) -> str:
    """Which of the three tables a file is, by its name."""
    stem = file.stem.lower()
    for table in _COLUMNS:
        if stem == table or stem.startswith((f"{table}_", f"{table}-")):
            return table
    raise RowError(
        f"{file.name}: the name tells no table of OFAC", hint="It is sdn.csv, alt.csv or add.csv."
    )


def _text(cell: str) -> str:
    return "" if cell == _NULL else cell


FORMATS = {
    "sanctions-ofac": Format(
        "sanctions-ofac",
        "OFAC's Specially Designated Nationals: sdn.csv, alt.csv and add.csv",
        ("sdn.csv", "alt.csv", "add.csv"),
        Terms(
            title="Specially Designated Nationals and Blocked Persons List",
            publisher="Office of Foreign Assets Control",
            license="http://creativecommons.org/publicdomain/mark/1.0/",
            homepage="https://ofac.treasury.gov/",
            rights="A work of the Government of the United States, in the public domain.",
            document_type="sanctions-list",
        ),
        SdnList,
    )
}

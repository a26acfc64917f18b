"""OFAC's list: entries with names, births and programs; remarks; links between entries."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import InputError
from kg.importers import Import
from tests.importers.support import ask, fixture, imported, rows, write

NULL = "-0- "


def _entry(number: str, name: str, remarks: str = NULL, **cells: str) -> str:
    quoted = [cells.get("type", "individual"), cells.get("program", "SDGT"), NULL]
    row = [number, name, *quoted, *[NULL] * 6, remarks]
    return ",".join('"' + cell.replace('"', '""') + '"' for cell in row)


def _made(folder: Path, *lines: str, **others: list[str]) -> Import:
    paths = [write(folder, "sdn.csv", list(lines))]
    paths += [write(folder, f"{name}.csv", rows) for name, rows in others.items()]
    return imported("sanctions-ofac", *reversed(paths))


def test_a_person_has_births_nationality_and_links() -> None:
    """Remarks are read by their labels; what has no term stays a comment."""
    made = imported("sanctions-ofac", fixture("sanctions-ofac"))
    assert ask(
        made,
        """ASK { ?p a ga:Person ; skos:prefLabel "AYAD, Adnan"@en ; ga:birth ?birth ;
             ga:citizenship agent:lebanon , agent:germany ;
             rdfs:comment "Gender Male"@en , "Linked To: HIZBALLAH"@en .
           ?birth ga:edtf "[1963-01-01..1963-03-10]"^^edtf:EDTF ;
             ga:timeExpression "10 Mar 1963; 01 Jan 1963"@en }""",
    )
    assert rows(
        made,
        """SELECT ?name { ?listing ga:concerns ?other ; skos:prefLabel ?name .
           ?other skos:prefLabel "AYAD, Adnan"@en } ORDER BY ?name""",
    ) == [
        ("OFAC listing of HAMER AND NAIL CONSTRUCTION LIMITED",),
        ("OFAC listing of HAMIDCO INVESTMENT LIMITED",),
    ]


def test_programs_are_the_basis_of_a_listing() -> None:
    """Several programs of one entry are apart; the terrorist list is one of organisations."""
    made = imported("sanctions-ofac", fixture("sanctions-ofac"))
    found = rows(
        made,
        """SELECT ?title { ?a skos:prefLabel "KATA'IB HIZBALLAH"@en ;
             ga:organisationType gc:terrorist-organisation .
           ?e ga:hasParticipation/ga:participant ?a ; ga:legalBasis/dcterms:title ?title ;
             ga:hasParticipation/ga:participant/skos:prefLabel
               "Office of Foreign Assets Control"@en } ORDER BY ?title""",
    )
    assert found == [(f"OFAC sanctions program {name}",) for name in ("FTO", "IRAQ3", "SDGT")]


def test_names_in_the_remarks_are_weak() -> None:
    """Aliases in quotation marks only help finding; those of alt.csv are names, former ones too."""
    made = imported("sanctions-ofac", fixture("sanctions-ofac"))
    assert ask(made, """ASK { ?a skos:hiddenLabel "KATIBAT ABU FATHEL AL A'ABAS"@en }""")
    assert ask(made, """ASK { ?a skos:altLabel "KATA'IB HEZBOLLAH"@en }""")
    former = "EASTNINE INTERNATIONAL TRADING CO., LTD."
    assert ask(
        made, f'ASK {{ ?a skos:altLabel "{former}"@en ; rdfs:comment "Former name: {former}"@en }}'
    )


def test_a_number_of_two_entries_is_two_agents() -> None:
    """The list gives one number to a person and a company; names and addresses follow the first."""
    made = imported("sanctions-ofac", fixture("sanctions-ofac"))
    assert rows(
        made,
        """SELECT ?key ?class { ?a dcterms:identifier ?key ; a ?class
           FILTER(STRSTARTS(?key, "ofac-sdn:2677"))
           FILTER(?class IN (ga:Person, ga:Organisation)) } ORDER BY ?key""",
    ) == [
        ("ofac-sdn:2677", "ns#Person"),
        ("ofac-sdn:2677:HAMER AND NAIL CONSTRUCTION LIMITED", "ns#Organisation"),
    ]
    assert ask(
        made,
        """ASK { ?a dcterms:identifier "ofac-sdn:2677" ; skos:altLabel "ZUMAR, Abbud"@en ;
             rdfs:comment "Address: Egypt"@en }""",
    )


def test_aircraft_are_counted_and_left_out() -> None:
    """Entries that are no agents go with their names and addresses."""
    made = imported("sanctions-ofac", fixture("sanctions-ofac"))
    assert made.accounts.total.reasons == {"vessels and aircraft are no agents of the model": 1}
    assert not ask(made, 'ASK { ?a ?p "EP-GOM"@en }')


def test_entries_come_first_whatever_the_order(tmp_path: Path) -> None:
    """Names and addresses of no entry are skipped with a reason, and so are empty ones."""
    made = _made(
        tmp_path,
        _entry("1", "DOE, Jane"),
        alt=['1,10,aka,"JJ",-0- ', '9,11,aka,"X",-0- '],
        add=["1,20,-0- ,-0- ,-0- ,-0- ", '1,21,"Main St. 1",-0- ,"Iraq",-0- '],
    )
    assert made.accounts.total.as_json()["imported"] == 1
    assert made.accounts.total.reasons == {
        "no entry of sdn.csv has its number": 1,
        "the row holds no address": 1,
    }
    assert ask(
        made, 'ASK { ?a skos:altLabel "JJ"@en ; rdfs:comment "Address: Main St. 1, Iraq"@en }'
    )


def test_links_need_one_entry_of_exactly_that_name(tmp_path: Path) -> None:
    """A name of two entries, or of none, stays a text; the full stop that ends remarks may be part
    of a name."""
    made = _made(
        tmp_path,
        _entry("1", "DOE, Jane", "Linked To: TWICE; Linked To: NOBODY; Linked To: ACME S.A."),
        _entry("2", "TWICE", type=NULL),
        _entry("3", "TWICE", type=NULL),
        _entry("4", "ACME S.A.", type=NULL),
    )
    assert rows(made, "SELECT ?to { ?e ga:concerns ?to }") == [("ofac-sdn-4",)]
    for name in ("TWICE", "NOBODY", "ACME S.A"):
        assert ask(made, f'ASK {{ ?a rdfs:comment "Linked To: {name}"@en }}')


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (_entry("1", "DOE, Jane", "DOB 31 Feb 1960."), "DOB in remarks holds no date"),
        (_entry("1", "DOE, Jane", "DOB 03/04/1960."), "DOB in remarks holds no date"),
        (_entry("1", NULL), "sdn_name is empty"),
        (_entry("x> <y", "DOE, Jane"), "ent_num is no number"),
        (_entry("1", "a bell\a"), "control character"),
        ("1,DOE", "it has 2 cells"),
    ],
)
def test_a_row_that_cannot_be_read_is_named(line: str, reason: str, tmp_path: Path) -> None:
    """File, row and reason, and nothing is imported."""
    with pytest.raises(InputError, match=f"sdn.csv, row 2: .*{reason}"):
        _made(tmp_path, _entry("7", "ROE, Richard"), line)


def test_hostile_cells_stay_texts(tmp_path: Path) -> None:
    """Markup, formulas and IRIs with brackets are literals."""
    made = _made(
        tmp_path,
        _entry(
            "1",
            '=HYPERLINK("http://x.invalid","y")',
            "POB Tunis> <evil; Website http://a.invalid/> <evil; <script>alert(1)</script>",
            program='SDGT] [X"> <evil',
        ),
    )
    assert ask(made, 'ASK { ?a rdfs:comment "<script>alert(1)</script>"@en }')
    assert ask(made, """ASK { ?a skos:prefLabel '=HYPERLINK("http://x.invalid","y")'@en }""")
    assert not ask(made, "ASK { ?s ?p ?o FILTER(isIRI(?o) && CONTAINS(STR(?o), '<')) }")


def test_the_mark_that_ends_a_file_is_no_row(tmp_path: Path) -> None:
    """OFAC's own files end in the character U+001A."""
    path = write(tmp_path, "sdn.csv", _entry("1", "DOE, Jane").encode() + b"\r\n\x1a\r\n")
    assert imported("sanctions-ofac", path).accounts.total.rows == 1


def test_a_file_of_another_name_is_refused(tmp_path: Path) -> None:
    """Only names tell the tables apart, since they have no header."""
    path = write(tmp_path, "list.csv", ["1,2,3"])
    with pytest.raises(InputError, match=r"list\.csv: the name tells no table of OFAC"):
        imported("sanctions-ofac", path)

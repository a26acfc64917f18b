"""Lists of states: entries of ISO 3166, two state systems, memberships; and broken lists."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import InputError
from kg.importers import Import
from tests.importers.support import ask, fixture, imported, rows, write

_COW = "cowcode,cowc,country_name,start,end,microstate"
_GW = "gwcode,gwc,country_name,start,end,microstate"
_CONVERTER = "name_short\tname_official\tISO2\tISO3\tISOnumeric\tUN\tUNmember\tG7\tEU\tEU28"


def _all() -> Import:
    return imported("states", fixture("states"))


def test_a_state_has_its_periods_and_its_dates() -> None:
    """Cuba was in the system twice: no one date of the state leaves out the years between."""
    made = _all()
    assert rows(
        made,
        """SELECT ?dates { ?membership org:member agent:cuba ; ga:edtf ?dates ;
           org:organization agent:states-cow-system } ORDER BY ?dates""",
    ) == [("1902-05-20/1906-09-25",), ("1909-01-23/..",)]
    assert rows(made, "SELECT ?dates { agent:cuba ga:edtf ?dates }") == []
    assert rows(made, "SELECT ?dates { agent:nauru ga:edtf ?dates }") == [("1999-09-14/..",)]


def test_the_first_day_of_the_list_is_no_day_of_founding() -> None:
    """Who enters in 1816 was there already."""
    found = "SELECT ?dates { agent:united-states ga:edtf ?dates }"
    assert rows(_all(), found) == [("[..1816-01-01]/..",)]


def test_an_open_end_is_certain_to_the_last_day_of_the_list() -> None:
    """Nothing says that a list of 1999 was still right when it was fetched."""
    found = "SELECT ?day { agent:united-states ga:endEarliest ?day }"
    assert rows(_all(), found) == [("1999-09-14",)]


def test_a_state_that_ended_is_the_lists_own_and_historical() -> None:
    """No packaged state is called Czechoslovakia; it was there twice, and has ended for good."""
    made = _all()
    assert rows(
        made,
        """SELECT ?state ?type ?dates { ?state skos:prefLabel "Czechoslovakia"@en ;
           ga:organisationType ?type ; dcterms:identifier "cowcode:315" .
           ?period org:member ?state ; ga:edtf ?dates } ORDER BY ?dates""",
    ) == [
        ("states-cow-315", "historical-state", "1918-10-28/1939-03-15"),
        ("states-cow-315", "historical-state", "1945-05-10/1992-12-31"),
    ]
    assert ask(made, 'ASK { ?m org:member agent:nauru ; rdfs:comment "microstate"@en }')


def test_withdrawn_codes_are_polities_that_had_ended() -> None:
    """The day of withdrawal is the last possible end; its precision is that of the list."""
    made = _all()
    assert rows(
        made,
        """SELECT ?name ?dates { ?polity a ga:Polity ; dcterms:identifier ?key ;
           skos:prefLabel ?name ; ga:edtf ?dates FILTER(STRSTARTS(?key, "states:iso-3166-3:")) }
           ORDER BY ?name""",
    ) == [
        ("Dahomey", "/[..1977]"),
        ("Netherlands Antilles", "/[..2010-12-15]"),
        ("USSR, Union of Soviet Socialist Republics", "/[..1992-08-30]"),
    ]
    assert not ask(made, "ASK { ?polity ga:isoAlpha2 ?code }")


def test_current_entries_are_the_packaged_states() -> None:
    """New names and codes are added, without articles; what is known is merged."""
    made = _all()
    assert not ask(made, "ASK { agent:cuba a ?class }")
    assert not ask(made, 'ASK { agent:cuba skos:altLabel "Republic of Cuba"@en }')
    assert ask(
        made,
        """ASK { agent:cuba skos:altLabel "República de Cuba"@es ; dcterms:identifier "FIPS:CU" ;
           ga:evidence [ ga:locator "country-codes.csv ISO3166-1-Alpha-3 CUB" ] .
           place:antarctica dcterms:identifier "FIPS:AY" }""",
    )
    assert made.accounts.files["iso_3166-1.json"].outcomes == {"merged": 2}


def test_a_capital_and_whose_a_territory_is() -> None:
    """Greenland is part of Denmark, and Nuuk its capital."""
    assert ask(
        _all(),
        """ASK { agent:greenland ga:jurisdiction agent:denmark .
           ?place ga:placeType gc:capital ; skos:prefLabel "Nuuk"@en ;
             ga:jurisdiction agent:greenland }""",
    )


def test_memberships_have_the_year_of_joining() -> None:
    """A mark is a membership without dates; the rounds of the EU are memberships of it."""
    made = _all()
    assert rows(
        made,
        """SELECT ?name ?dates { ?m org:member agent:france ; org:organization ?body .
           ?m dcterms:identifier ?key . OPTIONAL { ?body skos:prefLabel ?name }
           OPTIONAL { ?m ga:edtf ?dates } } ORDER BY ?name""",
    ) == [
        ("", "1945/"),
        ("European Union", ""),
        ("G7", ""),
        ("Organisation for Economic Co-operation and Development", "1961/"),
    ]
    assert ask(
        made,
        """ASK { membership:un-france org:organization agent:united-nations .
           ?m org:member agent:united-kingdom ; org:organization ?union ;
             ga:evidence [ ga:locator "country_data.tsv ISO3 GBR, EU28, EU27_2007" ] .
           ?union skos:altLabel "EU"@en }""",
    )


def test_a_row_may_end_early_and_an_obsolete_country_has_ended() -> None:
    """The row of the Netherlands Antilles lacks its last cells."""
    assert rows(
        _all(), 'SELECT ?dates { ?polity dcterms:identifier "states:ANT" ; ga:edtf ?dates }'
    ) == [("/[..2010]",)]


def test_each_list_has_its_document_and_licence() -> None:
    """The licence of a list stands at its document."""
    assert rows(
        _all(),
        """SELECT ?document ?license { ?document dcterms:isPartOf ?release ;
           dcterms:license ?license } ORDER BY ?document""",
    ) == [
        ("states-country-codes", "PDDL-1.0"),
        ("states-country-converter", "GPL-3.0-only"),
        ("states-cow", "MIT"),
        ("states-iso-3166-1", "LGPL-2.1-or-later"),
        ("states-iso-3166-3", "LGPL-2.1-or-later"),
    ]


def test_two_state_systems_are_two_imports(tmp_path: Path) -> None:
    """One graph holds one opinion on when a state began."""
    cow = write(tmp_path, "cowstates.csv", [_COW, "40,CUB,Cuba,1902-05-20,9999-12-31,False"])
    gw = write(tmp_path, "gwstates.csv", [_GW, "40,CUB,Cuba,1902-05-21,9999-12-31,False"])
    with pytest.raises(InputError, match=r"cowstates.csv and gwstates.csv: two lists"):
        imported("states", cow, gw)
    made = imported("states", gw)
    assert rows(made, "SELECT ?dates { agent:cuba ga:edtf ?dates }") == [("1902-05-21/..",)]


@pytest.mark.parametrize(
    ("name", "lines", "message"),
    [
        ("cow.csv", [_COW, "x,CUB,Cuba,1902-05-20,,False"], "row 1: cowcode is no number"),
        ("cow.csv", [_COW, "1,A,A,1902-02-30,,False"], "row 1: start and end are no period"),
        ("cow.csv", [_COW, "1,A,A,1902-01-02,1901-01-01,False"], "row 1: start and end are no"),
        (
            "cow.csv",
            [_COW, "1,A,A,1902-01-01,,False", "1,A,A,1902-01-01,1903-01-01,False"],
            "row 2: two rows of one state and start end differently",
        ),
        ("cow.csv", ["cowcode,country_name"], "row 0: the table lacks the columns cowc, start"),
        ("a.csv", ["a,b"], "no list of states"),
        ("a.json", ['{"3166-1": [{"alpha_3": "fra"}]}'], "/3166-1/0: alpha_3 is no alpha-3 code"),
        ("a.json", ['{"3166-1": [{"alpha_3": 7}]}'], "/3166-1/0: alpha_3 is no text"),
        (
            "a.json",
            ['{"3166-1": [{"alpha_3": "FRA", "alpha_2": "DE", "numeric": "250"}]}'],
            "/3166-1/0: alpha_2 is the code of another entry: 'DE' for FRA",
        ),
        (
            "a.json",
            ['{"3166-3": [{"alpha_4": "SUHH", "name": "USSR", "withdrawal_date": "1992-13"}]}'],
            "/3166-3/0: withdrawal_date is no date: '1992-13'",
        ),
        ("a.json", ['{"3166-3": [{"alpha_4": "<su>"}]}'], "/3166-3/0: alpha_4 is no code of ISO"),
        ("a.json", ['{"3166-3": [{"alpha_4"'], "not JSON, or cut short"),
        ("a.tsv", [_CONVERTER, "F\tF\tFR\tFRA\t250\t1945\t1946"], "row 1: two columns give UN"),
        ("a.tsv", [_CONVERTER, "F\tF\tFR\tFRA\t250\tsoon"], "row 1: UN is neither a year nor"),
    ],
)
def test_broken_lists_name_file_and_row(
    tmp_path: Path, name: str, lines: list[str], message: str
) -> None:
    """The message says what is wrong where."""
    with pytest.raises(InputError, match=f"{name}.*{message}"):
        imported("states", write(tmp_path, name, lines))


def test_a_hostile_name_is_a_literal(tmp_path: Path) -> None:
    """Neither markup nor an IRI in a name comes to mean anything."""
    name = "<script>alert(1)</script> <urn:x>"
    path = write(tmp_path, "cow.csv", [_COW, f"1,A,{name},1902-01-01,,False"])
    made = imported("states", path)
    assert rows(made, "SELECT ?name { ?s a ga:State ; skos:prefLabel ?name }") == [(name,)]

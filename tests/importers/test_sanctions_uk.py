"""The UK list: subjects with names and designation dates."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import InputError
from kg.importers import Import
from tests.importers.support import ask, fixture, imported, rows, write

SUBJECTS = "unique_id,subject_type,un_reference_number,ofsi_group_id,date_designated,last_updated"
NAMES = "name_id,unique_id,name_type,alias_strength,full_name,name_6,name_1,name_2"
SUBJECT = "AFG0001,individual,,,05/06/2020,07/08/2021"


def _made(folder: Path, *subjects: str, names: tuple[str, ...] = ()) -> Import:
    first = write(folder, "subject_names.csv", [NAMES, *names])
    return imported("sanctions-uk", first, write(folder, "subjects.csv", [SUBJECTS, *subjects]))


def test_a_subject_has_its_listing() -> None:
    """The designation has its date, the office, the regime, and the day of the last change."""
    made = imported("sanctions-uk", fixture("sanctions-uk"))
    assert ask(
        made,
        """ASK { ?a a ga:Person ; skos:prefLabel "Abdul Kabir MOHAMMAD JAN"@en ;
             dcterms:identifier "UN TAi.003", "OFSI 6909", "uk-sanctions:AFG0007" .
           ?e ga:eventType gc:sanctions-listing ; ga:edtf "2001-01-25"^^edtf:EDTF ;
             skos:prefLabel "UK sanctions listing of Abdul Kabir MOHAMMAD JAN"@en ;
             ga:legalBasis/dcterms:title "Regulations of the UK sanctions regime AFG"@en ;
             ga:evidence/dcterms:modified "2026-04-29"^^<http://www.w3.org/2001/XMLSchema#date> ;
             ga:hasParticipation ?one , ?two .
           ?one ga:participationRole gc:target ; ga:participant ?a .
           ?two ga:participationRole gc:initiator ; ga:participant/skos:prefLabel
             "Foreign, Commonwealth and Development Office"@en }""",
    )


def test_weak_aliases_only_help_finding() -> None:
    """A low-quality alias is hidden; others and variations of the name are alternatives."""
    made = imported("sanctions-uk", fixture("sanctions-uk"))
    assert ask(made, 'ASK { ?a skos:hiddenLabel "Mudir"@en }')
    assert not ask(made, 'ASK { ?a skos:altLabel "Mudir"@en }')
    assert ask(made, 'ASK { ?a skos:altLabel "ABDUL KABIR MUHAMMAD JAN"@en, "A Kabir"@en }')


def test_the_last_update_bounds_the_edition() -> None:
    """The document cannot have come out before the last change that it holds."""
    made = imported("sanctions-uk", fixture("sanctions-uk"))
    found = rows(made, "SELECT ?d { ?doc ga:startEarliest ?d ; ga:startLatest ?e }")
    assert found == [("2026-04-29",)]


def test_every_name_row_adds_to_a_subject(tmp_path: Path) -> None:
    """Names given before the subjects find them; those of no subject are skipped."""
    made = _made(
        tmp_path,
        SUBJECT,
        "XYZ1,ship,,,05/06/2020,07/08/2021",
        "ABC1,planet,,,05/06/2020,07/08/2021",
        names=(
            "1,AFG0001,primary,,,DOE,Jane,",
            "2,AFG0001,alias,good_quality_aka,Джейн,,,",
            "3,AFG0002,primary,,X,,,",
            "4,XYZ1,primary,,X,,,",
            "5,AFG0001,alias,,,,,",
        ),
    )
    assert made.accounts.total.as_json()["merged"] == 2
    assert made.accounts.total.reasons == {
        "no row of subjects has its unique_id": 1,
        "ships are no agents of the model": 2,
        "its subject_type is neither individual nor entity": 1,
        "the row holds no name": 1,
    }
    assert ask(made, 'ASK { ?a skos:prefLabel "Jane DOE"@en ; skos:altLabel "Джейн"@und-Cyrl }')


def test_the_day_comes_before_the_month(tmp_path: Path) -> None:
    """05/06/2020 is in June."""
    made = _made(tmp_path, SUBJECT)
    assert ask(made, 'ASK { ?e ga:edtf "2020-06-05"^^edtf:EDTF }')


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("AFG0001,individual,,,31/02/2020,07/08/2021", "date_designated holds no date"),
        ("AFG0001,individual,,,02/31/2020,07/08/2021", "date_designated holds no date"),
        ("AFG0001,individual,,,05/06/2020,never", "last_updated holds no date"),
        (",individual,,,05/06/2020,07/08/2021", "unique_id is empty"),
        ("AFG9,individual,,,06/06/2020,07/08/2021", "unique_id stands in an earlier row"),
        ("AFG9,entity,,,05/06/2020,07/08/2021", "unique_id stands in an earlier row"),
        ("AFG0001,individual", "it has 2 cells"),
    ],
)
def test_a_row_that_cannot_be_read_is_named(line: str, reason: str, tmp_path: Path) -> None:
    """File, row and reason; a date is named by its column."""
    first = "AFG9,individual,,,05/06/2020,07/08/2021"
    with pytest.raises(InputError, match=f"subjects.csv, row 2: {reason}"):
        _made(tmp_path, first, line)


def test_hostile_cells_stay_texts(tmp_path: Path) -> None:
    """An id with brackets makes no other IRI; a formula is a name like others."""
    made = _made(
        tmp_path,
        'X> <http://evil.invalid/,entity,"> <a",,05/06/2020,07/08/2021',
        names=("1,X> <http://evil.invalid/,primary,,=cmd|' /C calc'!A0,,,",),
    )
    assert ask(made, """ASK { ?a a ga:Organisation ; skos:prefLabel "=cmd|' /C calc'!A0"@en }""")
    assert not ask(made, "ASK { ?s ?p ?o FILTER(CONTAINS(STR(?s), 'evil.invalid')) }")


def test_an_id_twice_is_merged(tmp_path: Path) -> None:
    """The same subject again adds nothing but evidence."""
    made = _made(tmp_path, SUBJECT, SUBJECT)
    assert made.accounts.total.as_json()["merged"] == 1
    assert rows(made, "SELECT ?e { ?e ga:eventType gc:sanctions-listing }") == [
        ("uk-sanctions-afg0001-listing",)
    ]

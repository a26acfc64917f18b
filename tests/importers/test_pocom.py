"""Principal officers and chiefs of mission: tenures, the events around them, notes on dates."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import InputError
from kg.importers import Limits
from kg.importers.pocom_dates import end_cause, is_credentials
from tests.importers.support import ask, fixture, imported, rows, write

_CHIEF = """<chief><id>{id}</id><person-id>{person}</person-id>
<role-title-id>ambassador-e-p</role-title-id>
<contemporary-territory-id>{territory}</contemporary-territory-id>
<appointed><date>{appointed}</date><note/></appointed><arrived><date/><note/></arrived>
<started><date>{started}</date><note>{started_note}</note></started>
<ended><date>{ended}</date><note>{ended_note}</note></ended><note>{note}</note></chief>"""
_MISSION = """<country-mission><territory-id>albania</territory-id>
<chiefs>{chiefs}</chiefs><other-nominees>{nominees}</other-nominees></country-mission>"""
_SAFE = {
    "id": "al-1930-doe-01",
    "person": "doe-jane",
    "territory": "albania",
    "appointed": "1930-01-02",
    "started": "1930-03-04",
    "started_note": "",
    "ended": "1931-05-06",
    "ended_note": "Left post on",
    "note": "",
}


def _chief(**changes: str) -> str:
    return _CHIEF.format(**{**_SAFE, **changes})


def _file(folder: Path, chiefs: str = "", nominees: str = "") -> Path:
    text = _MISSION.format(chiefs=chiefs, nominees=nominees)
    return write(folder, "albania.xml", text.encode())


def _edtf(path: Path) -> str:
    ((found,),) = rows(imported("pocom", path), "SELECT ?d { ?t a ga:Tenure ; ga:edtf ?d }")
    return found


def test_a_tenure_lasts_from_start_to_end() -> None:
    """The dates of a chief are the bounds of a tenure at a mission; appointments are before."""
    made = imported("pocom", fixture("pocom"))
    assert rows(
        made,
        """SELECT ?edtf ?name ?label ?type ?body {
           ?t dcterms:identifier "pocom:albania:al-1922-gran-01" ; ga:edtf ?edtf ;
             ga:holder/skos:prefLabel ?name ; ga:post ?post .
           ?post skos:prefLabel ?label ; ga:postType ?type ; org:postIn/skos:prefLabel ?body ;
             ga:jurisdiction <https://w3id.org/geoactors/id/agent/united-states> }""",
    ) == [
        (
            "1922-12-04/1925-02-08",
            "Ulysses Grant-Smith",
            "Envoy Extraordinary and Minister Plenipotentiary of the United States to Albania",
            "envoy",
            "Mission of the United States to Albania",
        )
    ]


def test_four_dates_are_distinct_events() -> None:
    """Appointment, entry on duty and credentials, each on its day, with the receiving state."""
    made = imported("pocom", fixture("pocom"))
    found = rows(
        made,
        """SELECT ?type ?date ?capacity ?host { ?e ga:eventType ?type ; ga:edtf ?date ;
             dcterms:identifier ?key ; ga:hasParticipation ?p .
           ?p ga:inCapacity ?c . ?c a ?capacity
           FILTER(STRSTARTS(?key, "pocom:jordan:"))
           OPTIONAL { ?e ga:hasParticipation ?h . ?h ga:participationRole gc:host ;
             ga:participant ?host } }""",
    )
    assert sorted((a, b, c.rpartition("#")[2], d) for a, b, c, d in found) == [
        ("appointment", "2020-08-12", "Post", ""),
        ("presentation-of-credentials", "2020-10-18", "Tenure", "jordan"),
        ("swearing-in", "2020-09-18", "Post", "jordan"),
    ]


def test_a_historical_territory_receives() -> None:
    """The polity of the time, not the state of today, received the credentials."""
    made = imported("pocom", fixture("pocom"))
    assert rows(
        made,
        """SELECT ?name ?type { ?e dcterms:identifier "pocom:albania:al-1922-gran-01:started" ;
             ga:hasParticipation ?p . ?p ga:participationRole gc:host ; ga:participant ?polity .
           ?polity skos:prefLabel ?name ; ga:organisationType ?type }""",
    ) == [("Albania (until 1946)", "historical-state")]


def test_an_unknown_end_is_not_open() -> None:
    """An empty date says nothing, so there is no end of which one could be certain."""
    made = imported("pocom", fixture("pocom"))
    assert rows(
        made,
        """SELECT ?edtf { ?t dcterms:identifier "pocom:jordan:jo-2020-woos-01" ; ga:edtf ?edtf
           FILTER NOT EXISTS { ?t ga:endEarliest ?day } }""",
    ) == [("2020-10-18/",)]


def test_who_died_before_the_credentials_has_a_tenure() -> None:
    """A nominee with an end has served: the start is unknown, and the cause is known."""
    made = imported("pocom", fixture("pocom"))
    assert rows(
        made,
        """SELECT ?edtf ?cause ?note { ?t dcterms:identifier "pocom:lebanon:lb-1976-melo-01" ;
           ga:edtf ?edtf ; ga:endCause ?cause ; ga:evidence/ga:quote ?note }""",
    ) == [("/1976-06-16", "died", "Had not presented credentials prior to his assassination.")]


def test_a_nomination_that_failed_is_no_tenure() -> None:
    """It is an appointment that was cancelled, in the words of the note."""
    made = imported("pocom", fixture("pocom"))
    key = "pocom:albania:al-2018-kava-01"
    assert not ask(made, f'ASK {{ ?t a ga:Tenure ; dcterms:identifier "{key}" }}')
    assert ask(
        made,
        f"""ASK {{ ?e dcterms:identifier "{key}:appointed" ; ga:eventType gc:appointment .
            ?report ga:reportsOn ?e ; ga:status gc:cancelled }}""",
    )


def test_persons_have_names_years_and_comments() -> None:
    """Other names are alternatives; codes are written with the labels of their tables."""
    made = imported("pocom", fixture("pocom"))
    found = rows(
        made,
        """SELECT ?name ?birth ?death ?comment { ?p dcterms:identifier
             "hsg:people:grant-smith-ulysses" ; skos:prefLabel ?name ; ga:birth/ga:edtf ?birth ;
             ga:death/ga:edtf ?death ; rdfs:comment ?comment }""",
    )
    assert sorted(found) == [
        ("Ulysses Grant-Smith", "1870", "1959", "Career type: career"),
        ("Ulysses Grant-Smith", "1870", "1959", "Residence: Pennsylvania"),
    ]
    assert ask(made, 'ASK { ?p skos:altLabel "Charles C. Hart"@en ; ga:birth/ga:edtf ?y }')


def test_notes_of_a_mission_are_kept() -> None:
    """A note between the chiefs is a comment on the mission, and its row is merged."""
    made = imported("pocom", fixture("pocom"))
    assert made.accounts.files["missions-countries/albania.xml"].outcomes["merged"] == 1
    assert ask(
        made,
        """ASK { ?m dcterms:identifier "hsg:missions:albania" ; rdfs:comment ?text
           FILTER(CONTAINS(?text, "Embassy Tirana opened on October 1, 1991")) }""",
    )


@pytest.mark.parametrize(
    ("changes", "edtf"),
    [
        ({"started": "1930-03"}, "1930-03/1931-05-06"),
        ({"started": ""}, "/1931-05-06"),
        ({"started_note": "On or about"}, "1930-03-04~/1931-05-06"),
        ({"started_note": "On or shortly before"}, "[..1930-03-04]/1931-05-06"),
        ({"started_note": "Between February 5, 1930, and"}, "[..1930-03-04]/1931-05-06"),
        ({"ended_note": "Left post on or soon after"}, "1930-03-04/[1931-05-06..]"),
        ({"ended_note": "Left post on or after", "ended": "1931"}, "1930-03-04/[1931..]"),
        ({"ended": "", "ended_note": "Left post on"}, "1930-03-04/"),
    ],
)
def test_notes_loosen_dates(tmp_path: Path, changes: dict[str, str], edtf: str) -> None:
    """A note is read with the date behind it; nothing is more certain than the two together."""
    assert _edtf(_file(tmp_path, _chief(**changes))) == edtf


@pytest.mark.parametrize(
    ("note", "cause"),
    [
        ("Left post on", ""),
        ("Died at post on", "died"),
        ("Promoted to Ambassador Extraordinary and Plenipotentiary on", "promoted"),
        ("Presented recall on", ""),
        ("Recalled", "recalled"),
        ("Recess appointment expired", "term-expired"),
    ],
)
def test_causes_of_an_end(note: str, cause: str) -> None:
    """Letters of recall end a mission in good order: their holder was not recalled."""
    assert end_cause(note) == cause


def test_not_every_start_is_a_presentation_of_credentials() -> None:
    """The note says when a chief began otherwise."""
    assert is_credentials("")
    assert is_credentials("Transmitted credentials by note on")
    assert not is_credentials("Entered on duty")
    assert not is_credentials("Legation Sofia reestablished on")


def test_a_tenure_that_ends_before_it_starts_has_no_bounds(tmp_path: Path) -> None:
    """Nothing tells which date is wrong: both stay as words."""
    made = imported("pocom", _file(tmp_path, _chief(ended="1929-01-01")))
    assert rows(
        made,
        """SELECT ?words { ?t a ga:Tenure ; ga:timeExpression ?words
           FILTER NOT EXISTS { ?t ga:edtf ?any } }""",
    ) == [("1930-03-04 to 1929-01-01",)]


def test_ids_that_come_twice_are_told_apart(tmp_path: Path) -> None:
    """The source uses an id for two tenures: person and dates tell which is which."""
    again = _chief(started="1932-01-01", ended="1933-01-01")
    made = imported("pocom", _file(tmp_path, _chief() + again))
    assert rows(made, "SELECT (COUNT(?t) AS ?n) { ?t a ga:Tenure }") == [("2",)]
    with pytest.raises(InputError, match="another row has the id and the dates"):
        imported("pocom", _file(tmp_path, _chief() + _chief()))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"started": "1930-02-30"}, "started/date holds no date"),
        ({"person": ""}, "the element person-id holds no id"),
        ({"id": ""}, "the element id holds no id"),
        ({"territory": "Great Albania"}, "is no id of a country"),
    ],
)
def test_broken_rows_are_refused(tmp_path: Path, changes: dict[str, str], words: str) -> None:
    """The message names file, row and element."""
    place = "albania.xml, /country-mission/chiefs/chief"
    with pytest.raises(InputError, match=f"{place}: .*{words}"):
        imported("pocom", _file(tmp_path, _chief(**changes)))


def test_a_row_set_aside_can_be_repaired(tmp_path: Path) -> None:
    """It is written within its document, and is read again when it is mended."""
    aside = tmp_path / "aside"
    path = _file(tmp_path, _chief() + _chief(id="al-1932-roe-01", started="soon"))
    made = imported("pocom", path, limits=Limits(aside))
    assert made.accounts.total.reasons == {"set aside: started/date holds no date": 1}
    mended = (aside / "albania.xml").read_text(encoding="utf-8").replace("soon", "1931-01-01")
    again = imported("pocom", write(tmp_path, "mended.xml", mended.encode()))
    assert rows(again, "SELECT ?d { ?t a ga:Tenure ; ga:edtf ?d }") == [("1931-01-01/1931-05-06",)]


def test_other_documents_are_refused(tmp_path: Path) -> None:
    """A document that is none of the source is named, with what would be one."""
    with pytest.raises(InputError, match=r"build\.xml: it is no document"):
        imported("pocom", write(tmp_path, "build.xml", b"<project/>"))


def test_what_no_table_names_keeps_its_code(tmp_path: Path) -> None:
    """Without the files of persons and roles, ids and codes stand for names."""
    made = imported("pocom", _file(tmp_path, _chief()))
    assert ask(made, 'ASK { ?p a ga:Person ; skos:prefLabel "doe-jane"@en }')
    assert ask(
        made,
        'ASK { ?p a ga:Post ; skos:prefLabel "ambassador e p of the United States to Albania"@en }',
    )


def test_missions_to_organisations(tmp_path: Path) -> None:
    """A representative at an organisation holds the post that the file names."""
    chief = _chief(territory="").replace("ambassador-e-p", "representative-to-nato")
    text = (
        "<org-mission><id>representative-to-nato</id><names><singular>Permanent Representative"
        f"</singular></names><chiefs>{chief}</chiefs></org-mission>"
    )
    made = imported("pocom", write(tmp_path, "nato.xml", text.encode()))
    assert rows(
        made, "SELECT ?name ?type { ?t ga:post ?p . ?p skos:prefLabel ?name ; ga:postType ?type }"
    ) == [("Permanent Representative", "permanent-representative")]

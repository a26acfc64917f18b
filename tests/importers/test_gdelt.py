"""GDELT's event exports: what becomes of a row, and of rows that are no rows."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest

from kg.errors import InputError
from kg.importers.gdelt_cameo import event_type
from kg.importers.gdelt_columns import COLUMNS
from kg.importers.rows import RowError
from kg.parsing import parse_path
from kg.resources import ontology_files
from tests.importers.support import ask, fixture, imported, rows, write

_ROW = {
    "GLOBALEVENTID": "1",
    "SQLDATE": "20171231",
    "Actor1Code": "RUSGOV",
    "Actor1Name": "KREMLIN",
    "Actor1CountryCode": "RUS",
    "EventCode": "1122",
    "DATEADDED": "20180101000000",
    "SOURCEURL": "https://example.org/a",
}


def _export(folder: Path, *changes: dict[str, str]) -> Path:
    """An export of one row for each set of changed cells."""
    cells = [{**dict.fromkeys(COLUMNS, ""), **_ROW, **change} for change in changes]
    lines = ["\t".join(row[column] for column in COLUMNS) for row in cells]
    return write(folder, "slot.export.CSV", lines)


def test_an_event_has_its_type_day_and_report() -> None:
    """The day of the event and the day on which GDELT reported it are two."""
    made = imported("gdelt", fixture("gdelt"))
    assert rows(
        made,
        """SELECT ?type ?code ?day ?status ?reporter ?reported {
           ?event dcterms:identifier "gdelt-719024875" ; ga:eventType ?type ;
             skos:notation ?code ; ga:edtf ?day .
           ?report ga:reportsOn ?event ; ga:status ?status ; ga:reportedBy ?reporter ;
             ga:edtf ?reported }""",
    ) == [("visit", "043", "2017-12-02", "occurred", "gdelt-project", "2018-01-01")]


def test_a_country_alone_is_the_state_and_its_other_name_stays_at_the_part() -> None:
    """USA is the packaged state; MISSOURI is no name of it, and stands at the participation."""
    made = imported("gdelt", fixture("gdelt"))
    assert rows(
        made,
        """SELECT ?who ?role ?name { ?event dcterms:identifier "gdelt-719024875" ;
           ga:hasParticipation ?part . ?part ga:participant ?who ; ga:participationRole ?role .
           OPTIONAL { ?part rdfs:label ?name } }""",
    ) == [("united-states", "target", "MISSOURI")]
    assert ask(made, "ASK { ?part ga:participant agent:united-arab-emirates }")
    assert not ask(
        made, "ASK { ?part ga:participant agent:united-arab-emirates ; rdfs:label ?name }"
    )


def test_other_codes_stay_codes() -> None:
    """IRNGOV is an agent known by its code; its country is an affiliation, not its identity."""
    made = imported("gdelt", fixture("gdelt"))
    assert rows(
        made,
        """SELECT ?agent ?label ?name ?state { ?agent ga:actorCode "IRNGOV" ;
           skos:prefLabel ?label ; skos:altLabel ?name ; ga:affiliation ?state }""",
    ) == [("gdelt-irngov", "IRNGOV", "IRANIAN", "iran")]
    assert rows(made, "SELECT ?state { ?a ga:actorCode 'COP' ; ga:affiliation ?state }") == []


def test_a_code_of_cameo_alone_is_no_state(tmp_path: Path) -> None:
    """AFR (Africa) is a country code of CAMEO and of no packaged state; ATA is a place."""
    for code in ("AFR", "ATA"):
        actor = {"Actor1Code": code, "Actor1Name": code, "Actor1CountryCode": code}
        made = imported("gdelt", _export(tmp_path, actor))
        assert ask(made, f"ASK {{ ?part ga:participant [ ga:actorCode '{code}' ] }}")


def test_rows_of_one_page_share_a_document() -> None:
    """Two events of one address point to one document."""
    made = imported("gdelt", fixture("gdelt"))
    found = rows(
        made,
        """SELECT DISTINCT ?page ?link { ?report ga:reportsOn ?event ; ga:expressedIn ?page .
           ?event dcterms:identifier ?key . ?page rdfs:seeAlso ?link
           FILTER(?key IN ("gdelt-719024876", "gdelt-719024877")) }""",
    )
    assert len(found) == 1


def test_places_are_keyed_by_their_feature_and_countries_are_packaged() -> None:
    """A country by its exact name is its territory; else the feature is the key."""
    made = imported("gdelt", fixture("gdelt"))
    found = (
        "SELECT ?place ?type { ?event dcterms:identifier '%s' ; ga:location ?place "
        "OPTIONAL { ?place ga:placeType ?type } }"
    )
    assert rows(made, found % "gdelt-719024875") == [("mexico", "country")]
    assert rows(made, found % "gdelt-719026050") == [("gdelt-place-10074674", "")]
    assert rows(made, found % "gdelt-719024911") == []


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("010", "statement"),
        ("0256", "appeal"),
        ("036", "agreement-to-meet"),
        ("042", "visit"),
        ("0841", "release-of-persons"),
        ("1122", "accusation"),
        ("1312", "threat-of-sanctions"),
        ("1823", "physical-assault"),
        ("203", "ethnic-cleansing"),
    ],
)
def test_a_code_is_the_nearest_type(code: str, name: str) -> None:
    """The concept has the code, or else its longest beginning, as CAMEO notation."""
    assert event_type(code).value.rpartition("/")[2] == name


@pytest.mark.parametrize("code", ["21", "00", "0", "---", "01000", "04a", "０４"])
def test_what_is_no_code_of_cameo_is_refused(code: str) -> None:
    """A code that no notation begins is not guessed."""
    with pytest.raises(RowError, match="no code of CAMEO"):
        event_type(code)


def test_the_plover_name_is_reached_through_the_code_list(tmp_path: Path) -> None:
    """The type of an event, or a broader one, carries the PLOVER name; the event does not."""
    made = imported("gdelt", _export(tmp_path, {}))
    made.triples.update(quad.triple for path in ontology_files() for quad in parse_path(path).quads)
    assert rows(
        made,
        """SELECT ?name { ?event a ga:Event ; ga:eventType/skos:broader* ?type .
           ?type skos:notation ?name FILTER(DATATYPE(?name) = gc:plover-notation) }
           ORDER BY ?name""",
    ) == [("ACCUSE",), ("ACCUSE/disapprove",), ("DISAPPROVE",)]


def test_a_repeated_row_is_merged_and_a_changed_one_refused(tmp_path: Path) -> None:
    """Slots may overlap; one id never stands for two events."""
    made = imported("gdelt", _export(tmp_path, {}, {}))
    assert made.accounts.total.outcomes == {"imported": 1, "merged": 1}
    with pytest.raises(InputError, match="row 2: two rows of one GLOBALEVENTID differ: 1"):
        imported("gdelt", _export(tmp_path, {}, {"SQLDATE": "20171230"}))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"SQLDATE": "20170231"}, "SQLDATE holds no date"),
        ({"SQLDATE": "2017"}, "SQLDATE holds no date"),
        ({"DATEADDED": "20180101"}, "DATEADDED holds no date"),
        ({"GLOBALEVENTID": "../1"}, "GLOBALEVENTID is no number"),
        ({"EventCode": "999"}, "EventCode is no code of CAMEO"),
        ({"Actor1Name": "A\x07"}, "control character"),
    ],
)
def test_a_broken_row_names_file_row_and_column(
    tmp_path: Path, change: dict[str, str], message: str
) -> None:
    """Nothing is imported of a file with a row that cannot be read."""
    with pytest.raises(InputError, match=f"slot.export.CSV, row 1: .*{message}"):
        imported("gdelt", _export(tmp_path, change))


def test_a_row_without_event_code_is_skipped(tmp_path: Path) -> None:
    """An event without a type says nothing that the model could hold."""
    made = imported("gdelt", _export(tmp_path, {"EventCode": ""}))
    assert made.accounts.total.reasons == {"the row has no EventCode": 1}
    assert not ask(made, "ASK { ?event a ga:Event }")


def test_the_first_version_of_the_export_is_refused(tmp_path: Path) -> None:
    """GDELT 1.0 has 58 columns, and other ones from the 27th on."""
    path = write(tmp_path, "old.export.CSV", ["\t".join(["1"] * 58)])
    with pytest.raises(InputError, match="58 cells, and the table has 61 columns"):
        imported("gdelt", path)


def test_slots_are_read_as_gdelt_packs_them(tmp_path: Path) -> None:
    """A zip archive of one file is that file; of two, or of none, it is refused."""
    slot = _export(tmp_path, {})
    packed = tmp_path / "packed" / "slot.export.CSV.zip"
    packed.parent.mkdir()
    with ZipFile(packed, "w") as archive:
        archive.write(slot, "slot.export.CSV")
    assert imported("gdelt", packed.parent).accounts.total.outcomes == {"imported": 1}
    with ZipFile(packed, "a") as archive:
        archive.write(slot, "other.export.CSV")
    with pytest.raises(InputError, match=r"slot.export.CSV: .* it holds 2 files"):
        imported("gdelt", packed)
    with pytest.raises(InputError, match=r"slot.export.CSV: the file cannot be read"):
        imported("gdelt", write(tmp_path, "slot.export.CSV.zip", b"PK no archive"))


def test_hostile_addresses_stay_texts(tmp_path: Path) -> None:
    """An address that is no IRI is the title of its document, and no link."""
    address = 'http://x/> <urn:evil> "<script>'
    made = imported("gdelt", _export(tmp_path, {"SOURCEURL": address}))
    titles = rows(made, "SELECT ?t { ?page ga:documentType gc:web-page ; dcterms:title ?t }")
    assert titles == [(address,)]
    assert not ask(made, "ASK { ?page ga:documentType gc:web-page ; rdfs:seeAlso ?link }")

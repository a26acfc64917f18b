"""The importer of tables: what a mapping makes of their rows."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import InputError
from kg.importers import Import, Limits
from tests.importers.support import ask, fixture, imported, rows, write
from tests.running import run_kg

TABLE = fixture("csv") / "ministers.csv"
MAPPING = fixture("csv") / "ministers.toml"
SOURCE = """[source]
title = "T"
publisher = "P"
licence = "CC0-1.0"
key = "t"
"""
PERSON = """[[thing]]
kind = "person"
key = "id"
label = "name"
"""
TENURE = """[[thing]]
kind = "post"
key = "office"
label = "office"
[[thing]]
kind = "tenure"
key = ["id", "office"]
holder = "person"
post = "post"
start = "since"
"""


def made_of(
    folder: Path, mapping: str, *lines: str, name: str = "t.csv", limits: Limits | None = None
) -> Import:
    """Import a table of these lines with a mapping."""
    path = write(folder, "m.toml", [mapping])
    table = write(folder, name, list(lines))
    return imported("csv", table, options={"mapping": str(path)}, limits=limits)


@pytest.fixture(scope="module")
def made() -> Import:
    """The import of the fixture."""
    return imported("csv", TABLE, options={"mapping": str(MAPPING)})


def test_a_row_becomes_a_person_a_post_and_a_tenure(made: Import) -> None:
    """Names in their languages, the code of the office, days in the order of the source."""
    assert ask(
        made,
        """ASK { ?tenure a ga:Tenure ; ga:edtf "2012-11-06/2024-05"^^edtf:EDTF ; ga:post ?post ;
             ga:holder agent:ministers-minister-sergei-shoigu ; ga:evidence ?passage .
           agent:ministers-minister-sergei-shoigu skos:prefLabel "Сергей Шойгу"@ru .
           ?post ga:postType gc:defence-minister ; ga:jurisdiction agent:russia ;
             skos:prefLabel "Minister of Defence (RU)"@en .
           ?passage ga:locator "ministers.csv row 5" ; ga:inDocument doc:csv-ministers }""",
    )


def test_one_person_in_two_rows_is_one(made: Import) -> None:
    """Two tenures, one holder, by the key that the mapping names."""
    found = rows(made, "SELECT ?t { ?t ga:holder agent:ministers-minister-wang-yi }")
    assert len(found) == 2
    assert made.accounts.total.outcomes == {"imported": 11}


def test_a_wikidata_id_decides(made: Import) -> None:
    """Where the cell has one, the person is called by it."""
    assert ask(
        made, "ASK { ?t ga:holder agent:q7747 ; ga:edtf '2008-05-08/2012-05-07'^^edtf:EDTF }"
    )


def test_who_is_in_office_is_so_to_the_day_of_the_table(made: Import) -> None:
    """An open end for the word yes, none for an empty cell alone."""
    assert rows(
        made,
        """SELECT ?e ?d { ?t ga:holder agent:ministers-minister-marco-rubio ;
             ga:edtf ?e ; ga:endEarliest ?d }""",
    ) == [("2025-01-21/..", "2026-11-23")]


def test_a_column_without_use_is_told_once(made: Import) -> None:
    """And no other column is."""
    assert made.accounts.notes == ["ministers.csv: the mapping uses no column note."]


def test_the_mapping_gives_terms_dates_and_key(tmp_path: Path) -> None:
    """Title, publisher, licence and the day of retrieval are those of the mapping."""
    command = ("import", "csv", TABLE, "--mapping", MAPPING, "--store", tmp_path / "store")
    done = run_kg(*command)
    assert done.returncode == 0, done.stderr
    assert "graph/doc/csv-ministers: " in done.stdout
    question = """PREFIX ga: <https://w3id.org/geoactors/ns#>
        PREFIX dcterms: <http://purl.org/dc/terms/>
        SELECT ?title ?day ?licence { ?graph a ga:SourceGraph ; ga:sourceDocument ?document .
          ?document dcterms:title ?title ; ga:retrievedOn ?day ; dcterms:license ?licence }"""
    found = run_kg("query", "--store", tmp_path / "store", "--format", "csv", "-q", question)
    assert (
        "Ten ministers (csv-ministers),2026-11-23,http://spdx.org/licenses/CC0-1.0" in found.stdout
    )


def test_a_preview_shows_rows_as_facts_and_stores_nothing(tmp_path: Path) -> None:
    """No store is needed, and none is made."""
    done = run_kg("import", "csv", TABLE, "--mapping", MAPPING, "--preview", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "# ministers.csv, row 1: imported" in done.stdout
    assert 'ga:edtf "2013-03-16/2022-12-30"^^edtf:EDTF' in done.stdout
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "source", "lines"),
    [
        ("t.tsv", SOURCE, ("id\tname", "1\tAna")),
        ("t.csv", SOURCE + 'delimiter = ";"\n', ("id;name", '1;"Ana"')),
        ("t.csv", SOURCE + 'delimiter = "\\t"\n', ("id\tname", "1\tAna")),
        ("t.tsv", SOURCE + "quoted = false\nends_early = true\n", ("id\tname\tx", "1\tAna")),
    ],
)
def test_tabs_and_semicolons(
    name: str, source: str, lines: tuple[str, ...], tmp_path: Path
) -> None:
    """By the ending of the name, or as the mapping says."""
    made = made_of(tmp_path, source + PERSON, *lines, name=name)
    assert rows(made, "SELECT ?n { ?p a ga:Person ; skos:prefLabel ?n }") == [("Ana",)]


def test_another_encoding(tmp_path: Path) -> None:
    """Tables of Windows are read when the mapping says so."""
    path = write(tmp_path, "m.toml", [SOURCE + 'encoding = "cp1252"\n' + PERSON])
    table = write(tmp_path, "t.csv", "id,name\n1,Žižka\n".encode("cp1252"))
    made = imported("csv", table, options={"mapping": str(path)})
    assert ask(made, "ASK { ?p skos:prefLabel 'Žižka'@en }")


def test_a_row_without_its_key_is_skipped(tmp_path: Path) -> None:
    """The reason names the column and the thing."""
    made = made_of(tmp_path, SOURCE + PERSON, "id,name", ",Ana", "2,Bo")
    assert made.accounts.total.reasons == {
        "the column id is empty, and is the key of the person": 1
    }
    assert made.accounts.total.outcomes == {"skipped": 1, "imported": 1}


def test_a_row_that_repeats_is_merged(tmp_path: Path) -> None:
    """It makes no thing; a name that differs is another name."""
    made = made_of(tmp_path, SOURCE + PERSON, "id,name", "1,Ana", "1,Anna", "1,Ana")
    assert made.accounts.total.outcomes == {"imported": 1, "merged": 2}
    assert ask(made, "ASK { ?p skos:prefLabel 'Ana'@en ; skos:altLabel 'Anna'@en }")


def test_an_optional_thing_is_left_out_with_what_needs_it(tmp_path: Path) -> None:
    """Without a party there is no membership, and the person stays."""
    mapping = """[[thing]]
    name = "party"
    kind = "organisation"
    key = "party"
    optional = true
    [[thing]]
    kind = "membership"
    key = ["id", "party"]
    member = "person"
    organisation = "party"
    optional = true
    """
    made = made_of(tmp_path, SOURCE + PERSON + mapping, "id,name,party", "1,Ana,", "2,Bo,Reds")
    assert len(rows(made, "SELECT ?m { ?m a ga:Membership }")) == 1
    assert len(rows(made, "SELECT ?p { ?p a ga:Person }")) == 2


def test_areas_without_a_polity_are_places_alone(tmp_path: Path) -> None:
    """Nobody is a citizen of Antarctica, it joins nothing, and things happen there."""
    mapping = """[[thing]]
    kind = "state"
    country = "of"
    optional = true
    [[thing]]
    kind = "event"
    key = "id"
    type = { value = "visit" }
    country = "of"
    """
    mapping = SOURCE + PERSON + 'citizenship = "of"\n' + mapping
    made = made_of(tmp_path, mapping, "id,name,of", "1,Ana,AQ", "2,Bo,Atlantis")
    assert ask(made, "ASK { ?p rdfs:comment 'citizenship: AQ'@en }")
    assert ask(made, "ASK { ?e ga:location place:antarctica , place:antarctica }")
    assert ask(made, "ASK { ?e ga:location [ a ga:Place ; skos:prefLabel 'Atlantis'@en ] }")


def test_two_dates_under_one_key_are_refused(tmp_path: Path) -> None:
    """The key does not tell the two tenures apart; the error says so."""
    lines = ("id,name,office,since", "1,Ana,Mayor,2001", "1,Ana,Mayor,2005")
    with pytest.raises(InputError, match="row 2: the tenure has another date in an earlier row"):
        made_of(tmp_path, SOURCE + PERSON + TENURE, *lines)


def test_two_posts_under_one_key_are_refused(tmp_path: Path) -> None:
    """A tenure has one post."""
    mapping = SOURCE + PERSON + TENURE.replace('key = ["id", "office"]', 'key = "id"')
    lines = ("id,name,office,since", "1,Ana,Mayor,2001", "1,Ana,Judge,2001")
    with pytest.raises(InputError, match="row 2: the tenure has another post in an earlier row"):
        made_of(tmp_path, mapping, *lines)


def test_parts_of_keys_are_kept_apart(tmp_path: Path) -> None:
    """A colon in a cell does not make two keys equal."""
    mapping = SOURCE + PERSON.replace('"id"', '["id", "name"]', 1)
    made = made_of(tmp_path, mapping, "id,name", "a:b,c", "a,b:c")
    assert len(rows(made, "SELECT ?p { ?p a ga:Person }")) == 2


def test_births_citizenships_and_unknown_states(tmp_path: Path) -> None:
    """A birth is an event with the row as evidence; a country that nobody knows is told."""
    mapping = SOURCE + PERSON + 'born = "born"\ncitizenship = { column = "of", separator = "/" }\n'
    made = made_of(tmp_path, mapping, "id,name,born,of", "1,Ana,1950-06,FR / Ruritania")
    assert ask(made, "ASK { ?p ga:birth [ ga:edtf '1950-06'^^edtf:EDTF ; ga:evidence ?row ] }")
    assert ask(made, "ASK { ?p ga:citizenship agent:france , agent:t-polity-ruritania }")
    assert made.accounts.notes == [
        "Countries that are no states known by this name or code became polities or places of"
        " their own: Ruritania."
    ]


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ("1,Ana,Mayor,01/02/2003", "row 1: the column since holds no date"),
        ("1,Ana,Mayor,soon", "row 1: the column since holds no date"),
        ("1,Ana,Mayor", "row 1: it has 3 cells, and the table has 4 columns"),
        ("1,A\x07na,Mayor,2001", "row 1: a text holds the control character U.0007"),
        (f"1,{'x' * (1 << 21)},Mayor,2001", "row 1: the row is no row of a table"),
    ],
)
def test_a_row_that_cannot_be_read_is_named(cells: str, message: str, tmp_path: Path) -> None:
    """File, row and column stand in the error; with --keep-going the row is set aside."""
    lines = ("id,name,office,since", cells)
    with pytest.raises(InputError, match=f"t.csv, {message}"):
        made_of(tmp_path, SOURCE + PERSON + TENURE, *lines)
    made = made_of(tmp_path, SOURCE + PERSON + TENURE, *lines, limits=Limits(tmp_path / "aside"))
    assert made.accounts.total.outcomes == {"skipped": 1}
    assert (tmp_path / "aside" / "t.csv").exists()


def test_what_was_set_aside_leaves_no_trace(tmp_path: Path) -> None:
    """The date of a row that was refused for another cell does not stand against a later row."""
    mapping = SOURCE + PERSON + TENURE + 'acting = "acting"\n'
    lines = ("1,Ana,Mayor,2001,perhaps", "1,Ana,Mayor,2002,yes")
    made = made_of(
        *(tmp_path, mapping, "id,name,office,since,acting", *lines),
        limits=Limits(tmp_path / "aside"),
    )
    assert rows(made, "SELECT ?d { ?t a ga:Tenure ; ga:edtf ?d }") == [("2002/",)]


def test_hostile_cells_end_as_literals(tmp_path: Path) -> None:
    """Markup, formulas and what closes an IRI are texts, in keys as in names."""
    evil = '=cmd|A1> <x> <script>alert("1")</script>'
    quoted = '"' + evil.replace('"', '""') + '"'
    mapping = SOURCE + PERSON.replace('key = "id"', 'key = "name"') + 'page = "name"\n'
    made = made_of(tmp_path, mapping, "id,name", f"1,{quoted}")
    assert rows(made, "SELECT ?n { ?p a ga:Person ; skos:prefLabel ?n }") == [(evil,)]
    assert not ask(made, "ASK { ?p rdfs:seeAlso ?page }")


def test_a_code_that_no_list_has_is_refused_with_what_was_meant(tmp_path: Path) -> None:
    """The cell has to hold a code, or a map has to say which it stands for."""
    mapping = SOURCE + TENURE.split('[[thing]]\nkind = "tenure"')[0] + 'type = "office"\n'
    with pytest.raises(InputError, match="row 1: the column office has no code of the list") as it:
        made_of(tmp_path, mapping, "office", "prime-minster")
    assert "prime-minister" in it.value.hint


def test_a_cell_that_the_map_lacks_is_refused_or_has_the_default(tmp_path: Path) -> None:
    """Nothing is guessed."""
    mapping = SOURCE + TENURE.split('[[thing]]\nkind = "tenure"')[0]
    mapped = 'type = { column = "office", map = { Mayor = "mayor" }DEFAULT }\n'
    with pytest.raises(InputError, match="row 1: the mapping does not say what this stands for"):
        made_of(tmp_path, mapping + mapped.replace("DEFAULT", ""), "office", "Judge")
    with_default = mapping + mapped.replace("DEFAULT", ', default = "minister"')
    made = made_of(tmp_path, with_default, "office", "Judge", "Mayor")
    assert sorted(rows(made, "SELECT ?c { ?p ga:postType ?c }")) == [("mayor",), ("minister",)]

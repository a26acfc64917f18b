"""Cabinets out of tables of Wikidata: expected facts, and tables that are not as they should be."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.bounds import Day
from kg.dates import parse_date, parse_day
from kg.errors import InputError
from kg.importers import Import, Known, Limits, Release, find_format, run_import
from kg.vocabulary import BASE_IRI
from tests.importers.support import ask, fixture, imported, rows, write

NAME = "wikidata-cabinets"
HOLDERS = "position,person,personID,start,end"
CURRENT = "item,itemLabel,position,positionLabel,start,psid"


@pytest.fixture(scope="module")
def made() -> Import:
    """The fixture, imported once."""
    return imported(NAME, fixture(NAME))


def _holders(folder: Path, *lines: str, header: str = HOLDERS) -> Path:
    return write(folder, "html/holders21.csv", [header, *lines]).parent.parent


def test_a_tenure_of_two_tables_is_one(made: Import) -> None:
    """Person, post and start are the same in both: one tenure with two passages of evidence."""
    assert made.accounts.files["estonia/html/holders21.csv"].outcomes["merged"] == 3
    found = rows(
        made,
        """SELECT ?post ?edtf ?statement (COUNT(?passage) AS ?number) {
           ?tenure ga:holder agent:q11869065 ; ga:post/schema:sameAs ?post ; ga:edtf ?edtf ;
             schema:sameAs ?statement ; ga:evidence ?passage }
           GROUP BY ?post ?edtf ?statement""",
    )
    statement = "Q11869065-0551f3af-48c3-17fd-be15-1956c6fa1a79"
    assert found == [("Q737115", "2021-01-26/..", statement, "2")]


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("2021-07", [("2021-07/..",)]),
        ("2021", [("2021/..",)]),
        ("2021-07-01", [("2021-07-01/..",)]),
        ("2020-07", [("2020-07/",), ("2021-07-01/..",)]),
    ],
)
def test_a_day_that_the_holders_have_as_a_month_is_the_month(
    start: str, expected: list[tuple[str]], tmp_path: Path
) -> None:
    """Tables of current holders write all starts as days; one appointment stays one tenure."""
    write(tmp_path, "wanted-positions.csv", ["position,title", "Q9,chief"])
    write(tmp_path, "current-cabinet.csv", [CURRENT, "Q5,Anna,Q9,Chief of all,2021-07-01,"])
    write(tmp_path, "holders21.csv", [HOLDERS, f"chief,Anna,Q5,{start},"])
    found = "SELECT ?edtf { ?t a ga:Tenure ; ga:post post:q9 ; ga:edtf ?edtf } ORDER BY ?edtf"
    assert rows(imported(NAME, tmp_path), found) == expected


def test_current_holders_are_certain_until_the_last_came(made: Import) -> None:
    """The table of current holders has no date; its last start is the day that it vouches for."""
    found = rows(
        made,
        """SELECT ?holder ?end { ?tenure ga:edtf ?edtf ; ga:holder ?holder ; ga:endEarliest ?end
           FILTER(STRENDS(STR(?edtf), "/..")) } ORDER BY ?holder""",
    )
    day = "2022-07-18"
    assert found == [("q113090056", day), ("q11869065", day), ("q645970", day)]


def test_a_known_day_of_publication_counts_instead() -> None:
    """Where the release says when it came out, current means current on that day."""
    source = find_format(NAME)
    release = Release(
        NAME,
        "x",
        source.terms,
        BASE_IRI,
        retrieved=parse_day("2026-11-23"),
        published=parse_date("2022-08-15"),
    )
    made = run_import(source, [fixture(NAME)], release, Known(None, release.graph))
    found = rows(made, "SELECT DISTINCT ?end { ?tenure a ga:Tenure ; ga:endEarliest ?end }")
    assert found == [("2022-08-15",)]
    assert release.as_of == Day(2022, 8, 15)


def test_no_end_is_unknown(made: Import) -> None:
    """A holder without an end in holders21 alone has an unknown end and not an open one."""
    found = rows(made, "SELECT ?edtf { ?tenure ga:holder agent:q12358575 ; ga:edtf ?edtf }")
    assert found == [("2021-10-11/",)]
    assert not ask(made, "ASK { ?tenure ga:holder agent:q12358575 ; ga:endEarliest ?end }")


def test_dates_are_as_precise_as_the_source(made: Import) -> None:
    """A year stays a year, of tenures and of births."""
    assert rows(made, "SELECT ?edtf { ?t ga:holder agent:q1676748 ; ga:edtf ?edtf }") == [
        ("2006/2010",)
    ]
    found = rows(made, "SELECT ?edtf { agent:q102109268 ga:birth [ ga:edtf ?edtf ] }")
    assert found == [("1971",)]


def test_births_and_deaths_are_events(made: Import) -> None:
    """Lennart Meri was born on 29 March 1929 and died on 14 March 2006."""
    found = rows(
        made,
        """SELECT ?birth ?death { agent:q153149 ga:birth [ a ga:Event ; ga:edtf ?birth ;
           ga:evidence [] ] ; ga:death [ ga:eventType gc:death ; ga:edtf ?death ] }""",
    )
    assert found == [("1929-03-29", "2006-03-14")]


def test_a_title_stands_for_an_id_by_a_recorded_inference(made: Import) -> None:
    """Holders are listed by title; that it stands for an id is concluded, and says why."""
    found = rows(
        made,
        """SELECT ?post ?locator { ?tenure ga:holder agent:q153149 ; ga:post ?post ;
           ga:inferredBy ?step . ?step ga:rationale ?why ; prov:used [ ga:locator ?locator ]
           FILTER(CONTAINS(?why, "Q890005")) }""",
    )
    assert found == [("q890005", "estonia/wikidata/wanted-positions.csv row 1")]


def test_a_title_without_an_id_is_a_post_of_the_set(made: Import) -> None:
    """An ambassador is in no table of ids: the post is keyed by set and title."""
    found = rows(
        made,
        """SELECT ?key ?state { ?tenure ga:holder agent:q1676748 ; ga:post ?post .
           ?post dcterms:identifier ?key ; ga:jurisdiction ?state ; ga:inferredBy ?step .
           ?step ga:rationale ?why }""",
    )
    assert found == [("wikidata-cabinets:estonia:ambassador to Latvia", "estonia")]


def test_two_ids_of_one_title_decide_nothing(tmp_path: Path) -> None:
    """A title that two ids share stays a post of the set's own."""
    write(tmp_path, "wikidata/wanted-positions.csv", ["position,title", "Q1,Chief", "Q2,Chief"])
    made = imported(NAME, _holders(tmp_path, "Chief,Anna,Q5,2001,2002"))
    ((key,),) = rows(made, "SELECT ?key { [] ga:post ?post . ?post dcterms:identifier ?key }")
    assert key.startswith("wikidata-cabinets:")
    assert key.endswith(":Chief")
    assert not ask(made, "ASK { ?tenure a ga:Tenure ; ga:inferredBy ?step }")


def test_posts_have_types_by_exact_title(made: Import) -> None:
    """Foreign minister, minister, prime minister, president; an ambassador's is left open."""
    found = rows(made, "SELECT DISTINCT ?type { ?post ga:postType ?type } ORDER BY ?type")
    assert found == [("foreign-minister",), ("minister",), ("president",), ("prime-minister",)]


def test_another_spelling_is_another_name(tmp_path: Path) -> None:
    """One id, two spellings: one person, the second name an alternative."""
    write(tmp_path, "current-cabinet.csv", [CURRENT, "Q5,Rima Abdul Malak,Q9,Minister,2020,"])
    write(tmp_path, "holders21.csv", [HOLDERS, "Minister,Rima Abdul-Malak,Q5,2020,"])
    made = imported(NAME, tmp_path)
    found = rows(
        made, "SELECT ?name ?other { agent:q5 skos:prefLabel ?name ; skos:altLabel ?other }"
    )
    assert found == [("Rima Abdul Malak", "Rima Abdul-Malak")]


def test_pages_are_linked(made: Import) -> None:
    """The page in Wikipedia and that of the picture are linked, with their letters escaped."""
    found = rows(made, "SELECT ?page { agent:q1676748 rdfs:seeAlso ?page } ORDER BY ?page")
    assert found == [
        ("File:Jaak_J%C3%B5er%C3%BC%C3%BCt_2012.jpg",),
        ("Jaak_J%C3%B5er%C3%BC%C3%BCt",),
    ]


def test_rows_alike_but_for_their_ends_are_two_tenures(tmp_path: Path) -> None:
    """Two ends of one start are two tenures whatever the order; a row said twice is one."""
    lines = ["Chief,Anna,Q5,2001,2002", "Chief,Anna,Q5,2001,", "Chief,Anna,Q5,2001,2002"]
    made = imported(NAME, _holders(tmp_path / "one", *lines), retrieved="")
    assert made.accounts.total.outcomes == {"imported": 2, "merged": 1}
    assert rows(made, "SELECT ?edtf { ?tenure ga:edtf ?edtf } ORDER BY ?edtf") == [
        ("2001/",),
        ("2001/2002",),
    ]
    query = "SELECT ?tenure ?edtf { ?tenure ga:holder [] ; ga:edtf ?edtf } ORDER BY ?edtf"
    again = imported(NAME, _holders(tmp_path / "two" / "one", *reversed(lines)), retrieved="")
    assert rows(made, query) == rows(again, query)


def test_an_end_before_the_start_bounds_nothing(tmp_path: Path) -> None:
    """The source contradicts itself: its words are kept, and no bound is taken."""
    made = imported(NAME, _holders(tmp_path, "Chief,Anna,Q5,2017-12-06,2012-05-18"))
    words = rows(made, "SELECT ?words { ?tenure a ga:Tenure ; ga:timeExpression ?words }")
    assert words == [("2017-12-06 to 2012-05-18",)]
    assert not ask(made, "ASK { ?tenure a ga:Tenure ; ga:edtf ?edtf }")


def test_a_day_of_birth_that_does_not_exist_is_kept_as_words(tmp_path: Path) -> None:
    """Wikidata lets a 31 June pass; the birth is there, and undated."""
    lines = ["id,name,dob,dobp", "Q5,Anna,1951-06-31,11"]
    made = imported(NAME, write(tmp_path, "bio.csv", lines))
    found = rows(made, "SELECT ?words { agent:q5 ga:birth [ ga:timeExpression ?words ] }")
    assert found == [("1951-06-31",)]


def test_a_precision_cuts_a_date(tmp_path: Path) -> None:
    """The first of January of a date with the precision of a year is the year."""
    lines = ["id,name,dob,dobp,dod,dodp", "Q5,Anna,1951-01-01,9,2001-04-01,10"]
    made = imported(NAME, write(tmp_path, "bio.csv", lines))
    found = rows(
        made, "SELECT ?b ?d { agent:q5 ga:birth [ ga:edtf ?b ] ; ga:death [ ga:edtf ?d ] }"
    )
    assert found == [("1951", "2001-04")]


def test_unknown_columns_are_told_once(tmp_path: Path) -> None:
    """A column that nobody knows is a note and no error."""
    header = f"{HOLDERS},shoe size"
    for name in ("a", "b"):
        write(tmp_path, f"{name}/holders21.csv", [header, "Chief,Anna,Q5,2001,2002,38"])
    made = imported(NAME, tmp_path)
    assert made.accounts.notes == ["The column shoe size is not known, and is not read."]


def test_sets_do_not_share_posts(tmp_path: Path) -> None:
    """The same title in two sets is two posts, each of its own state."""
    for name in ("india-ministers", "guinea-bissau-cabinet", "netherlands-antilles"):
        write(tmp_path, f"{name}/html/holders21.csv", [HOLDERS, "Chief,Anna,Q5,2001,2002"])
    made = imported(NAME, tmp_path)
    found = rows(made, "SELECT ?state { ?p a ga:Post OPTIONAL { ?p ga:jurisdiction ?state } }")
    assert sorted(found) == [("",), ("guinea-bissau",), ("india",)]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Chief,Anna,Q5,2001-13-45,", "start holds no date"),
        ("Chief,Anna,Q5,2001,soon", "end holds no date"),
        ("Chief,Anna,http://x/> <y,2001,", "is no id of Wikidata"),
        ("Chief,Anna,Q5", "3 cells"),
        ("Chief,An\x07na,Q5,2001,", "control character"),
    ],
)
def test_a_bad_row_is_named(tmp_path: Path, line: str, words: str) -> None:
    """File, row and column are named; with --keep-going the row is set aside and counted."""
    folder = _holders(tmp_path, "Chief,Berta,Q6,2000,2001", line)
    with pytest.raises(InputError, match=r"holders21\.csv, row 2") as caught:
        imported(NAME, folder)
    assert words in caught.value.message
    made = imported(NAME, folder, limits=Limits(tmp_path / "aside"))
    assert made.accounts.total.outcomes == {"imported": 1, "skipped": 1}
    assert not ask(made, "ASK { agent:q5 ?p ?o }")


def test_a_bad_statement_id_is_named(tmp_path: Path) -> None:
    """The id of a statement becomes an IRI, and nothing else may."""
    path = write(tmp_path, "current-cabinet.csv", [CURRENT, "Q5,Anna,Q9,Chief,2020,Q5> <x"])
    with pytest.raises(InputError, match="psid holds no id of a statement"):
        imported(NAME, path)


def test_a_missing_column_and_a_strange_file_are_named(tmp_path: Path) -> None:
    """A table without its columns, and one of no known kind, are refused."""
    with pytest.raises(InputError, match="lacks the column personID"):
        imported(NAME, _holders(tmp_path, "Chief,Anna,2001,", header="position,person,start,end"))
    with pytest.raises(InputError, match="the name tells no kind of table"):
        imported(NAME, write(tmp_path, "others.csv", [HOLDERS]))


def test_rows_without_a_post_or_person_are_skipped(tmp_path: Path) -> None:
    """They say nothing that could be kept, and are counted with the reason."""
    made = imported(NAME, _holders(tmp_path, ",Anna,Q5,2001,", "Chief,,,2001,"))
    assert made.accounts.total.reasons == {
        "the row names no position": 1,
        "the row names no person": 1,
    }


def test_a_holder_without_an_id_is_known_by_this_row_alone(tmp_path: Path) -> None:
    """Two holders of one name without ids are two persons."""
    lines = ["Chief,<script>Anna,,2001,2002", "Deputy,<script>Anna,,2003,2004"]
    made = imported(NAME, _holders(tmp_path, *lines))
    found = rows(made, "SELECT ?name { ?p a ga:Person ; skos:prefLabel ?name }")
    assert found == [("<script>Anna",), ("<script>Anna",)]

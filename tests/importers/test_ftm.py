"""The importer of FollowTheMoney: what its entities become, in whatever order they come."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kg.errors import InputError
from kg.importers import Import, Limits
from kg.importers.rows import LONGEST_TEXT
from tests.importers.support import ask, fixture, imported, rows, write
from tests.running import run_kg


def entity(id: str, schema: str, **properties: list[Any]) -> dict[str, Any]:
    """An entity as its line holds it."""
    return {"id": id, "schema": schema, "properties": properties}


def taken(folder: Path, *entities: dict[str, Any], **options: Any) -> Import:
    """Import entities, one on each line."""
    lines = [json.dumps(entity, ensure_ascii=False) for entity in entities]
    return imported("ftm", write(folder, "some.ftm.json", lines), **options)


def occupancy(**properties: list[Any]) -> dict[str, Any]:
    """An occupancy of the post `p` by the person `h`."""
    return entity("o", "Occupancy", holder=["h"], post=["p"], **properties)


HOLDER = entity("h", "Person", name=["Ana"])
POST = entity("p", "Position", name=["Mayor of Bar"])


def bounds(made: Import, id: str = "o") -> tuple[str, ...]:
    """The EDTF and the stated bounds of the tenure or event of an id."""
    (found,) = rows(
        made,
        f"""SELECT ?edtf ?startLatest ?endEarliest ?endLatest {{
          ?thing dcterms:identifier "ftm:{id}"
          OPTIONAL {{ ?thing ga:edtf ?edtf }} OPTIONAL {{ ?thing ga:startLatest ?startLatest }}
          OPTIONAL {{ ?thing ga:endEarliest ?endEarliest }}
          OPTIONAL {{ ?thing ga:endLatest ?endLatest }} }}""",
    )
    return found


@pytest.fixture(scope="module")
def made() -> Import:
    """The import of the fixture."""
    return imported("ftm", fixture("ftm"))


def test_an_occupancy_is_a_tenure_with_evidence(made: Import) -> None:
    """The line stands before its holder and its post, and has the months of its source."""
    assert ask(
        made,
        """ASK { tenure:ftm-occ-shoigu-defence a ga:Tenure ; ga:holder agent:ftm-nk-shoigu ;
             ga:post post:ftm-pos-ru-defence ; ga:edtf "2012-11-06/2024-05"^^edtf:EDTF ;
             ga:evidence ?passage .
           ?passage ga:locator "entities.ftm.json id occ-shoigu-defence" }""",
    )


def test_all_names_are_kept_by_their_scripts(made: Import) -> None:
    """Names, aliases and weak aliases are preferred, alternative and hidden labels."""
    assert ask(
        made,
        """ASK { agent:ftm-nk-shoigu skos:prefLabel "Sergei Shoigu"@en , "Сергей Шойгу"@und-cyrl ;
             skos:altLabel "Sergei Kuzhugetovich Shoigu"@en ; skos:hiddenLabel "Shoigu"@en ;
             ga:citizenship agent:russia }""",
    )


def test_the_more_exact_of_two_dates_of_birth_counts(made: Import) -> None:
    """1955 and 1955-05-21 are one date, told twice."""
    assert rows(made, "SELECT ?d { event:ftm-nk-shoigu-birth ga:edtf ?d }") == [("1955-05-21",)]


def test_what_has_a_wikidata_id_is_called_by_it(made: Import) -> None:
    """An occupancy before the line of its holder points to the IRI of the Wikidata id."""
    assert ask(made, "ASK { tenure:ftm-occ-putin ga:holder agent:q7747 ; ga:post post:q218295 }")
    assert ask(made, "ASK { event:ftm-occ-putin-election ga:edtf '2024-03'^^edtf:EDTF }")


def test_a_sanction_is_a_listing_with_its_reason_as_a_claim(made: Import) -> None:
    """Target, authority, programme and day; the authority asserts the reason in its words."""
    assert ask(
        made,
        """ASK { event:ftm-eu-irq-28-sanction ga:eventType gc:sanctions-listing ;
             ga:edtf "2003-07-08"^^edtf:EDTF ; rdfs:comment "Measures: Asset freeze"@en ;
             ga:legalBasis ?law ; ga:hasParticipation ?target , ?initiator .
           ?law dcterms:title "Council Regulation (EC) No 1210/2003"@en .
           ?target ga:participationRole gc:target ; ga:participant agent:ftm-eu-irq-28 .
           ?initiator ga:participationRole gc:initiator ; ga:participant ?council .
           ?stance ga:stanceTaker ?council ; ga:stanceType gc:asserts ; ga:stanceOn ?claim .
           ?claim ga:proposition "Deputy Prime Minister and Finance Minister"@en ;
             ga:evidence/ga:quote "Deputy Prime Minister and Finance Minister"@en }""",
    )


def test_other_entities_become_what_the_model_has(made: Import) -> None:
    """A party, a membership with its role, a succession, an address, an event with a place."""
    assert ask(
        made,
        """ASK { agent:ftm-united-russia ga:organisationType gc:political-party .
           membership:ftm-ur-shoigu org:organization agent:ftm-united-russia ;
             rdfs:comment "Role: Member of the Supreme Council"@en .
           agent:ftm-fsb ga:succeeds agent:ftm-fsk .
           place:ftm-addr-mod ga:placeType gc:address ; ga:jurisdiction agent:russia .
           agent:ftm-ru-mod a ga:PublicBody ; rdfs:seeAlso place:ftm-addr-mod .
           event:ftm-summit-2010 ga:location place:czechia ;
             ga:eventType gc:unclassified-event }""",
    )


def test_family_is_a_claim_of_the_publisher(made: Import) -> None:
    """The sentence has the caption of one, and the id of the other, whom no line describes."""
    assert ask(
        made,
        """ASK { claim:ftm-family-shoigu a ga:Claim ; ga:concerns agent:ftm-nk-shoigu ,
             agent:ftm-irina-shoigu ; ga:evidence/ga:quote "wife"@en ;
             ga:proposition "irina-shoigu is a relative of Sergei Shoigu: wife."@en .
           ?stance a ga:Stance ; ga:stanceOn claim:ftm-family-shoigu ; ga:stanceType gc:asserts ;
             ga:stanceTaker/skos:prefLabel "OpenSanctions"@en ; ga:evidence ?passage }""",
    )


def test_an_owner_is_a_member_of_what_it_owns(made: Import) -> None:
    """The year is dated, and the share is kept as words."""
    assert ask(
        made,
        """ASK { membership:ftm-own-gazprom-neft ga:membershipType gc:owner ;
             org:member agent:ftm-ru-gazprom ; org:organization agent:ftm-ru-gazprom-neft ;
             ga:edtf "2005/"^^edtf:EDTF ; rdfs:comment "Percentage: 95.68"@en }""",
    )


@pytest.mark.parametrize(
    ("schema", "properties", "sentence"),
    [
        ("Associate", {"person": "h", "associate": "c"}, "C is an associate of Ana: banker"),
        ("UnknownLink", {"subject": "h", "object": "c"}, "Ana is linked to C: banker"),
        ("Representation", {"agent": "h", "client": "c"}, "Ana represents C: banker"),
    ],
)
def test_links_say_what_their_source_says(
    schema: str, properties: dict[str, str], sentence: str, tmp_path: Path
) -> None:
    """The names may come after the link; the dates of the relation are in the sentence."""
    company = entity("c", "Company", name=["C"])
    ends = {name: [id] for name, id in properties.items()}
    link = entity("x", schema, **ends, role=["banker."], startDate=["2010-05"], endDate=["2012"])
    made = taken(tmp_path, link, HOLDER, company)
    assert rows(made, "SELECT ?text { claim:ftm-x ga:proposition ?text }") == [
        (f"{sentence} (from 2010-05 until 2012).",)
    ]


def test_a_link_that_comes_again_is_merged_or_refused(tmp_path: Path) -> None:
    """As with memberships: what says something else under the same id is no fragment."""
    once, other = (
        entity("x", "Family", person=["h"], relative=["c"], relationship=["aunt"], endDate=[end])
        for end in ("2001", "2002")
    )
    assert taken(tmp_path, once, once).accounts.total.outcomes == {"imported": 1, "merged": 1}
    with pytest.raises(InputError, match="line 2: the id came before"):
        taken(tmp_path, once, other)


def test_what_is_not_described_is_told(made: Import) -> None:
    """The note counts ids without a line."""
    account = made.accounts.as_json()
    assert (account["rows"], account["imported"]) == (20, 20)
    assert account["notes"] == [
        "6 entities are referred to and never described; they are in the graph without a name."
    ]


def test_the_order_of_lines_changes_nothing(made: Import, tmp_path: Path) -> None:
    """The lines backwards give the same triples."""
    lines = (fixture("ftm") / "entities.ftm.json").read_text(encoding="utf-8").splitlines()
    path = write(tmp_path / "ftm", "entities.ftm.json", lines[::-1]).parent
    assert imported("ftm", path).triples == made.triples


def test_a_current_occupancy_is_open_and_certain_to_its_last_sighting(tmp_path: Path) -> None:
    """It had begun by the day on which the publisher last met it, and not ended before."""
    current = occupancy(status=["current"]) | {"last_seen": "2026-10-01T02:00:00"}
    assert bounds(taken(tmp_path, current)) == ("/..", "2026-10-01", "2026-10-01", "")


def test_an_ended_occupancy_has_an_end_by_the_day_of_the_release(tmp_path: Path) -> None:
    """When it ended is not said."""
    ended = occupancy(status=["ended"], startDate=["2012"])
    assert bounds(taken(tmp_path, ended)) == ("2012/", "", "", "2026-11-23")


def test_an_occupancy_of_unknown_status_has_no_end(tmp_path: Path) -> None:
    """Unknown is not current."""
    assert bounds(taken(tmp_path, occupancy(status=["unknown"], startDate=["2021-02"]))) == (
        *("2021-02/", "", "", ""),
    )


def test_two_dates_that_differ_are_a_range(tmp_path: Path) -> None:
    """No one of them is preferred."""
    made = taken(tmp_path, occupancy(startDate=["2012-11-06", "2013-01"], endDate=["2015"]))
    assert bounds(made)[0] == "[2012-11-06..2013-01]/2015"


def test_dates_of_birth_of_one_person_under_two_ids_are_one_range(tmp_path: Path) -> None:
    """Two entities with one Wikidata id are one person, who was born once."""
    ids = [("a", "1950"), ("b", "1951-02-03")]
    persons = [entity(i, "Person", wikidataId=["Q42"], birthDate=[d]) for i, d in ids]
    made = taken(tmp_path, *persons)
    assert rows(made, "SELECT ?d { agent:q42 ga:birth/ga:edtf ?d }") == [("[1950..1951-02-03]",)]
    assert made.accounts.total.outcomes == {"imported": 1, "merged": 1}


def test_details_of_an_occupancy_without_a_term_are_kept_as_words(tmp_path: Path) -> None:
    """Constituency, political group and the dates of the term."""
    made = taken(tmp_path, occupancy(constituency=["Bar"], periodEnd=["2026-09"]))
    assert sorted(rows(made, "SELECT ?c { tenure:ftm-o rdfs:comment ?c }")) == [
        ("Constituency: Bar",),
        ("Term to: 2026-09",),
    ]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("su", "?c schema:sameAs wd:Q15180 ; ga:organisationType gc:historical-state"),
        ("xk", "?c schema:sameAs wd:Q1246 ; a ga:Polity"),
        ("us-ca", "?c skos:prefLabel 'US-CA'@en ; a ga:Polity"),
        ("Germany", "?x ga:citizenship agent:germany"),
        ("de", "?x ga:citizenship agent:germany"),
    ],
)
def test_codes_of_countries(code: str, expected: str, tmp_path: Path) -> None:
    """States of ISO 3166-1 are the packaged ones; other territories are described."""
    made = taken(tmp_path, entity("x", "Person", name=["X"], citizenship=[code]))
    prefix = "PREFIX wd: <http://www.wikidata.org/entity/>"
    assert ask(made, f"{prefix} ASK {{ ?x ga:citizenship ?c . {expected} }}")


@pytest.mark.parametrize("code", ["eu", "aq", "nowhere", "zz"])
def test_nobody_is_a_citizen_of_what_is_no_polity(code: str, tmp_path: Path) -> None:
    """Such a code stays as words, but for `zz`, which means no country."""
    made = taken(tmp_path, entity("x", "Person", name=["X"], citizenship=[code]))
    assert not ask(made, "ASK { ?x ga:citizenship ?c }")
    assert ask(made, f"ASK {{ ?x rdfs:comment 'Citizenship: {code}'@en }}") == (code != "zz")


@pytest.mark.parametrize(
    ("made_up", "reason"),
    [
        (entity("x", "Occupancy", holder=["h"]), "the occupancy lacks its holder or its post"),
        (
            entity("x", "Occupancy", holder=["h"], post=["h"]),
            "the occupancy is of no position, or its holder is no person",
        ),
        (
            entity("x", "Membership", member=["h"], organization=["h"]),
            "the membership is of no agent, or in no organisation",
        ),
        (
            entity("x", "Directorship", director=["c"], organization=["c"]),
            "the member and the organisation of the membership are one",
        ),
        (
            entity("x", "Sanction", entity=["v"]),
            "the sanction names nobody, or a thing that is no agent",
        ),
        (entity("x", "Ownership", owner=["c"], asset=["v"]), "what is owned is no organisation"),
        (entity("x", "Associate", person=["h"]), "the link lacks one of its two agents"),
        (entity("x", "UnknownLink", subject=["h"], object=["v"]), "the link is of what is no"),
        (entity("x", "Family", person=["h"], relative=["h"]), "both ends of the link are one"),
        (entity("x", "Passport", holder=["h"]), "numbers of papers that identify somebody"),
        (entity("x", "Wormhole"), "the schema is none that FollowTheMoney 4 has"),
    ],
)
def test_what_is_skipped_has_a_reason(made_up: dict[str, Any], reason: str, tmp_path: Path) -> None:
    """Nothing is left out in silence, and nothing of it is written."""
    ship, company = entity("v", "Vessel", name=["Aurora"]), entity("c", "Company", name=["C"])
    made = taken(tmp_path, HOLDER, ship, company, made_up)
    assert any(found.startswith(reason) for found in made.accounts.total.reasons)
    assert not ask(made, "ASK { ?x dcterms:identifier 'ftm:x' }")


def test_a_repeated_line_is_merged_and_one_that_differs_is_refused(tmp_path: Path) -> None:
    """Fragments of one relation are not guessed together."""
    once, other = occupancy(startDate=["2012"]), occupancy(startDate=["2013"])
    made = taken(tmp_path, HOLDER, POST, once, once)
    assert made.accounts.total.outcomes == {"imported": 3, "merged": 1}
    with pytest.raises(InputError, match=r"some.ftm.json, line 4: the id came before"):
        taken(tmp_path, HOLDER, POST, once, other)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (b'{"id": "x", "schema": "Person"', "it is no JSON"),
        (b"[1]", "it is JSON, but no object"),
        (b'{"id": "x"}', "the line is no entity"),
        (b'{"id": 7, "schema": "Person", "properties": {}}', "the entity has no id"),
        (b'{"id": "a\\u0007", "schema": "Person", "properties": {}}', "U+0007"),
        (b'{"id": "x", "schema": "Person", "properties": {"name": ["\xff"]}}', "not UTF-8"),
        (b'{"id": "x", "schema": "Person", "properties": {"name": [{"id": "y"}]}}', "name holds"),
        (b'{"id": "x", "schema": "Person", "properties": {"birthDate": ["soon"]}}', "birthDate"),
        (b'{"a":' * 60 + b"1" + b"}" * 60, "it is nested deeper than 50"),
        (b'{"id": "' + b"x" * 300 + b'"', "it is no JSON"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(line: bytes, message: str, tmp_path: Path) -> None:
    """The error has the file, the line and what is wrong there."""
    with pytest.raises(InputError, match=r"^bad.jsonl, line 1: ") as caught:
        imported("ftm", write(tmp_path, "bad.jsonl", line + b"\n"))
    assert message in caught.value.message


def test_more_pairs_than_anything_real_has(tmp_path: Path) -> None:
    """A hundred holders of a hundred posts are no occupancy."""
    ids = [str(number) for number in range(100)]
    with pytest.raises(InputError, match="line 1: the entity relates more than 1,000 pairs"):
        taken(tmp_path, entity("o", "Occupancy", holder=ids, post=ids))


def test_the_iri_that_carries_a_wikidata_id_is_met(tmp_path: Path) -> None:
    """In a store that knows Vladimir Putin already, the tenure is his."""
    store, data = tmp_path / "store", Path(__file__).parents[2] / "data"
    assert run_kg("load", "--store", store, data).returncode == 0
    done = run_kg("import", "ftm", fixture("ftm"), "--store", store, "--retrieved", "2026-11-23")
    assert done.returncode == 0, done.stdout + done.stderr
    question = """SELECT ?holder { <https://w3id.org/geoactors/id/tenure/ftm-occ-putin>
        <https://w3id.org/geoactors/ns#holder> ?holder }"""
    found = run_kg("query", "--store", store, "--format", "csv", "-q", question)
    assert found.stdout.split() == ["holder", "https://w3id.org/geoactors/id/agent/vladimir-putin"]


def test_a_text_beyond_all_measure_is_refused(tmp_path: Path) -> None:
    """A cell of a megabyte is no name."""
    with pytest.raises(InputError, match="a text is longer than the limit"):
        taken(tmp_path, entity("x", "Person", name=["x" * (LONGEST_TEXT + 1)]))


def test_bad_lines_are_set_aside(tmp_path: Path) -> None:
    """With --keep-going the others are imported."""
    bad = occupancy(startDate=["2014"], endDate=["2012"])
    made = taken(tmp_path, HOLDER, bad, limits=Limits(tmp_path / "aside"))
    assert made.accounts.total.outcomes == {"imported": 1, "skipped": 1}
    assert json.loads((tmp_path / "aside" / "some.ftm.json").read_text())["id"] == "o"


def test_hostile_texts_stay_texts(tmp_path: Path) -> None:
    """Markup, quotes and angle brackets end as literals; ids of such characters as slugs."""
    evil = '"> <x> a <script>alert(1)</script> =1+1'
    made = taken(tmp_path, entity(evil, "Person", name=[evil], sourceUrl=["http://x/ <>", "j:x"]))
    assert rows(made, "SELECT ?n { ?x a ga:Person ; skos:prefLabel ?n }") == [(evil,)]
    assert rows(made, "SELECT ?x { ?x a ga:Person }") == [("ftm-x-a-script-alert-1-script-1-1",)]
    assert not ask(made, "ASK { ?x a ga:Person ; rdfs:seeAlso ?page }")


def test_wikidata_ids_that_decide_nothing_are_kept(tmp_path: Path) -> None:
    """Two of them are pages to look at, and what is none is a text."""
    made = taken(tmp_path, entity("x", "Person", name=["X"], wikidataId=["Q1", "Q2", "Q3>"]))
    assert rows(made, "SELECT ?p { agent:ftm-x rdfs:seeAlso ?p } ORDER BY ?p") == [("Q1",), ("Q2",)]
    assert ask(made, "ASK { agent:ftm-x rdfs:comment 'Wikidata: Q3>'@en }")


def test_another_publisher_is_named(tmp_path: Path) -> None:
    """--publisher takes the place of OpenSanctions, with no licence taken for granted."""
    path, store = write(tmp_path, "x.ftm.json", [json.dumps(HOLDER)]), tmp_path / "store"
    command = ("import", "ftm", path, "--store", store, "--publisher", "OCCRP")
    assert run_kg(*command).returncode == 0
    question = """PREFIX dcterms: <http://purl.org/dc/terms/> SELECT ?licence {
        ?graph a <https://w3id.org/geoactors/ns#SourceGraph> ; dcterms:license ?licence ;
          dcterms:publisher <https://w3id.org/geoactors/id/agent/occrp> }"""
    found = run_kg("query", "--store", store, "--format", "csv", "-q", question)
    assert "rightsstatements.org/vocab/UND" in found.stdout, found.stderr

"""Popolo JSON: expected facts of real and made-up documents, and documents that are broken."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kg.errors import InputError
from kg.importers import Import, Limits, find_format
from tests.importers.support import ask, fixture, imported, rows, write
from tests.running import run_kg

NAME = "popolo"


@pytest.fixture(scope="module")
def made() -> Import:
    """The fixture, imported once."""
    return imported(NAME, fixture(NAME))


def _document(folder: Path, value: Any, name: str = "some.json") -> Path:
    return write(folder, name, json.dumps(value, ensure_ascii=False).encode())


def _one(folder: Path, **arrays: list[Any]) -> Import:
    return imported(NAME, _document(folder, arrays))


def test_a_role_is_a_tenure_of_a_seat(made: Import) -> None:
    """Heidi Alexander held the seat of Lewisham East for Labour until 9 May 2018."""
    found = rows(
        made,
        """SELECT ?edtf ?type ?body ?area ?party ?statement {
           ?tenure a ga:Tenure ; ga:holder agent:q259359 ; ga:edtf ?edtf ; ga:post ?seat ;
             ga:representing/skos:prefLabel ?party ; schema:sameAs ?statement .
           ?seat ga:postType ?type ; org:postIn ?body ; ga:constituency/skos:prefLabel ?area
           FILTER(LANG(?party) = "en") }""",
    )
    assert found == [
        (
            "2017-06-08/2018-05-09",
            "member-of-parliament",
            "q11005",
            "Lewisham East Boro Const",
            "Labour Party",
            "Q259359-BBEDE35D-6A0D-4E4A-985D-74E530D138BD",
        )
    ]


def test_no_end_is_unknown(made: Import) -> None:
    """A membership without an end has an unknown end."""
    found = rows(made, "SELECT ?edtf { ?tenure ga:holder agent:q153454 ; ga:edtf ?edtf }")
    assert found == [("2017-06-08/",)]


def test_names_have_their_languages(made: Import) -> None:
    """A name as an object gives a preferred name for each language."""
    found = rows(made, "SELECT (LANG(?n) AS ?l) ?n { agent:q11005 skos:prefLabel ?n } ORDER BY ?l")
    assert found == [("cy", "Tŷ'r Cyffredin"), ("en", "House of Commons")]


def test_a_body_of_a_state_is_under_it(made: Import) -> None:
    """Its area is the United Kingdom: the state has jurisdiction and the area is its territory."""
    assert ask(made, "ASK { agent:q11005 ga:jurisdiction agent:united-kingdom }")
    assert ask(made, "ASK { place:q21 dcterms:isPartOf place:united-kingdom }")
    assert not ask(made, "ASK { agent:united-kingdom a ga:Place }")


def test_seats_of_a_post(made: Import) -> None:
    """There are 650 members of the House of Commons."""
    assert ask(made, "ASK { post:q16707842 ga:seats 650 ; org:postIn agent:q11005 }")


def test_identifiers_links_and_classes(made: Import) -> None:
    """Other identifiers are kept with their scheme, links as pages, a party as a party."""
    key = "MS_FB:country:gb/country:eng/westminster-constituency:e14000787"
    assert ask(made, f'ASK {{ place:q3336099 dcterms:identifier "{key}" }}')
    assert ask(made, "ASK { place:q3336099 ga:placeType gc:electoral-district }")
    page = "<https://www.facebook.com/Dianeabbott>"
    assert ask(made, f"ASK {{ agent:q153454 rdfs:seeAlso {page} }}")
    assert ask(made, "ASK { agent:q9630 ga:organisationType gc:political-party }")


PERSON = {
    "id": "p1",
    "name": "Анна Иванова",
    "other_names": [{"name": "Anna Ivanova", "lang": "en"}, {"name": "Аннушка"}],
    "sort_name": "Иванова, Анна",
    "gender": "female",
    "birth_date": "1960-05",
    "death_date": "2020",
    "image": "https://example.org/anna.jpg",
    "contact_details": [{"type": "twitter", "value": "https://twitter.com/anna"}],
    "sources": [{"url": "https://example.org/list", "note": "The list"}],
    "identifiers": [{"scheme": "viaf", "identifier": "77"}],
}
BODY = {"id": "b1", "name": "Riksdag", "classification": "legislature", "parent_id": "b2"}


def test_a_person_keeps_what_the_model_can_hold(tmp_path: Path) -> None:
    """Names in their scripts, dates of life, pages, identifiers and sources."""
    made = _one(tmp_path, persons=[PERSON])
    found = rows(
        made,
        """SELECT (LANG(?name) AS ?tag) ?other ?hidden ?birth ?death ?source {
           ?p a ga:Person ; skos:prefLabel ?name ; skos:altLabel ?other ;
             skos:hiddenLabel ?hidden ; ga:birth/ga:edtf ?birth ; ga:death/ga:edtf ?death ;
             dcterms:identifier "viaf:77" ; ga:evidence/prov:wasDerivedFrom/rdfs:seeAlso ?source
           FILTER(LANG(?other) = "en") }""",
    )
    assert found == [("und-cyrl", "Anna Ivanova", "Иванова, Анна", "1960-05", "2020", "list")]
    pages = rows(made, "SELECT ?page { ?p a ga:Person ; rdfs:seeAlso ?page } ORDER BY ?page")
    assert pages == [("anna.jpg",), ("anna",)]


def test_a_plain_member_has_a_membership(tmp_path: Path) -> None:
    """The role "member", or none, is a membership; a post or another role is a tenure."""
    made = _one(
        tmp_path,
        persons=[PERSON],
        organizations=[BODY],
        posts=[{"id": "s1", "label": "Speaker", "organization_id": "b1"}],
        memberships=[
            {"id": "m1", "person_id": "p1", "organization_id": "b1"},
            {"id": "m2", "person_id": "p1", "organization_id": "b1", "role": "Member"},
            {"id": "m3", "person_id": "p1", "organization_id": "b1", "role": "Chairman"},
            {"id": "m4", "person_id": "p1", "post_id": "s1"},
        ],
    )
    assert len(rows(made, "SELECT ?m { ?m a ga:Membership ; org:organization ?b }")) == 2
    posts = rows(made, "SELECT ?l { [] ga:post/skos:prefLabel ?l } ORDER BY ?l")
    assert posts == [("Chairman",), ("Speaker",)]
    assert ask(made, "ASK { ?p skos:prefLabel ?l ; org:postIn/skos:prefLabel ?b . ?p a ga:Post }")


def test_periods_open_unknown_and_contradictory(tmp_path: Path) -> None:
    """9999-12-31 is open, nothing is unknown, and an end before the start bounds nothing."""
    dates = [("2010", "9999-12-31"), ("2010-05", ""), ("", "2011"), ("2012", "2010")]
    members = [
        {"id": f"m{n}", "person_id": "p1", "organization_id": "b", "start_date": s, "end_date": e}
        for n, (s, e) in enumerate(dates)
    ]
    made = _one(tmp_path, memberships=members)
    found = rows(made, "SELECT ?e { ?m a ga:Membership ; ga:edtf ?e } ORDER BY ?e")
    assert found == [("/2011",), ("2010-05/",), ("2010/..",)]
    assert ask(made, 'ASK { ?m ga:endEarliest "2026-11-23"^^xsd:date ; ga:edtf ?e }')
    assert ask(made, 'ASK { ?m ga:timeExpression "2012 to 2010"@en }')


def test_a_bare_list_and_persons_who_are_ids(tmp_path: Path) -> None:
    """A list at the top is read; ids in a list are members; nobody is guessed a name."""
    items = [
        {"id": "r/1", "person_id": ["uk.org.x/person/1"], "organization_id": "s", "role": "Whip"},
        {"id": "r/2", "person_id": [], "organization_id": "s", "role": "Whip"},
        {"id": "r/3", "person_id": ["p1", "p2"], "organization_id": "s", "role": "Whip"},
        {"id": "p3", "birth_date": "1950", "name": "Berta"},
        {"something": "else"},
    ]
    made = imported(NAME, _document(tmp_path, items))
    assert made.accounts.total.outcomes == {"imported": 3, "skipped": 2}
    assert made.accounts.total.reasons == {
        "the membership names no member": 1,
        "an item of a class that is not carried over": 1,
    }
    assert len(rows(made, "SELECT ?t { ?t ga:holder ?h ; ga:post ?p }")) == 3
    found = rows(made, 'SELECT ?h { ?h dcterms:identifier "popolo:person:uk.org.x/person/1" }')
    assert found == [("popolo-person-uk-org-x-person-1",)]
    assert not ask(made, "ASK { ?t ga:holder/skos:prefLabel ?name }")


def test_ids_of_a_document_are_its_own(tmp_path: Path) -> None:
    """The id `gov` in two documents is two bodies; an id within a domain is one person."""
    for name, label in (("a", "Government of A"), ("b", "Government of B")):
        value = {
            "organizations": [{"id": "gov", "name": label}],
            "memberships": [{"id": name, "person_id": "org.x/person/1", "organization_id": "gov"}],
        }
        _document(tmp_path, value, f"{name}/popolo.json")
    made = imported(NAME, tmp_path)
    assert len(rows(made, "SELECT DISTINCT ?b { ?m org:organization ?b }")) == 2
    assert len(rows(made, "SELECT DISTINCT ?p { ?m org:member ?p }")) == 1


def test_events_and_periods(tmp_path: Path) -> None:
    """A legislative period is an event of its body; a membership leads to it."""
    made = _one(
        tmp_path,
        organizations=[BODY],
        events=[
            {
                "id": "term/3",
                "name": "3rd term",
                "classification": "legislative period",
                "organization_id": "b1",
                "start_date": "2010-09",
                "end_date": "2014",
            }
        ],
        memberships=[
            {"person_id": "p1", "organization_id": "b1", "legislative_period_id": "term/3"}
        ],
    )
    assert ask(
        made,
        """ASK { ?m a ga:Membership ; rdfs:seeAlso ?e . ?e ga:eventType gc:legislative-period ;
           ga:edtf ?edtf ; ga:concerns/skos:prefLabel "Riksdag"@en ; ga:evidence ?passage
           FILTER(STR(?edtf) = "2010-09/2014") }""",
    )


def test_memberships_inside_a_person(tmp_path: Path) -> None:
    """What stands inside a person is read with it, and has a pointer of its own."""
    inside = {"id": "m1", "organization_id": "b1", "role": "Chairman", "start_date": "2001"}
    made = _one(tmp_path, persons=[{**PERSON, "memberships": [inside]}], organizations=[BODY])
    found = rows(made, "SELECT ?at { ?t a ga:Tenure ; ga:evidence/ga:locator ?at }")
    assert found == [("some.json /persons/0/memberships/0",)]


def test_one_statement_with_two_seats_is_two_tenures(tmp_path: Path) -> None:
    """An id that stands for two posts makes two tenures; said twice, it makes one."""
    base = {"id": "s", "person_id": "p", "organization_id": "b", "role": "MP"}
    members = [{**base, "area_id": area} for area in ("north", "south", "north")]
    made = _one(tmp_path, memberships=members)
    assert made.accounts.total.outcomes == {"imported": 2, "merged": 1}


def test_a_president_of_a_body_is_no_head_of_state(tmp_path: Path) -> None:
    """A bare title tells of a head of state in a list of a state's offices alone."""
    member = {"id": "1", "person_id": "p", "organization_id": "b", "role": "President"}
    assert not ask(_one(tmp_path, memberships=[member]), "ASK { ?post ga:postType ?type }")


def test_addresses_of_ours_are_no_sources(tmp_path: Path) -> None:
    """A source that poses as a thing of ours is kept as a text, and types nothing."""
    address = "https://w3id.org/geoactors/id/agent/china"
    bad = "https://x.org/> <y"
    made = _one(tmp_path, persons=[{"id": "1", "sources": [{"url": address}, {"url": bad}]}])
    assert not ask(made, f"ASK {{ <{address}> a ?class }}")
    assert ask(made, "ASK { ?e a ga:Evidence ; rdfs:comment ?text }")


@pytest.mark.parametrize(
    ("arrays", "words"),
    [
        ({"persons": [{"id": "1", "birth_date": "1960-13-45"}]}, "birth_date holds no date"),
        ({"persons": [{"id": "1", "name": ["x"]}]}, "name holds something that is no text"),
        ({"persons": [{"id": "1", "links": [7]}]}, "links holds something that is no object"),
        ({"persons": ["x"]}, "it is no object"),
        ({"persons": [{"id": "1", "name": "a\x07b"}]}, "control character"),
        ({"organizations": [{"id": "1", "seat_counts": {"Q1": "many"}}]}, "no number of seats"),
        ({"organizations": [{"id": "1", "seat_counts": [5]}]}, "no number of seats"),
        (
            {"persons": [{"id": "1", "identifiers": [{"scheme": "wikidata", "identifier": {}}]}]},
            "identifier holds something that is no text",
        ),
    ],
)
def test_a_bad_item_is_named(tmp_path: Path, arrays: dict[str, Any], words: str) -> None:
    """File and pointer are named; with --keep-going the item is set aside."""
    path = _document(tmp_path, arrays)
    with pytest.raises(InputError, match=r"some.json, /\w+/0") as caught:
        imported(NAME, path)
    assert words in caught.value.message
    made = imported(NAME, path, limits=Limits(tmp_path / "aside"))
    assert made.accounts.total.outcomes == {"skipped": 1}


@pytest.mark.parametrize(
    "data",
    [
        b'{"persons": [{"id": 1}',
        b"",
        b"\xff\xfe{}",
        b"[" * 100_000,
        b'{"persons": [' + b'{"a":' * 50_000,
    ],
)
def test_a_broken_document_is_refused(tmp_path: Path, data: bytes) -> None:
    """Cut short, empty, in another encoding or nested without end: the file is named."""
    with pytest.raises(InputError, match=r"broken\.json"):
        imported(NAME, write(tmp_path, "broken.json", data))


def test_brackets_in_a_text_are_no_depth(tmp_path: Path) -> None:
    """A text full of brackets is looked at closer, and read."""
    made = _one(tmp_path, persons=[{"id": "1", "name": "[{" * 3000}])
    assert made.accounts.total.outcomes == {"imported": 1}


def test_the_publisher_can_be_named(tmp_path: Path) -> None:
    """The files do not say who published them; the option does."""
    source = find_format(NAME)
    assert source.settle is not None
    assert source.settle(source, {"publisher": "EveryPolitician"}).terms.publisher == (
        "EveryPolitician"
    )
    path = _document(tmp_path, {"persons": [PERSON]})
    done = run_kg("import", NAME, path, "--publisher", "EveryPolitician", "--dry-run")
    assert done.returncode == 0, done.stderr
    assert "1 rows: 1 imported" in done.stdout

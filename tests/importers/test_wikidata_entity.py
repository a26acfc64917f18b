"""Entities of Wikidata from files: the same facts from JSON and Turtle, and what each becomes."""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from kg.errors import InputError, NotFoundError
from kg.importers import Import, Limits
from tests.importers.support import ask, fixture, imported, rows, write

FIXTURE = fixture("wikidata-entity")
JULIAN = "http://www.wikidata.org/entity/Q1985786"
GREGORIAN = "http://www.wikidata.org/entity/Q1985727"
_SYNTAX = ("locator", "#prefLabel", "/title")
"""What the syntaxes tell differently: where a statement stands, and names of what is mentioned."""


def facts(made: Import) -> set[ox.Triple]:
    """The triples that do not depend on the syntax."""
    return {triple for triple in made.triples if not triple.predicate.value.endswith(_SYNTAX)}


def item(qid: str) -> dict[str, Any]:
    """A snak's value that is an item."""
    return {"type": "wikibase-entityid", "value": {"entity-type": "item", "id": qid}}


def time(text: str, precision: int = 11, calendar: str = GREGORIAN) -> dict[str, Any]:
    """A snak's value that is a time."""
    value = {"time": text, "precision": precision, "calendarmodel": calendar}
    return {"type": "time", "value": value}


def snak(value: dict[str, Any] | str) -> dict[str, Any]:
    """A value, or `somevalue` or `novalue`."""
    if isinstance(value, str):
        return {"snaktype": value}
    return {"snaktype": "value", "datavalue": value}


def statement(
    name: str, value: dict[str, Any] | str, rank: str = "normal", **qualifiers: Any
) -> dict[str, Any]:
    """A statement with the id *name*; a qualifier has one value or a list of them."""
    held = {
        key: [snak(one) for one in (found if isinstance(found, list) else [found])]
        for key, found in qualifiers.items()
    }
    return {"id": f"Q1${name}", "rank": rank, "mainsnak": snak(value), "qualifiers": held}


def person(folder: Path, *statements: tuple[str, dict[str, Any]], qid: str = "Q1") -> Path:
    """A file of one made-up person."""
    claims: dict[str, list[dict[str, Any]]] = {"P31": [statement(f"{qid}-human", item("Q5"))]}
    for name, said in statements:
        claims.setdefault(name, []).append(said)
    entity = {"id": qid, "type": "item", "labels": [], "claims": claims}
    return write(folder, f"{qid}.json", json.dumps(entity).encode())


def dates(made: Import, kind: str) -> list[tuple[str, ...]]:
    """The dates of things of a class."""
    return rows(made, f"SELECT ?date {{ ?thing a ga:{kind} ; ga:edtf ?date }} ORDER BY ?date")


def test_both_syntaxes_say_the_same() -> None:
    """Every fact of the JSON is in the Turtle and the other way round."""
    one, other = (imported("wikidata-entity", FIXTURE / f"Q53713.{n}") for n in ("json", "ttl"))
    assert facts(one) == facts(other)
    assert one.accounts.total.as_json() == other.accounts.total.as_json()


def test_a_statement_that_comes_twice_is_merged() -> None:
    """Its evidence stays one place, and what only the second document names is named."""
    made = imported("wikidata-entity", FIXTURE)
    assert made.accounts.total.outcomes == {"imported": 9, "merged": 11}
    assert ask(made, 'ASK { post:q687075 skos:prefLabel "Prime Minister of Sweden"@en }')
    assert not ask(made, "ASK { ?e ga:locator ?a, ?b FILTER(?a != ?b) }")


@pytest.mark.parametrize(
    "fact",
    [
        'agent:q53713 a ga:Person ; skos:prefLabel "Olof Palme"@sv, "奥洛夫·帕尔梅"@zh',
        'agent:q53713 skos:altLabel "Palme, Olof"@sv ; schema:sameAs <https://viaf.org/viaf/71395844>',
        "agent:q53713 schema:sameAs <http://www.wikidata.org/entity/Q53713>",
        "agent:q53713 ga:citizenship agent:sweden",
        'agent:q53713 ga:birth [ ga:edtf "1927-01-30"^^edtf:EDTF ; ga:location place:q18333171 ]',
        "?m a ga:Membership ; org:member agent:q53713 ; org:organization agent:q105112 ;"
        " ga:membershipType gc:party-member",
        "?t ga:holder agent:q53713 ; ga:post post:q687075 ;"
        ' ga:edtf "1969-10-14/1976-10-08"^^edtf:EDTF ; ga:succeeds ?before .'
        " ?before ga:holder agent:q53707 ; ga:post post:q687075 ;"
        ' ga:endLatest "1969-10-14"^^xsd:date . ?after ga:succeeds ?t ;'
        ' ga:holder agent:q53721 ; ga:startEarliest "1976-10-08"^^xsd:date ;'
        " ga:inferredBy/ga:rationale ?reason",
        '?t ga:edtf "1958/1968"^^edtf:EDTF ; ga:post ?post .'
        " ?post dcterms:isPartOf post:q33071890 ; ga:constituency place:q10542122",
        "?t ga:endCause gc:promoted ; ga:representing agent:q105112",
        "?t ga:holder agent:q53713 ; ga:evidence [ prov:wasDerivedFrom doc:q110346241 ;"
        " ga:inDocument doc:wikidata-entity ; ga:locator ?place ]"
        ' FILTER(CONTAINS(?place, "page (P304): 158; volume (P478): 1"))',
        '?page a ga:Document ; ga:retrievedOn "2020-07-01"^^xsd:date ; dcterms:isPartOf? ?page ;'
        ' dcterms:title "Riksdagens protokoll 1982/83:1"@sv',
        "?t ga:evidence [ rdfs:comment ?words ]"
        ' FILTER(CONTAINS(?words, "parliamentary term (P2937): Q107355996"))',
    ],
)
def test_what_the_entity_says_is_told(fact: str) -> None:
    """Names, identity, birth, tenures, memberships and references, as read in the file by eye."""
    assert ask(imported("wikidata-entity", FIXTURE), f"ASK {{ {fact} }}")


def test_a_statement_that_is_left_out_twice_is_left_out(tmp_path: Path) -> None:
    """It is not merged with something that was never imported."""
    said = ("P27", statement("a", "somevalue"))
    paths = person(tmp_path / "one", said), person(tmp_path / "two", said, qid="Q2")
    made = imported("wikidata-entity", *paths)
    assert made.accounts.total.reasons == {
        "the source names no thing: the value is unknown or there is none": 2
    }


def test_ranks_decide_which_statements_are_facts(tmp_path: Path) -> None:
    """What is deprecated is left out; a birth is what the preferred statements say of it."""
    path = person(
        tmp_path,
        ("P39", statement("a", item("Q10"), "deprecated")),
        ("P39", statement("b", item("Q11"), "preferred")),
        ("P39", statement("c", item("Q12"))),
        ("P569", statement("d", time("+1900-01-01T00:00:00Z"), "preferred")),
        ("P569", statement("e", time("+1901-01-01T00:00:00Z"))),
    )
    made = imported("wikidata-entity", path)
    held = rows(made, "SELECT ?post { ?t ga:post ?post } ORDER BY ?post")
    assert held == [("q11",), ("q12",)]
    assert dates(made, "Event") == [("1900-01-01",)]
    assert made.accounts.total.reasons == {
        "the statement is deprecated by the source": 1,
        "another value is preferred by the source": 1,
    }


def test_equal_ranks_of_a_birth_are_one_event(tmp_path: Path) -> None:
    """Its date admits what each says; a year does not widen a day within it."""
    first = ("P569", statement("a", time("+1900-05-01T00:00:00Z")))
    year = ("P569", statement("b", time("+1900-00-00T00:00:00Z", 9)))
    other = ("P569", statement("c", time("+1901-05-01T00:00:00Z")))
    assert dates(imported("wikidata-entity", person(tmp_path, first, year)), "Event") == [
        ("1900-05-01",)
    ]
    made = imported("wikidata-entity", person(tmp_path, first, other))
    assert dates(made, "Event") == [("[1900-05-01..1901-05-01]",)]
    assert made.accounts.total.outcomes == {"imported": 2, "merged": 2}


@pytest.mark.parametrize(
    ("qualifiers", "date"),
    [
        ({"P580": time("+1990-00-00T00:00:00Z", 9)}, "1990/"),
        ({"P580": time("+1990-05-00T00:00:00Z", 10), "P582": "somevalue"}, "1990-05/"),
        ({"P580": time("+1990-05-01T00:00:00Z"), "P582": "novalue"}, "1990-05-01/.."),
        ({"P580": "somevalue", "P582": time("+1990-00-00T00:00:00Z", 9)}, "/1990"),
        ({"P580": time("+1990-00-00T00:00:00Z", 8)}, "199X/"),
        ({"P580": time("+1700-02-29T00:00:00Z", 11, JULIAN)}, "1700-03-11/"),
        ({"P580": time("+1917-10-00T00:00:00Z", 10, JULIAN)}, "[1917-10-14..1917-11-13]/"),
        ({"P580": time("-0044-03-15T00:00:00Z", 11, JULIAN)}, "-0043-03-13/"),
        ({"P580": time("-0050-00-00T00:00:00Z", 7)}, "[-0099..0000]/"),
    ],
)
def test_periods_keep_precision_and_calendar(
    tmp_path: Path, qualifiers: dict[str, Any], date: str
) -> None:
    """Unknown and open ends differ, and days of the Julian calendar are told in the Gregorian."""
    path = person(tmp_path, ("P39", statement("a", item("Q10"), **qualifiers)))
    assert dates(imported("wikidata-entity", path), "Tenure") == [(date,)]


def test_days_around_a_missing_end_bound_it(tmp_path: Path) -> None:
    """A point in time lies between start and end; earliest and latest dates are bounds."""
    point = statement("a", item("Q10"), P585=time("+1990-05-00T00:00:00Z", 10))
    bounded = statement(
        "b",
        item("Q11"),
        P580=time("+1980-00-00T00:00:00Z", 9),
        P8554=time("+1982-01-01T00:00:00Z"),
        P12506=time("+1983-01-01T00:00:00Z"),
    )
    made = imported("wikidata-entity", person(tmp_path, ("P39", point), ("P39", bounded)))
    found = rows(
        made,
        """SELECT ?post ?start ?first ?last { ?t ga:post ?post
           OPTIONAL { ?t ga:startLatest ?start } OPTIONAL { ?t ga:endEarliest ?first }
           OPTIONAL { ?t ga:endLatest ?last } } ORDER BY ?post""",
    )
    assert found == [
        ("q10", "1990-05-31", "1990-05-01", ""),
        ("q11", "", "1982-01-01", "1983-01-01"),
    ]


def test_an_open_end_is_certain_up_to_the_release(tmp_path: Path) -> None:
    """No end value means that it had none on the day of the release."""
    start = time("+1990-00-00T00:00:00Z", 9)
    path = person(tmp_path, ("P39", statement("a", item("Q10"), P580=start, P582="novalue")))
    made = imported("wikidata-entity", path, retrieved="2026-11-23")
    assert ask(made, 'ASK { ?t a ga:Tenure ; ga:endEarliest "2026-11-23"^^xsd:date }')


def test_unknown_births_have_the_dates_that_bound_them(tmp_path: Path) -> None:
    """Some value, with an earliest and a latest date; and one that is about right."""
    early, late = time("+1850-00-00T00:00:00Z", 9), time("+1855-00-00T00:00:00Z", 9)
    unknown = person(
        tmp_path, ("P569", statement("a", "somevalue", P1319=early, P1326=late)), qid="Q1"
    )
    about = person(tmp_path, ("P569", statement("b", early, P1480=item("Q5727902"))), qid="Q2")
    made = imported("wikidata-entity", unknown, about)
    assert dates(made, "Event") == [("1850~",), ("[1850-01-01..1855-12-31]",)]


def test_tenures_told_on_both_sides_are_linked(tmp_path: Path) -> None:
    """The nearest tenure of the other in that post; none is made up beside it."""

    def held(name: str, start: int, **other: Any) -> tuple[str, dict[str, Any]]:
        return "P39", statement(
            name, item("Q10"), P580=time(f"+{start}-00-00T00:00:00Z", 9), **other
        )

    one = person(
        tmp_path, held("a", 1970, P1366=item("Q2")), held("b", 1990, P1365=item("Q2")), qid="Q1"
    )
    other = person(tmp_path, held("c", 1974), held("d", 1980), qid="Q2")
    made = imported("wikidata-entity", one, other)
    linked = rows(made, "SELECT ?later ?earlier { ?later ga:succeeds ?earlier } ORDER BY ?later")
    assert linked == [("q1-b", "q1-d"), ("q1-c", "q1-a")]
    assert len(rows(made, "SELECT ?t { ?t a ga:Tenure }")) == 4


def test_a_post_of_a_state_is_a_post_of_its_own(tmp_path: Path) -> None:
    """Where Wikidata has one position for all states, the qualifier tells which is meant."""
    acting = item("Q4676846")
    path = person(tmp_path, ("P39", statement("a", item("Q10"), P1001=item("Q34"), P5102=acting)))
    made = imported("wikidata-entity", path)
    assert ask(
        made,
        """ASK { ?t ga:post ?post ; ga:acting true .
           ?post ga:jurisdiction agent:sweden ; dcterms:isPartOf post:q10 }""",
    )


def test_other_entities_are_described_too(tmp_path: Path) -> None:
    """A post with its holders, a party; what is of no class that is read is said to be left out."""
    claims = {"P31": [statement("x", item("Q4164871"))], "P1308": [statement("y", item("Q1"))]}
    post = {
        "id": "Q10",
        "labels": {"en": {"language": "en", "value": "Minister"}},
        "claims": claims,
    }
    party = {"id": "Q11", "claims": {"P31": [statement("z", item("Q7278"))]}}
    film = {"id": "Q12", "claims": {"P31": [statement("w", item("Q11424"))]}}
    lines = [json.dumps(entity) for entity in (post, party, film, {"id": "P31"})]
    made = imported("wikidata-entity", write(tmp_path, "all.json", lines))
    assert ask(made, 'ASK { ?t ga:holder agent:q1 ; ga:post [ skos:prefLabel "Minister"@en ] }')
    assert ask(made, "ASK { agent:q11 ga:organisationType gc:political-party }")
    assert made.accounts.total.reasons == {
        "the entity is of no class that is read": 2,
        "only items are read, no properties, lexemes or media": 1,
    }


def test_codes_of_wikimedia_become_language_tags(tmp_path: Path) -> None:
    """Also those that are no tags, and texts that are no codes at all."""
    names = {"simple": "a", "zh-classical": "b", "sr-el": "c", "<script>": "d", "en": "e"}
    labels = {code: {"language": code, "value": text} for code, text in names.items()}
    entity = {"id": "Q1", "labels": labels, "claims": {"P31": [statement("x", item("Q5"))]}}
    made = imported("wikidata-entity", write(tmp_path, "Q1.json", [json.dumps(entity)]))
    found = rows(made, "SELECT (LANG(?n) AS ?tag) ?n { agent:q1 skos:prefLabel ?n } ORDER BY ?n")
    assert found == [
        ("en-x-simple", "a"),
        ("lzh", "b"),
        ("sr-latn", "c"),
        ("und", "d"),
        ("en", "e"),
    ]


def test_packed_files_and_folders_are_read(tmp_path: Path) -> None:
    """As Special:EntityData gives them, packed or not."""
    data = (FIXTURE / "Q53713.ttl").read_bytes()
    write(tmp_path, "entities/Q53713.ttl.gz", gzip.compress(data))
    made = imported("wikidata-entity", tmp_path)
    assert made.accounts.files["entities/Q53713.ttl"].rows == 10


_BROKEN: dict[str, tuple[str, Sequence[str] | bytes, str]] = {
    "cut short": ("a.json", b'{"entities": {"Q1": {"id": "Q1"', "a.json: not JSON, or cut short"),
    "no colon": ("a.json", b'{"entities": {"Q1" {"id": "Q1"}}}', "a.json: not JSON"),
    "more behind": ("a.json", b'{"entities": {"Q1": {"id": "Q1"}}} x', "a.json: not JSON"),
    "encoding": ("a.json", b'{"entities": {"Q1": {"id": "Q\xff"}}}', "a.json: not JSON"),
    "no entity": ("a.json", b'{"error": {}}', "a.json: there is no entity of Wikidata in it"),
    "an array": ("a.json", b"[1, 2]", "a.json: there is no entity of Wikidata in it"),
    "too deep": ("a.json", b'{"entities": {"Q1": ' + b"[" * 200_000, "a.json: .*nested too deep"),
    "Turtle cut short": ("a.ttl", b"<http://www.wikidata.org/entity/Q1> <", "a.ttl:1"),
    "Turtle of others": ("a.ttl", b"<a:a> <a:b> <a:c> .", "a.ttl: no entity of Wikidata"),
    "injection": ("a.ttl", b"<http://a/> <http://b/> <http://c/\\u003E> .", "a.ttl"),
}


@pytest.mark.parametrize(("name", "data", "message"), _BROKEN.values(), ids=_BROKEN)
def test_files_that_cannot_be_read_are_named(
    tmp_path: Path, name: str, data: bytes, message: str
) -> None:
    """With the reason, and never with a traceback."""
    with pytest.raises(InputError, match=message):
        imported("wikidata-entity", write(tmp_path, name, data))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """It is not taken for an empty one."""
    with pytest.raises(NotFoundError, match="Q9"):
        imported("wikidata-entity", tmp_path / "Q9.json")


_ROWS = {
    "a broken date": (statement("a", item("Q2"), P580=time("+1990-13-01T00:00:00Z")), "month"),
    "no date": (statement("a", item("Q2"), P580=time("yesterday")), "no time as Wikidata"),
    "an end before": (
        statement(
            "a", item("Q2"), P580=time("+1990-01-01T00:00:00Z"), P582=time("+1980-01-01T00:00:00Z")
        ),
        "the end is before the start",
    ),
    "no snak": ({"id": "Q1$a", "rank": "normal"}, "not as Wikibase writes it"),
    "no statement": ("P39", "not as Wikibase writes it"),
    "no id": (statement("a", item('Q1> <http://x/"')), "no id of Wikidata"),
}


@pytest.mark.parametrize(("said", "message"), _ROWS.values(), ids=_ROWS)
def test_statements_that_cannot_be_read_are_named(tmp_path: Path, said: Any, message: str) -> None:
    """File, pointer and reason; set aside, they can be mended and imported again."""
    path = person(tmp_path, ("P39", said))
    with pytest.raises(InputError, match=rf"Q1\.json, /claims/P39/0: .*{message}"):
        imported("wikidata-entity", path)
    made = imported("wikidata-entity", path, limits=Limits(tmp_path / "aside"))
    assert made.accounts.total.outcomes == {"imported": 1, "merged": 1, "skipped": 1}
    assert not ask(made, "ASK { ?t a ga:Tenure }")
    aside = (tmp_path / "aside" / "Q1.json").read_text(encoding="utf-8")
    assert json.loads(aside)["claims"]["P39"] == [said]
    with pytest.raises(InputError, match=message):
        imported("wikidata-entity", tmp_path / "aside" / "Q1.json")


_PREFIXES = """
@prefix p: <http://www.wikidata.org/prop/> .
@prefix ps: <http://www.wikidata.org/prop/statement/> .
@prefix psv: <http://www.wikidata.org/prop/statement/value/> .
@prefix pq: <http://www.wikidata.org/prop/qualifier/> .
@prefix pqv: <http://www.wikidata.org/prop/qualifier/value/> .
@prefix wd: <http://www.wikidata.org/entity/> .
@prefix wds: <http://www.wikidata.org/entity/statement/> .
@prefix wdno: <http://www.wikidata.org/prop/novalue/> .
@prefix wdv: <http://www.wikidata.org/value/> .
@prefix wikibase: <http://wikiba.se/ontology#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
wd:Q1 p:P31 wds:Q1-human . wds:Q1-human ps:P31 wd:Q5 ; wikibase:rank wikibase:NormalRank .
"""


def turtle(folder: Path, *statements: str) -> Path:
    """A file of one made-up person; each statement is `PROPERTY ID SAID`, of normal rank."""
    lines = [
        f"wd:Q1 p:{name} wds:Q1-{key} . wds:Q1-{key} wikibase:rank wikibase:NormalRank ; {said} ."
        for name, key, said in (text.split(" ", 2) for text in statements)
    ]
    return write(folder, "Q1.ttl", [_PREFIXES, *lines])


def node(name: str, text: str, precision: int, calendar: str = "Q1985727") -> str:
    """A value node of a time, behind a statement."""
    return (
        f'wdv:{name} . wdv:{name} wikibase:timeValue "{text}"^^xsd:dateTime ;'
        f' wikibase:timePrecision "{precision}"^^xsd:integer ;'
        f" wikibase:timeCalendarModel wd:{calendar}"
    )


@pytest.mark.parametrize(
    ("in_json", "in_rdf"),
    [
        (("-0044-03-15T00:00:00Z", 11, JULIAN), ("-0043-03-13T00:00:00Z", 11, "Q1985786")),
        (("+1917-10-25T00:00:00Z", 11, JULIAN), ("1917-11-07T00:00:00Z", 11, "Q1985786")),
        (("+1917-10-00T00:00:00Z", 10, JULIAN), ("1917-10-01T00:00:00Z", 10, "Q1985786")),
        (("-0001-00-00T00:00:00Z", 9, GREGORIAN), ("0000-01-01T00:00:00Z", 9, "Q1985727")),
        (("-0450-00-00T00:00:00Z", 7, JULIAN), ("-0449-01-01T00:00:00Z", 7, "Q1985786")),
    ],
)
def test_dates_of_both_syntaxes_are_evened_out(
    tmp_path: Path, in_json: tuple[str, int, str], in_rdf: tuple[str, int, str]
) -> None:
    """The RDF has days converted from the Julian calendar, and a year 0."""
    one = person(tmp_path, ("P569", statement("a", time(*in_json))))
    other = turtle(tmp_path, f"P569 a psv:P569 {node('x', *in_rdf)}")
    found = dates(imported("wikidata-entity", one), "Event")
    assert found == dates(imported("wikidata-entity", other), "Event")
    assert len(found) == 1


def test_missing_values_of_rdf_are_understood(tmp_path: Path) -> None:
    """Blank nodes and generated IRIs are some value, classes of novalue are none."""
    generated = "<http://www.wikidata.org/.well-known/genid/0123>"
    path = turtle(
        tmp_path,
        "P39 a a wdno:P39",
        "P39 b ps:P39 _:b",
        f"P39 c ps:P39 {generated}",
        "P39 d ps:P39 wd:Q7001 ; a wdno:P582",
        f"P39 e ps:P39 wd:Q7002 ; pq:P582 {generated}",
    )
    made = imported("wikidata-entity", path)
    assert made.accounts.total.outcomes == {"imported": 3, "merged": 1, "skipped": 3}
    assert dates(made, "Tenure") == [("/..",)]


def test_triples_that_are_set_aside_can_be_mended(tmp_path: Path) -> None:
    """A statement with its value nodes, and with what tells that it is of a person."""
    late = node("x", "1990-13-01T00:00:00Z", 11)
    path = turtle(tmp_path, f"P39 a ps:P39 wd:Q7001 ; pqv:P580 {late}", "P39 b ps:P39 wd:Q7002")
    with pytest.raises(InputError, match=r"Q1\.ttl, wds:Q1-a: .*month"):
        imported("wikidata-entity", path)
    made = imported("wikidata-entity", path, limits=Limits(tmp_path / "aside"))
    assert rows(made, "SELECT ?post { ?t ga:post ?post }") == [("q7002",)]
    aside = tmp_path / "aside" / "Q1.ttl"
    mended = write(tmp_path, "mended", aside.read_bytes().replace(b"1990-13", b"1990-12"))
    assert dates(imported("wikidata-entity", mended), "Tenure") == [("1990-12-01/",)]


def test_statements_that_are_not_described_are_named(tmp_path: Path) -> None:
    """A date without its precision, a statement without a rank."""
    bare = 'P39 a ps:P39 wd:Q7001 ; pq:P580 "1990-01-01T00:00:00Z"^^xsd:dateTime'
    with pytest.raises(InputError, match=r"wds:Q1-a: .*has no precision"):
        imported("wikidata-entity", turtle(tmp_path, bare))
    lost = write(tmp_path, "Q2.ttl", [_PREFIXES, "wd:Q1 p:P39 wds:Q1-lost ."])
    with pytest.raises(InputError, match=r"wds:Q1-lost: .*not described"):
        imported("wikidata-entity", lost)


def test_two_statements_of_one_id_are_refused(tmp_path: Path) -> None:
    """One of them would be lost as a repetition of the other."""
    path = person(
        tmp_path, ("P39", statement("a", item("Q7001"))), ("P39", statement("a", item("Q7002")))
    )
    with pytest.raises(InputError, match=r"/claims/P39/1: another statement has its id, Q1-a"):
        imported("wikidata-entity", path)


def test_a_huge_text_is_no_address_of_a_page(tmp_path: Path) -> None:
    """It is refused where it would be kept, and costs nothing where it is not."""
    huge = {"type": "string", "value": "http://example.org/" + "a" * 3_000_000}
    path = person(tmp_path, ("P856", statement("a", huge)))
    with pytest.raises(InputError, match="at most 1,048,576 are read"):
        imported("wikidata-entity", path)
    made = imported("wikidata-entity", person(tmp_path, ("P18", statement("a", huge))))
    assert made.accounts.total.reasons == {"property P18 is not mapped": 1}


def test_hostile_texts_end_as_literals(tmp_path: Path) -> None:
    """Markup in a name, a script for an address, an identifier that leaves its form."""
    script = {"type": "string", "value": "javascript:alert(1)"}
    viaf = {"type": "string", "value": "1> <http://evil/"}
    native = {"type": "monolingualtext", "value": {"text": "<script>", "language": "en"}}
    path = person(
        tmp_path,
        ("P856", statement("a", script)),
        ("P214", statement("b", viaf)),
        ("P1559", statement("c", native)),
    )
    made = imported("wikidata-entity", path)
    assert ask(made, 'ASK { agent:q1 skos:altLabel "<script>"@en ; rdfs:comment ?address }')
    assert not any("evil" in str(triple) for triple in made.triples)
    assert made.accounts.total.reasons == {"an identifier of P214 is not of its form": 1}

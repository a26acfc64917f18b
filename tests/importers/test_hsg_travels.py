"""Travels abroad: the traveller in office, the places, and what the grammar of remarks reads."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import InputError
from kg.importers.hsg_remarks import clauses, read_remarks
from tests.importers.support import ask, fixture, imported, rows, write

_TRIP = """<trips><trip role="{role}" who="{who}"><id>7</id><role>{role}</role><name>A B</name>
<start-date>1990-05-01</start-date><end-date>1990-05-03</end-date>
<country id="france">France</country><locale>{locale}</locale><remarks>{remarks}</remarks>
</trip></trips>"""


def _file(folder: Path, **changes: str) -> Path:
    safe = {"role": "secretary", "who": "b-a", "locale": "Paris", "remarks": ""}
    return write(folder, "trips.xml", _TRIP.format(**{**safe, **changes}).encode())


def _people(remarks: str) -> list[list[tuple[str, str, str]]]:
    """What is read of those whom the remarks name."""
    return [
        [(m.who.title, m.who.name, m.country or m.of or m.organisation) for m in found.mentions]
        for found in read_remarks(remarks)
        if found.mentions
    ]


def test_a_trip_is_a_visit_of_an_officer() -> None:
    """The traveller is the person of the source's id, in office on the days of the trip."""
    made = imported("hsg-travels", fixture("hsg-travels"))
    assert rows(
        made,
        """SELECT ?who ?name ?post ?start ?end ?host {
           ?visit dcterms:identifier "hsg-travels:977" ; ga:hasParticipation ?one , ?two .
           ?one ga:participationRole gc:visitor ; ga:participant ?who ; ga:inCapacity ?tenure ;
             ga:representing <https://w3id.org/geoactors/id/agent/united-states> .
           ?who dcterms:identifier "hsg:people:kissinger-henry-a" ; skos:prefLabel ?name .
           ?tenure ga:post ?post ; ga:startLatest ?start ; ga:endEarliest ?end .
           ?two ga:participationRole gc:host ; ga:participant ?host }""",
    ) == [
        (
            "hsg-people-kissinger-henry-a",
            "Henry A. (Heinz Alfred) Kissinger",
            "hsg-positions-secretary",
            "1973-10-20",
            "1973-10-22",
            "hsg-countries-soviet-union",
        )
    ]


def test_presidents_have_ids_of_their_own() -> None:
    """The President of an id is not the ambassador who has this id in POCOM."""
    made = imported("hsg-travels", fixture("hsg-travels"))
    assert rows(
        made, 'SELECT ?id { ?p skos:prefLabel "William Howard Taft"@en ; dcterms:identifier ?id }'
    ) == [("hsg:presidents:taft-william-howard",)]


def test_places_lie_in_the_territory() -> None:
    """Each locale is a place of its own; "Mexico, D.F." is one."""
    made = imported("hsg-travels", fixture("hsg-travels"))
    found = rows(
        made,
        """SELECT ?name { ?v dcterms:identifier "hsg-travels:2573" ; ga:location ?place .
           ?place skos:prefLabel ?name }""",
    )
    assert sorted(found) == [("Mexico",), ("Mexico, D.F.",), ("Tlaxcala",)]
    assert ask(
        made,
        """ASK { ?place skos:prefLabel "Tlaxcala"@en ;
           dcterms:isPartOf <https://w3id.org/geoactors/id/place/mexico> }""",
    )


def test_counterparts_are_as_named() -> None:
    """By adjective the country is told; after it, who has none stays without one."""
    made = imported("hsg-travels", fixture("hsg-travels"))
    found = rows(
        made,
        """SELECT ?name ?post { ?m ga:subEventOf/dcterms:identifier "hsg-travels:392" ;
             ga:eventType gc:consultation ; ga:hasParticipation ?p .
           ?p ga:participant/skos:prefLabel ?name
           OPTIONAL { ?p ga:inCapacity/skos:prefLabel ?post } }""",
    )
    assert sorted(found) == [
        ("Foreign Minister Ben Yahya", "Foreign Minister of Tunisia"),
        ("Foreign Minister Sharaa", "Foreign Minister of Syria"),
        ("James Addison Baker", ""),
        ("President Assad", "President of Syria"),
    ]
    assert ask(
        made,
        """ASK { ?m ga:rationale ?reading ; ga:subEventOf/dcterms:identifier "hsg-travels:392"
           FILTER(CONTAINS(?reading, "Syria")) }""",
    )


def test_company_joins_the_visit_and_its_meetings() -> None:
    """Whom a secretary accompanied is a visitor too, and attends the meetings they came for."""
    made = imported("hsg-travels", fixture("hsg-travels"))
    found = rows(
        made,
        """SELECT ?role ?name { ?event ga:hasParticipation ?p .
           ?p ga:participant/skos:prefLabel ?name ; ga:participationRole ?role .
           { ?event dcterms:identifier "hsg-travels:214" } UNION
           { ?event ga:subEventOf/dcterms:identifier "hsg-travels:214" }
           FILTER(?role != gc:host) }""",
    )
    assert sorted(found) == [
        ("attendee", "Madeleine Korbel Albright"),
        ("attendee", "President Clinton"),
        ("attendee", "President Musharraf"),
        ("visitor", "Madeleine Korbel Albright"),
        ("visitor", "President Clinton"),
    ]


def test_a_visit_before_office_shows_no_office() -> None:
    """A remark that the visit was made as president-elect means no tenure and no capacity."""
    made = imported("hsg-travels", fixture("hsg-travels"))
    assert not ask(made, 'ASK { ?t a ga:Tenure ; dcterms:identifier "hsg-travels:2655" }')
    assert ask(made, 'ASK { ?t a ga:Tenure ; dcterms:identifier "hsg-travels:2521" }')


def test_an_organisation_before_a_title() -> None:
    """The chairman is one of the organisation, not of the state that was visited."""
    made = imported("hsg-travels", fixture("hsg-travels"))
    assert rows(
        made,
        """SELECT ?for ?post { ?m ga:subEventOf/dcterms:identifier "hsg-travels:68" ;
           ga:hasParticipation ?p . ?p ga:inCapacity ?c ; ga:representing/skos:prefLabel ?for .
           ?c a ga:Post ; skos:prefLabel ?post }""",
    ) == [("PLO", "Chairman of PLO")]


@pytest.mark.parametrize(
    ("remarks", "people"),
    [
        (
            "Met with Queen Elizabeth II, Prime Minister Brown, and Japanese Prime Minister Abe.",
            [
                [
                    ("Queen", "Elizabeth II", ""),
                    ("Prime Minister", "Brown", ""),
                    ("Prime Minister", "Abe", "jp"),
                ]
            ],
        ),
        ("Met with King Hussein of Jordan.", [[("King", "Hussein", "Jordan")]]),
        ("State visit; met with President de la Madrid.", [[("President", "de la Madrid", "")]]),
        ("Met with President Bush Oct. 3 at the U.N.", [[("President", "Bush", "")]]),
        ("Informal visit; met Prime Minister Macmillan.", [[("Prime Minister", "Macmillan", "")]]),
        (
            "Met with former Mexican President Santa Anna.",
            [[("President", "Santa Anna", "mx")]],
        ),
        ("Attended the funeral of Prime Minister Rabin.", []),
        ("Met with the Foreign Ministers of the Baltic States.", []),
        ("Discussed grain, and left with President X on a ship.", [[("President", "X", "")]]),
    ],
)
def test_the_grammar_reads_titles_with_names(
    remarks: str, people: list[list[tuple[str, str, str]]]
) -> None:
    """What is a title with a name is read; plurals, funerals and bare names are not."""
    assert _people(remarks) == people


def test_who_held_an_office_once_does_not_hold_it() -> None:
    """A former president is met in no capacity."""
    (found,) = read_remarks("Met with former Mexican President Santa Anna.")
    assert not found.mentions[0].who.holds


def test_gatherings_have_names() -> None:
    """Two gatherings in one sentence are two; a date and who took part are no part of a name."""
    text = "Attended Economic Summit May 7-8 of the Heads of State. Attended SEATO Council Meeting."
    names = [found.name for found in read_remarks(text)]
    assert names == ["Economic Summit", "SEATO Council Meeting"]
    pair = read_remarks("Attended NATO Council Meeting and the Paris Peace Conference.")
    assert [found.name for found in pair] == ["NATO Council Meeting", "Paris Peace Conference"]


def test_abbreviations_end_no_clause() -> None:
    """Full stops of abbreviations and initials do not part clauses."""
    text = "Met with Gerald R. Ford at the U.N. in St. Louis; left. Back in Washington, D.C. later."
    assert list(clauses(text)) == [
        "Met with Gerald R. Ford at the U.N. in St. Louis",
        "left",
        "Back in Washington, D.C. later",
    ]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"who": ""}, "is no id of a person"),
        ({"who": "https://x/ y"}, "is no id of a person"),
        ({"role": "a b"}, "is no id of a position"),
        ({"remarks": "<" + "x" * 10}, "not well-formed"),
    ],
)
def test_broken_trips_are_refused(tmp_path: Path, changes: dict[str, str], words: str) -> None:
    """The message names the file and what is wrong."""
    with pytest.raises(InputError, match=f"trips.xml.*{words}"):
        imported("hsg-travels", _file(tmp_path, **changes))


def test_a_truncated_file_is_refused(tmp_path: Path) -> None:
    """A file cut short is refused, with its name."""
    whole = _file(tmp_path).read_bytes()
    with pytest.raises(InputError, match=r"cut\.xml, line .*not well-formed"):
        imported("hsg-travels", write(tmp_path, "cut.xml", whole[:-9]))

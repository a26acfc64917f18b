"""Visits of foreign leaders: visitors in office, hosts, meetings; what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import InputError
from kg.importers.hsg_titles import read_named
from tests.importers.support import ask, fixture, imported, rows, write

_VISIT = """<visits><visit><id>{id}</id><start-date>{start}</start-date><end-date>{end}</end-date>
<visitor>{visitor}</visitor><from id="{country}">{name}</from>
<description>{text}</description></visit></visits>"""
_SAFE = {
    "id": "1",
    "start": "1990-05-01",
    "end": "1990-05-03",
    "visitor": "President Ann Example",
    "country": "france",
    "name": "France",
    "text": "Official visit.",
}


def _file(folder: Path, **changes: str) -> Path:
    return write(folder, "visits.xml", _VISIT.format(**{**_SAFE, **changes}).encode())


def test_a_visit_has_visitor_host_place_and_days() -> None:
    """A king in the capacity of a tenure that is certain on the days of the visit alone."""
    made = imported("hsg-visits", fixture("hsg-visits"))
    assert rows(
        made,
        """SELECT ?edtf ?place ?name ?post ?for ?start ?end ?host {
           ?visit dcterms:identifier "hsg-visits:2138" ; ga:edtf ?edtf ; ga:location ?place ;
             ga:hasParticipation ?one , ?two .
           ?one ga:participationRole gc:visitor ; ga:participant/skos:prefLabel ?name ;
             ga:inCapacity ?tenure ; ga:representing/skos:prefLabel ?for .
           ?tenure ga:post/skos:prefLabel ?post ; ga:startLatest ?start ; ga:endEarliest ?end .
           FILTER NOT EXISTS { ?tenure ga:edtf ?any }
           ?two ga:participationRole gc:host ; ga:participant ?host }""",
    ) == [
        (
            "1874-12-12/1874-12-23",
            "united-states",
            "King Kalakaua",
            "King of Hawaii",
            "Hawaii",
            "1874-12-12",
            "1874-12-23",
            "united-states",
        )
    ]


def test_two_visitors_are_two_persons() -> None:
    """A title after "and" begins another person, in a post of his own."""
    made = imported("hsg-visits", fixture("hsg-visits"))
    found = rows(
        made,
        """SELECT ?name ?post { ?visit dcterms:identifier "hsg-visits:1345" ;
           ga:hasParticipation ?p . ?p ga:participationRole gc:visitor ;
           ga:participant/skos:prefLabel ?name ; ga:inCapacity/ga:post/skos:prefLabel ?post }""",
    )
    assert sorted(found) == [
        ("Alexander Kwasniewski", "President of Poland"),
        ("Jerzy Buzek", "Prime Minister of Poland"),
    ]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Premier and Prince Sihanouk", ["Prince Sihanouk"]),
        ("President Benigno S. Aquino, 3rd", ["Benigno S. Aquino, 3rd"]),
        ("Ann Example and Bob Example", ["Ann Example and Bob Example"]),
        ("President Anwar Sadat, Prime Minister Mustafa Khalil", ["Anwar Sadat", "Mustafa Khalil"]),
    ],
)
def test_names_are_split_before_titles_only(text: str, names: list[str]) -> None:
    """Nothing but a title with a name on both sides parts two persons."""
    assert [who.name for who in read_named(text)] == names


def test_who_is_yet_to_hold_office_has_no_tenure() -> None:
    """A president-elect is named, and in no capacity; an acting president is acting."""
    made = imported("hsg-visits", fixture("hsg-visits"))
    assert not ask(
        made,
        """ASK { ?visit dcterms:identifier "hsg-visits:2161" ; ga:hasParticipation ?p .
           ?p ga:inCapacity ?capacity }""",
    )
    assert rows(made, "SELECT ?key { ?t ga:acting true ; dcterms:identifier ?key }") == [
        ("hsg-visits:2509:1",)
    ]


def test_types_come_from_fixed_phrases() -> None:
    """The phrase at the beginning tells; a private visit afterwards changes nothing."""
    made = imported("hsg-visits", fixture("hsg-visits"))
    found = rows(
        made,
        """SELECT ?key ?type { ?v ga:eventType ?type ; dcterms:identifier ?key
           FILTER(?key IN ("hsg-visits:769", "hsg-visits:343", "hsg-visits:671", "hsg-visits:2161"))
           }""",
    )
    assert sorted(found) == [
        ("hsg-visits:2161", "visit"),
        ("hsg-visits:343", "private-visit"),
        ("hsg-visits:671", "working-visit"),
        ("hsg-visits:769", "state-visit"),
    ]


def test_a_meeting_is_part_of_its_visit() -> None:
    """It has the exact words as evidence, its own day, both participants, and has occurred."""
    made = imported("hsg-visits", fixture("hsg-visits"))
    found = rows(
        made,
        """SELECT ?quote ?date ?words ?name ?capacity {
           ?m ga:subEventOf/dcterms:identifier "hsg-visits:343" ; ga:edtf ?date ;
             ga:timeExpression ?words ; ga:evidence/ga:quote ?quote ; ga:hasParticipation ?p .
           ?p ga:participant/skos:prefLabel ?name ; ga:inCapacity ?capacity .
           ?report ga:reportsOn ?m ; ga:status gc:occurred }""",
    )
    assert sorted(found) == [
        ("Met with President Carter May 26", "1978-05-26", "May 26", name, capacity)
        for name, capacity in (
            ("President Carter", "hsg-positions-president"),
            ("Valery Giscard d’Estaing", "hsg-visits-343-1"),
        )
    ]


def test_summits_and_hosts_are_named() -> None:
    """A gathering is an event with its name; who invited is a host as named."""
    made = imported("hsg-visits", fixture("hsg-visits"))
    assert ask(
        made,
        """ASK { ?m a ga:Event ; ga:eventType gc:summit ;
           skos:prefLabel "Nuclear Security Summit"@en ;
           ga:subEventOf/dcterms:identifier "hsg-visits:2095" }""",
    )
    assert ask(
        made,
        """ASK { ?visit dcterms:identifier "hsg-visits:2160" ; ga:hasParticipation ?p .
           ?p ga:participationRole gc:host ; ga:inCapacity ?post ;
             ga:participant/skos:prefLabel "President Hoover"@en }""",
    )


def test_states_that_are_no_more_stand_apart() -> None:
    """The Soviet Union is not Russia, and a government in exile governs its state."""
    made = imported("hsg-visits", fixture("hsg-visits"))
    assert ask(
        made,
        """ASK { ?agent skos:altLabel "U.S.S.R."@en ; skos:prefLabel "Soviet Union"@en ;
           a ga:Polity ; ga:organisationType gc:historical-state }""",
    )
    assert ask(
        made,
        """ASK { ?agent a ga:Government ; ga:organisationType gc:government-in-exile ;
           ga:governs <https://w3id.org/geoactors/id/agent/poland> }""",
    )


def test_one_word_is_no_identity(tmp_path: Path) -> None:
    """A full name is one person in a country; a title with one word is a person of each visit."""
    visits = "".join(
        _VISIT.format(**{**_SAFE, "id": str(number), "visitor": name})
        .replace("<visits>", "")
        .replace("</visits>", "")
        for number, name in enumerate(["President Kim", "President Kim", "King A B", "King A B"])
    )
    made = imported("hsg-visits", write(tmp_path, "v.xml", f"<v>{visits}</v>".encode()))
    found = rows(made, "SELECT (COUNT(DISTINCT ?p) AS ?n) { ?p a ga:Person }")
    assert found == [("3",)]


def test_an_open_end_stays_unknown(tmp_path: Path) -> None:
    """Without an end the visit has no last day, and the office is certain on the first alone."""
    made = imported("hsg-visits", _file(tmp_path, end=""))
    assert rows(
        made,
        """SELECT ?edtf ?end { ?v ga:eventType gc:official-visit ; ga:edtf ?edtf .
           ?t a ga:Tenure ; ga:endEarliest ?end }""",
    ) == [("1990-05-01/", "1990-05-01")]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"start": "1990-13-01"}, "start-date holds no date"),
        ({"end": "soon"}, "end-date holds no date"),
        ({"end": "1989-01-01"}, "start-date and end-date"),
        ({"id": "../x"}, "the element id holds no id"),
        ({"country": "x&gt; &lt;y"}, "is no id of a country"),
        ({"visitor": " "}, "the element visitor is empty"),
    ],
)
def test_broken_visits_are_refused(tmp_path: Path, changes: dict[str, str], words: str) -> None:
    """The message names file, row and element."""
    with pytest.raises(InputError, match=f"visits.xml, /visits/visit: .*{words}"):
        imported("hsg-visits", _file(tmp_path, **changes))


def test_an_id_comes_once(tmp_path: Path) -> None:
    """Two visits of one id are refused, in whatever files they stand."""
    one = _file(tmp_path)
    two = write(tmp_path, "more.xml", one.read_bytes())
    with pytest.raises(InputError, match="another visit has the id: 1"):
        imported("hsg-visits", one, two)


def test_markup_in_a_name_is_text(tmp_path: Path) -> None:
    """What looks like a script is a name like others."""
    made = imported(
        "hsg-visits", _file(tmp_path, visitor="President &lt;script&gt;X Y&lt;/script&gt;")
    )
    assert ask(made, 'ASK { ?p skos:altLabel "President <script>X Y</script>"@en }')


def test_remarks_that_never_end_are_read_in_time(tmp_path: Path) -> None:
    """A long list of what is almost a name takes no time out of proportion."""
    text = "Met with President " + "Aa Bb " * 20_000 + "and " * 1000
    made = imported("hsg-visits", _file(tmp_path, text=text))
    assert made.accounts.total.rows == 1

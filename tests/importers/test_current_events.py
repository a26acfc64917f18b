"""Days of current events: items, headings, outlets, mentions; and files that are no days."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import InputError
from kg.importers import Known, Limits
from kg.importers.current_events_items import is_heading, outlets_of
from kg.importers.current_events_mentions import Mentions
from kg.importers.known import states
from kg.store.snapshot import Snapshot
from kg.vocabulary import BASE_IRI, PREFIXES
from tests.importers.support import ask, fixture, imported, rows, write

_AGENT = f"{BASE_IRI}id/agent/"


def _names(persons: Iterable[tuple[str, str]]) -> Known:
    """What a store knows that holds some persons, by slug and name."""
    person = ox.NamedNode(PREFIXES["ga"] + "Person")
    label = ox.NamedNode(PREFIXES["skos"] + "prefLabel")
    kind = ox.NamedNode(PREFIXES["rdf"] + "type")
    quads = []
    for slug, name in persons:
        node = ox.NamedNode(_AGENT + slug)
        quads += [
            ox.Quad(node, kind, person),
            ox.Quad(node, label, ox.Literal(name, language="en")),
        ]
    return Known(Snapshot.of_quads(quads), f"{BASE_IRI}graph/doc/x")


def _found(text: str, *persons: tuple[str, str]) -> list[str]:
    mentions = Mentions(_names(persons).names, states())
    return [node.value.removeprefix(_AGENT) for node in mentions.find(text)]


def _day(folder: Path, text: str) -> Path:
    return write(folder, "2021-06-18.yaml", text.encode())


def test_an_item_is_a_dated_part_of_its_day() -> None:
    """The text is kept word for word, and the day is that of the page."""
    made = imported("current-events", fixture("current-events"))
    assert rows(
        made,
        """SELECT ?day ?page ?words { ?item ga:evidence ?passage ; ga:edtf ?day ;
             ga:documentType gc:news-digest ; dcterms:isPartOf ?page .
           ?passage ga:quote ?words ; ga:inDocument ?page
           FILTER(CONTAINS(?words, "Ardern")) }""",
    ) == [
        (
            "2021-06-18",
            "current-events-2021-06-18",
            "Prime Minister Jacinda Ardern receives her first dose of the Pfizer–BioNTech "
            "COVID-19 vaccine. (Stuff.co.nz)",
        )
    ]


def test_the_page_of_a_day_is_credited() -> None:
    """The day has its title, address, licence and credit."""
    made = imported("current-events", fixture("current-events"))
    assert ask(
        made,
        """ASK { doc:current-events-2021-06-18 dcterms:license
             <http://spdx.org/licenses/CC-BY-SA-4.0> ;
           dcterms:title "Portal:Current events/2021 June 18"@en ; ga:edtf ?day ;
           schema:creditText "Wikipedia contributors"@en ;
           rdfs:seeAlso <https://en.wikipedia.org/wiki/Portal:Current_events/2021_June_18> }""",
    )


def test_outlets_are_the_sources_of_an_item() -> None:
    """Reuters via SwissInfo are two news media."""
    made = imported("current-events", fixture("current-events"))
    assert rows(
        made,
        """SELECT ?name { ?item dcterms:contributor ?outlet ; ga:evidence/ga:quote ?words .
           ?outlet ga:organisationType gc:news-medium ; skos:prefLabel ?name
           FILTER(CONTAINS(?words, "Kebbi")) } ORDER BY ?name""",
    ) == [("Reuters",), ("SwissInfo",)]


def test_a_category_is_a_topic_or_a_text() -> None:
    """International relations is a topic of ours by its exact name; Sports is none."""
    made = imported("current-events", fixture("current-events"))
    found = "SELECT ?words { ?item %s ; ga:evidence/ga:quote ?words } ORDER BY ?words"
    topical = rows(made, found % "ga:concerns gc:international-relations")
    assert [words[:17] for (words,) in topical] == ["Representatives o", "The United States"]
    assert len(rows(made, found % 'rdfs:comment "Category: Sports"@en')) == 1


def test_headings_are_noted_at_the_items_after_them() -> None:
    """A run of headings goes with the next items; one without items is skipped."""
    made = imported("current-events", fixture("current-events"))
    assert rows(
        made,
        """SELECT ?note { ?item ga:evidence/ga:quote ?words ; rdfs:comment ?note
           FILTER(CONTAINS(?words, "Ardern")) }""",
    ) == [
        (
            "After the headings: COVID-19 pandemic in New Zealand / "
            "COVID-19 vaccination in New Zealand",
        )
    ]
    assert made.accounts.total.reasons == {"a heading without an item below it": 1}


def test_states_are_linked_by_name() -> None:
    """Switzerland and Saudi Arabia are named; Liberia is only in an adjective."""
    made = imported("current-events", fixture("current-events"))
    found = {state for (state,) in rows(made, "SELECT ?state { ?item ga:concerns ?state }")}
    assert {"switzerland", "saudi-arabia", "jordan", "china", "iran", "united-states"} <= found
    assert not {"liberia", "nigeria", "new-zealand"} & found
    links = rows(
        made,
        "SELECT ?item ?thing { ?item ga:concerns ?thing FILTER(CONTAINS(STR(?thing), '/id/')) }",
    )
    assert made.accounts.notes == [
        f"{len(links)} links from items to persons and states by exact name."
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Wang Yi meets Sergey Lavrov in China.", ["wang-yi", "lavrov", "china"]),
        ("Foreign Minister Wang Yi's visit", ["wang-yi"]),
        ("Wang Yibo sings.", []),
        ("Zhang Wang Yi speaks.", []),
        ("Wang Yi Fan speaks.", []),
        ("Lavrov speaks.", []),
        ("The governor of New Jersey and Michael Jordan", []),
        ("In Jersey and Jordan, 5", ["jersey", "jordan"]),
        ("Papua New Guinea", ["papua-new-guinea"]),
        ("a spill in the Gulf of Mexico", []),
        ("the President of Mexico", ["mexico"]),
        ("a runoff in Georgia", []),
        ("the Island of chad", []),
    ],
)
def test_a_name_is_found_whole_and_alone(text: str, expected: list[str]) -> None:
    """Whole words only, the longest name, and no part of a longer name."""
    persons = (("wang-yi", "Wang Yi"), ("lavrov", "Sergey Lavrov"), ("x", "Lavrov"))
    assert _found(text, *persons) == expected


def test_a_name_of_two_persons_is_not_linked() -> None:
    """Nor is a shorter name inside it."""
    persons = (("a", "Kim Jong"), ("b", "Kim Jong Un"), ("c", "Kim Jong Un"))
    assert _found("Kim Jong Un speaks.", *persons) == []


def test_an_outlet_is_no_mention(tmp_path: Path) -> None:
    """What stands in the brackets of outlets is who reports, and not whom it concerns."""
    item = "A ferry sinks off Jordan. (France 24) (Al Jazeera via China Daily)"
    text = f"{_HEAD}Intelligence_Payload:\n  X:\n  - {item}\n"
    made = imported("current-events", _day(tmp_path, text))
    found = "SELECT ?thing { ?item ga:concerns ?thing FILTER(CONTAINS(STR(?thing), '/id/')) }"
    assert rows(made, found) == [("jordan",)]


@pytest.mark.parametrize(
    ("text", "outlets"),
    [
        ("A bus crashes. (CNN) (Reuters)", ["CNN", "Reuters"]),
        ("A bus crashes. (AP via ABC News (Australia))", ["AP", "ABC News (Australia)"]),
        ("He said “no.” (BBC)", ["BBC"]),
        ("War in Afghanistan (2001–2021)", []),
        ("A bus crashes.", []),
        (
            "A total of 52 aircraft fly into the zone of the island this month, it says (NBC News)",
            ["NBC News"],
        ),
    ],
)
def test_outlets_stand_in_brackets_after_a_sentence(text: str, outlets: list[str]) -> None:
    """Brackets of a heading name no outlet."""
    assert outlets_of(text) == outlets


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("War in Afghanistan (2001–2021)", True),
        ("COVID-19 pandemic in Washington, D.C.", True),
        ("United States v. Elizabeth A. Holmes, et al.", True),
        ("A bus crashes.", False),
        ("A bus crashes into a house. (AP", False),
    ],
)
def test_a_heading_is_no_sentence(text: str, heading: bool) -> None:
    """Neither outlet nor sentence: a heading."""
    assert is_heading(text) is heading


_HEAD = "Date: '2021-06-18'\nSource_URI: Portal:Current events/2021 June 18\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (f"{_HEAD}Intelligence_Payload: &a\n  X:\n  - y\n", "line 3: anchors, aliases and tags"),
        (f"{_HEAD}Intelligence_Payload: !!python/object:os.system {{}}\n", "anchors, aliases and"),
        (f"{_HEAD}Intelligence_Payload:\n  X: [[[[[[a]]]]]]\n", "nested deeper"),
        (f"{_HEAD}Intelligence_Payload:\n  X: [\n", "line 5: the file is no YAML"),
        (f"{_HEAD}Intelligence_Payload:\n  X: y\n", "'X' is no list of items"),
        (f"{_HEAD}Intelligence_Payload: [a]\n", "no mapping of names"),
        ("Date: x\n", "no day of current events"),
        ("[]\n", "the day is no mapping"),
        (f"{_HEAD}---\na: b\n", "more than one document"),
        (f"{_HEAD}Intelligence_Payload:\n  X:\n  - a: b\n", "the item is no text"),
        (f'{_HEAD}Intelligence_Payload:\n  X:\n  - "a\\a."\n', "control character"),
        ("Date: 2021-06\nIntelligence_Payload:\n  X:\n  - A bus.\n", "Date is no day"),
        ("Date: soon\nIntelligence_Payload:\n  X:\n  - A bus.\n", "Date holds no date"),
    ],
)
def test_what_is_no_day_is_refused(tmp_path: Path, text: str, message: str) -> None:
    """The message names the file, and what is wrong."""
    with pytest.raises(InputError, match=rf"2021-06-18.yaml.*{message}"):
        imported("current-events", _day(tmp_path, text))


def test_bytes_that_are_no_text_and_huge_files_are_refused(tmp_path: Path) -> None:
    """Neither another encoding nor a day of 5 MB is read."""
    for data in (_HEAD.encode() + b"x: \xff\xfe\n", b"a" * (5 << 20)):
        path = write(tmp_path, "2021-06-18.yaml", data)
        with pytest.raises(InputError, match=r"2021-06-18.yaml"):
            imported("current-events", path)


def test_rows_set_aside_are_a_day_again(tmp_path: Path) -> None:
    """What was set aside can be mended and imported."""
    day = _day(tmp_path, f'{_HEAD}Intelligence_Payload:\n  X:\n  - "a\\a."\n  - A bus.\n  - [b]\n')
    made = imported("current-events", day, limits=Limits(tmp_path / "aside"))
    assert made.accounts.total.outcomes == {"imported": 1, "skipped": 2}
    aside = tmp_path / "aside" / "2021-06-18.yaml"
    aside.write_text(aside.read_text(encoding="utf-8").replace("\\a", "x"), encoding="utf-8")
    assert imported("current-events", aside).accounts.total.rows == 2


def test_an_item_that_stands_twice_is_one(tmp_path: Path) -> None:
    """The same words on one day are the same item, under both categories."""
    text = f"{_HEAD}Intelligence_Payload:\n  Law and crime:\n  - A bus.\n  Sports:\n  - A bus.\n"
    made = imported("current-events", _day(tmp_path, text))
    assert made.accounts.total.outcomes == {"imported": 1, "merged": 1}
    assert ask(
        made, 'ASK { ?item ga:concerns gc:law-and-crime ; rdfs:comment "Category: Sports"@en }'
    )

"""EU annexes: agents with their names, listings with dates and acts, reasons as claims."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import InputError
from kg.importers import Import, Limits
from tests.importers.support import ask, fixture, imported, rows, write

HEADER = (
    "celex,recordId,programKey,annex,measure,startDate,reason,schema,name,alias,weakAlias,"
    "birthDate,birthPlace,nationality,address,website"
)
_AMENDED = HEADER.replace("celex,", "amendedCelex,amendmentCelex,")


def _row(**cells: str) -> str:
    names = (_AMENDED if "amendedCelex" in cells else HEADER).split(",")
    default = {"celex": "32020R1998", "recordId": "1", "annex": "I.A", "measure": "Asset freeze"}
    default |= {"schema": "Person", "name": "Jane DOE", "startDate": "2.3.2021"} | cells
    return ",".join('"' + default.get(name, "").replace('"', '""') + '"' for name in names)


def _made(folder: Path, *lines: str) -> Import:
    return imported("sanctions-eu", write(folder, "32020R1998.csv", [HEADER, *lines]))


def test_a_listing_has_date_authority_and_acts() -> None:
    """The amending act and the act that it amends are both the basis of a listing."""
    made = imported("sanctions-eu", fixture("sanctions-eu"))
    found = rows(
        made,
        """SELECT ?name ?date ?who ?act {
           ?event ga:eventType gc:sanctions-listing ; ga:edtf ?date ; ga:legalBasis ?act ;
             ga:hasParticipation ?a , ?b .
           ?a ga:participationRole gc:target ; ga:participant ?agent .
           ?b ga:participationRole gc:initiator ; ga:participant ?who .
           ?agent skos:prefLabel ?name
           FILTER(STR(?name) = "European Trading Company LLC") } ORDER BY ?act""",
    )
    council = "council-of-the-european-union"
    assert found == [
        ("European Trading Company LLC", "2026-07-23", council, "32006r0765"),
        ("European Trading Company LLC", "2026-07-23", council, "32026r1817"),
    ]
    assert ask(
        made,
        """ASK { ?act dcterms:identifier "32026R1817" ; ga:documentType gc:regulation ;
           rdfs:seeAlso
             <https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:32026R1817> }""",
    )


def test_the_acts_are_cited_and_not_rendered() -> None:
    """The catalogue names the list alone: the date of an act does not tell when that was known."""
    made = imported("sanctions-eu", fixture("sanctions-eu"))
    assert made.release.documents == []
    assert not ask(made, "ASK { ?act ga:documentType gc:regulation ; ga:startLatest ?day }")


def test_aliases_have_the_tag_of_their_script() -> None:
    """The script of an alias tells its tag; one in the original script is a name of its own."""
    made = imported("sanctions-eu", fixture("sanctions-eu"))
    assert ask(made, 'ASK { ?a skos:altLabel "Abu Muhammad"@en, "Абу Мухаммад"@und-Cyrl }')
    assert ask(made, 'ASK { ?a skos:hiddenLabel "Abou Yasser El Djazairi"@en }')
    assert not ask(made, 'ASK { ?a skos:altLabel "Abou Yasser El Djazairi"@en }')


def test_a_reason_is_a_claim_with_its_words() -> None:
    """The Council asserts the reason, in the act, and the words are the evidence."""
    made = imported("sanctions-eu", fixture("sanctions-eu"))
    assert ask(
        made,
        """ASK { ?stance a ga:Stance ; ga:stanceType gc:asserts ; ga:stanceOn ?claim ;
             ga:target ?agent ; ga:expressedIn ?act ; ga:evidence/ga:quote ?words ;
             ga:stanceTaker/skos:prefLabel "Council of the European Union"@en .
           ?claim ga:proposition ?words ; ga:concerns ?agent .
           ?agent skos:prefLabel "Alexander (Alexandr) Petrovich KALASHNIKOV"@en .
           ?act dcterms:identifier "32020R1998"
           FILTER(STRSTARTS(?words, "Alexander Kalashnikov was the director"))
           FILTER NOT EXISTS { ?stance ga:edtf ?date } }""",
    )


def test_an_entry_without_a_number_is_merged_by_name_and_birth() -> None:
    """The annex that prints no numbers has one person twice."""
    made = imported("sanctions-eu", fixture("sanctions-eu"))
    account = made.accounts.files["consolidated/32002R0881.csv"].as_json()
    assert (account["imported"], account["merged"]) == (account["rows"] - 1, 1)
    assert rows(made, 'SELECT ?a { ?a skos:prefLabel "Ali Ghaleb Himmat"@en ; a ga:Person }') == [
        ("eu-sanctions-32002r0881-i-ali-ghaleb-himmat-16-6-1938-person",)
    ]


def test_vessels_are_counted_and_left_out() -> None:
    """A vessel is no agent; a file with a header alone is reported with no rows."""
    made = imported("sanctions-eu", fixture("sanctions-eu"))
    assert made.accounts.total.reasons == {"vessels and aircraft are no agents of the model": 1}
    assert made.accounts.files["consolidated/32010D0573.csv"].rows == 0


@pytest.mark.parametrize(
    ("printed", "edtf", "words"),
    [
        ("27.1.1964", "1964-01-27", ""),
        ("circa 1957", "1957~", ""),
        ("Approximately 1957", "1957~", ""),
        ("(probably) 1944", "1944?", ""),
        ("9 Oct.1957", "1957-10-09", ""),
        ("on or around 3.4.1973", "1973-04-03~", ""),
        ("before 1964", "[..1963-12-31]", "before 1964"),
        ("Between 1966 and 1967 (Approximately)", "[1966..1967]", "Between 1966 and 1967 (Approx"),
        ("6.3.1955 or 15.3.1955", "[1955-03-06..1955-03-15]", "6.3.1955 or"),
        ("(a) 1955, (b) circa 1952", "[1952~..1955]", "(a) 1955"),
        ("1957; 1960; 1 January 1963", "[1957..1963-01-01]", "1957; 1960"),
        ("3.5.1977 (15.4.1974 for the alias X Y)", "", "3.5.1977 (15.4.1974"),
        ("Approximately (30-35 years old)", "", "Approximately (30"),
        ("(a) 19.4.1982, (b) 24.6.1402 (Hijri Calendar)", "", "(a) 19.4.1982"),
    ],
)
def test_dates_of_birth(printed: str, edtf: str, words: str, tmp_path: Path) -> None:
    """Several dates are the span of all; what gives no date stays in the words of the source."""
    made = _made(tmp_path, _row(birthDate=printed))
    found = rows(
        made,
        """SELECT ?edtf ?words { ?p ga:birth ?e .
           OPTIONAL { ?e ga:edtf ?edtf } OPTIONAL { ?e ga:timeExpression ?words } }""",
    )
    assert len(found) == 1
    assert found[0][0] == edtf
    assert found[0][1].startswith(words)
    assert bool(found[0][1]) == bool(words)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("startDate", "31.02.2020"),
        ("startDate", "soon"),
        ("birthDate", "31.02.2020"),
        ("birthDate", "1955; 30 February 1960"),
        ("birthDate", "03/04/1960"),
        ("celex", "32020R1998> <x"),
        ("celex", ""),
        ("name", "a bell\a"),
        ("reason", "a bell\a"),
        ("alias", "a bell\a"),
    ],
)
def test_a_row_that_cannot_be_read_is_named(column: str, value: str, tmp_path: Path) -> None:
    """A day that there is not, an ambiguous day, a control character: file, row and reason."""
    with pytest.raises(InputError, match=r"32020R1998\.csv, row 1: ") as caught:
        _made(tmp_path, _row(**{column: value}))
    if column not in ("name", "reason", "alias"):
        assert column in caught.value.message


def test_hostile_cells_stay_texts(tmp_path: Path) -> None:
    """Markup, formulas and IRIs with brackets are literals, and no part of an IRI."""
    cells = {
        "name": '=HYPERLINK("http://x.invalid","y")',
        "alias": "<script>alert(1)</script>; x> <http://evil.invalid/a> <y",
        "website": "http://a.invalid/> <b; javascript:alert(1); https://good.invalid/",
        "birthPlace": "Tunis> . <x",
        "recordId": '1> <x> "',
    }
    made = _made(tmp_path, _row(**cells))
    assert ask(made, 'ASK { ?a skos:altLabel "<script>alert(1)</script>"@en }')
    assert ask(made, "ASK { ?a a ga:Person ; rdfs:seeAlso <https://good.invalid/> }")
    assert ask(made, 'ASK { ?a rdfs:comment "Website: javascript:alert(1)"@en }')
    named = {
        node.value
        for triple in made.triples
        for node in (triple.subject, triple.object)
        if isinstance(node, ox.NamedNode)
    }
    assert not [iri for iri in named if "evil" in iri or "<" in iri or "script" in iri]


@pytest.mark.parametrize("run", [",", " ", "(a) ", "i", "; ", '"', "(", "1 or "])
def test_long_cells_end_soon(run: str, tmp_path: Path) -> None:
    """A cell of very many equal parts is read in seconds, though it may be refused as a date."""
    text = f"a){run * (200_000 // len(run))}x"
    columns = ("alias", "weakAlias", "nationality", "birthPlace", "address", "reason")
    made = _made(tmp_path, _row(**dict.fromkeys(columns, text)))
    assert made.accounts.total.rows == 1
    with suppress(InputError):
        _made(tmp_path, _row(birthDate=text))


def test_rows_of_one_number_are_one_entry(tmp_path: Path) -> None:
    """Whatever the order of the files: the amendment adds a date and an act to the entry."""
    first = write(tmp_path, "32020R1998.csv", [HEADER, _row(reason="One.")])
    second = write(
        tmp_path / "amendments",
        "32026R1720.csv",
        [
            _AMENDED,
            _row(
                amendedCelex="32020R1998",
                amendmentCelex="32026R1720",
                startDate="13.7.2026",
                reason="Two.",
                birthDate="1970",
            ),
        ],
    )
    made = imported("sanctions-eu", second.parent.parent)
    other = imported("sanctions-eu", first, second)
    for found in (made, other):
        assert (found.accounts.total.as_json()["imported"], found.accounts.total.rows) == (1, 2)
        assert rows(
            found, "SELECT ?d { ?e ga:eventType gc:sanctions-listing ; ga:edtf ?d } ORDER BY ?d"
        ) == [("2021-03-02",), ("2026-07-13",)]
        assert rows(found, "SELECT ?t { ?c ga:proposition ?t } ORDER BY ?t") == [
            ("One.",),
            ("Two.",),
        ]


def test_two_rows_that_differ_in_birth_have_one_birth(tmp_path: Path) -> None:
    """The date of the first row stands, that of the second is a comment."""
    made = _made(
        tmp_path,
        _row(birthDate="1970", birthPlace="Tunis"),
        _row(birthDate="1971", birthPlace="Sfax", measure="Transportation restrictions"),
    )
    assert rows(made, "SELECT ?d { ?p ga:birth/ga:edtf ?d }") == [("1970",)]
    assert ask(made, 'ASK { ?p rdfs:comment "Date of birth: 1971"@en, "Place of birth: Sfax"@en }')


def test_nationalities_are_states_where_they_name_states_alone(tmp_path: Path) -> None:
    """An adjective of one state is that state; "Congolese" could be two and stays a text."""
    made = _made(tmp_path, _row(nationality="Syrian/Iranian; DPRK.; Congolese; Possibly Ethiopian"))
    assert rows(made, "SELECT ?s { ?p ga:citizenship ?s } ORDER BY ?s") == [
        ("iran",),
        ("north-korea",),
        ("syria",),
    ]
    assert ask(made, 'ASK { ?p rdfs:comment "Nationality: Congolese"@en }')
    assert ask(made, 'ASK { ?p rdfs:comment "Nationality: Possibly Ethiopian"@en }')


def test_a_listing_without_a_date_had_happened_by_the_release(tmp_path: Path) -> None:
    """What the release lists was listed by its day; nothing is known of the start."""
    made = _made(tmp_path, _row(startDate=""))
    assert rows(
        made, "SELECT ?a ?b { ?e ga:eventType gc:sanctions-listing ; ga:endLatest ?b "
        "OPTIONAL { ?e ga:startEarliest|ga:edtf ?a } }"
    ) == [("", "2026-11-23")]  # fmt: skip


def test_columns_that_are_missing_are_named(tmp_path: Path) -> None:
    """A table of another kind is refused as a whole."""
    path = write(tmp_path, "32020R1998.csv", ["celex,name", "32020R1998,x"])
    with pytest.raises(InputError, match=r"32020R1998\.csv, row 0: the table lacks the columns"):
        imported("sanctions-eu", path)


def test_bad_rows_can_be_set_aside(tmp_path: Path) -> None:
    """The good row is imported; the bad one is written out under its header."""
    path = write(
        tmp_path, "32020R1998.csv", [HEADER, _row(startDate="31.02.2020"), _row(recordId="2")]
    )
    made = imported("sanctions-eu", path, limits=Limits(tmp_path / "aside"))
    assert made.accounts.total.reasons == {"set aside: startDate holds no date": 1}
    assert rows(made, "SELECT ?p { ?p a ga:Person }") == [("eu-sanctions-32020r1998-i-a-2-person",)]
    aside = (tmp_path / "aside" / "32020R1998.csv").read_text(encoding="utf-8").splitlines()
    assert (aside[0], len(aside)) == (HEADER, 2)
    assert "31.02.2020" in aside[1]

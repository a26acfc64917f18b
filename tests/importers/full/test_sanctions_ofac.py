"""The whole list of OFAC that is given: counts, a few entries, links, the gate."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from kg.importers import Import
from tests.importers import support
from tests.importers.support import ask, conforms, imported, rows


@cache
def _made() -> Import:
    return imported("sanctions-ofac", support.testdata("ofac-sdn"))


def test_every_row_is_accounted_for(tmp_path: Path) -> None:
    """All rows of the three tables; 44 vessels and aircraft with their names and addresses are left
    out; all is conforming."""
    made = _made()
    assert {name: a.rows for name, a in made.accounts.files.items()} == {
        "sdn.csv": 4380,
        "add.csv": 7617,
        "alt.csv": 7081,
    }
    vessels = "vessels and aircraft are no agents of the model"
    assert made.accounts.files["sdn.csv"].reasons == {vessels: 44}
    assert made.accounts.total.as_json()["imported"] == 4336
    assert set(made.accounts.total.reasons) == {vessels, "the row holds no address"}
    assert conforms(made, tmp_path)


def test_entries_are_as_printed() -> None:
    """A person with two dates of birth, a weak alias, a citizenship, a place and the programs."""
    assert ask(
        _made(),
        """ASK { ?p a ga:Person ; skos:prefLabel "JAVAID, Nasir"@en ; ga:birth ?birth ;
             ga:citizenship agent:pakistan ; skos:hiddenLabel "ABU ISHMAEL"@en ;
             rdfs:comment "From Gujranwala, Punjab province, Pakistan"@en .
           ?birth ga:edtf "[1956~..1965~]"^^edtf:EDTF ;
             ga:timeExpression "circa 1956; circa 1958; circa 1965"@en ;
             ga:location/ga:placeType gc:country .
           ?listing ga:hasParticipation/ga:participant ?p ; ga:legalBasis/dcterms:title
             "OFAC sanctions program SDGT"@en }""",
    )


def test_links_lead_to_listed_agents() -> None:
    """Most links name one entry, also where the full stop of a name ends the remarks."""
    made = _made()
    counts = rows(
        made,
        "SELECT (COUNT(*) AS ?n) { ?listing ga:eventType gc:sanctions-listing ; ga:concerns ?to }",
    )
    assert counts == [("1109",)]
    assert ask(
        made,
        """ASK { ?listing skos:prefLabel "OFAC listing of MARTIN OLIVARES, Pedro Luis"@en ;
             ga:concerns/skos:prefLabel "GRUPO CONTROL 2004, C.A."@en }""",
    )

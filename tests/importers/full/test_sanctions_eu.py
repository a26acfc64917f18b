"""All EU annexes that are given: counts, a few entries as they are printed, the gate."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from kg.importers import Import
from tests.importers import support
from tests.importers.support import ask, conforms, imported, rows


@cache
def _made() -> Import:
    return imported("sanctions-eu", support.testdata("eu-sanctions"))


def test_every_row_is_accounted_for(tmp_path: Path) -> None:
    """Two entries of one annex are printed twice; only vessels are left out; all is conforming."""
    made = _made()
    total = made.accounts.total
    assert (total.rows, total.as_json()["merged"]) == (2285, 2)
    assert total.reasons == {"vessels and aircraft are no agents of the model": 75}
    assert len(made.accounts.files) == 41
    assert conforms(made, tmp_path)


def test_entries_are_as_printed() -> None:
    """Name, script, birth, place, citizenship, listing, act and reason of one entry."""
    assert ask(
        _made(),
        """ASK { ?p a ga:Person ; skos:prefLabel "Alexander (Alexandr) Ivanovich BASTRYKIN"@en ;
             skos:altLabel "Алексaндр Ивaнович БАСТРЫКИН"@und-Cyrl ;
             ga:citizenship agent:russia ; ga:birth ?birth ;
             rdfs:comment "Position: Chairman of the Investigative Committee of the Russian """
        """Federation"@en .
           ?birth ga:edtf "1953-08-27"^^edtf:EDTF ; ga:location/skos:prefLabel
             "Pskov, Russian SFSR (now Russian Federation)"@en .
           ?listing ga:hasParticipation/ga:participant ?p ; ga:edtf "2021-03-02"^^edtf:EDTF ;
             ga:legalBasis/dcterms:identifier "32020R1998" .
           ?claim ga:concerns ?p ; ga:proposition ?reason
           FILTER(STRSTARTS(?reason, "Alexander Bastrykin has served as chairman")) }""",
    )


def test_scripts_are_told_apart() -> None:
    """Aliases in Cyrillic, Arabic, Hangul, Han and Hebrew script."""
    found = rows(
        _made(),
        """SELECT ?tag (COUNT(*) AS ?n) { ?a skos:altLabel ?name BIND(LANG(?name) AS ?tag)
           FILTER(?tag != "en") } GROUP BY ?tag ORDER BY ?tag""",
    )
    assert {tag for tag, _ in found} >= {"und-arab", "und-cyrl", "und-hang", "und-hani", "und-hebr"}


def test_reasons_are_claims_of_the_council() -> None:
    """Each reason is one claim with its words as evidence; two more are reasons for vessels."""
    counts = rows(
        _made(),
        """SELECT (COUNT(DISTINCT ?claim) AS ?n) { ?stance ga:stanceOn ?claim ;
             ga:stanceTaker agent:council-of-the-european-union ; ga:evidence/ga:quote ?quote ;
             ga:expressedIn ?act ; ga:target ?agent . ?claim ga:proposition ?text }""",
    )
    assert counts == [("1744",)]

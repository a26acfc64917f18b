"""The whole UK list that is given: counts, one subject with its names, the gate."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from kg.importers import Import
from tests.importers import support
from tests.importers.support import ask, conforms, imported, rows


@cache
def _made() -> Import:
    return imported("sanctions-uk", support.testdata("uk-sanctions"))


def test_every_row_is_accounted_for(tmp_path: Path) -> None:
    """Each subject is imported and each name belongs to one; all is conforming."""
    made = _made()
    total = made.accounts.total.as_json()
    assert (total["imported"], total["merged"], total["skipped"]) == (1122, 4162, 0)
    assert conforms(made, tmp_path)


def test_subjects_are_as_printed() -> None:
    """An entity with its reference of the UN, its designation date and a former spelling."""
    assert ask(
        _made(),
        """ASK { ?o a ga:Organisation ; skos:prefLabel "RAHAT LTD."@en ;
             skos:altLabel "Musa Kalim Hawala"@en ; dcterms:identifier "UN TAe.013" .
           ?listing ga:hasParticipation/ga:participant ?o ; ga:edtf "2012-11-21"^^edtf:EDTF }""",
    )


def test_each_listing_has_a_date_and_a_regime() -> None:
    """No designation is without its day or its regime."""
    counts = rows(
        _made(),
        """SELECT (COUNT(DISTINCT ?e) AS ?n) { ?e ga:eventType gc:sanctions-listing ; ga:edtf ?day ;
             ga:legalBasis ?regime ; skos:prefLabel ?name }""",
    )
    assert counts == [("1122",)]

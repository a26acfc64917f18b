"""The code lists: their size, the order of statuses, and the foreign codes they carry."""

from __future__ import annotations

import csv
import json
import os
import re
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.resources import ontology_files
from kg.vocabulary import GC, PREFIXES
from tests.conformance.ontology_graphs import dataset, own_terms, triples

CODES = triples(ontology_files()[1:])
TESTDATA = os.environ.get("GEOACTORS_TESTDATA")
needs_testdata = pytest.mark.skipif(TESTDATA is None, reason="GEOACTORS_TESTDATA is not set")


def notations(datatype: str) -> set[str]:
    """Collect the notations of one foreign scheme."""
    return {
        t.object.value
        for t in CODES
        if isinstance(t.object, ox.Literal) and t.object.datatype.value == str(GC[datatype])
    }


def test_there_are_enough_codes_in_every_scheme() -> None:
    """Thirteen schemes, none a stub, with at least a hundred codes together."""
    query = f"""PREFIX skos: <{PREFIXES["skos"]}>
    SELECT ?scheme (COUNT(?code) AS ?codes) WHERE {{ ?code skos:inScheme ?scheme }}
    GROUP BY ?scheme"""
    counts = {
        str(row["scheme"]): int(row["codes"].value)
        for row in dataset(ontology_files()).select(query)
        if isinstance(row["codes"], ox.Literal)
    }
    assert len(counts) == 13
    assert min(counts.values()) >= 3
    assert sum(counts.values()) >= 100


@pytest.mark.parametrize(
    ("collection", "members"),
    [
        ("final-status", {"occurred", "cancelled", "denied"}),
        ("planned-status", {"proposed", "announced", "expected", "confirmed"}),
    ],
)
def test_statuses_are_grouped(collection: str, members: set[str]) -> None:
    """Programs read from the code list which statuses are final and which are planned."""
    member = ox.NamedNode(PREFIXES["skos"] + "member")
    found = {
        t.object
        for t in CODES
        if t.subject == ox.NamedNode(GC[collection]) and t.predicate == member
    }
    assert found == {ox.NamedNode(GC[name]) for name in members}


def test_every_root_of_cameo_has_a_code() -> None:
    """Each CAMEO code finds at least its root here, so no coded event is left untyped."""
    assert {f"{root:02}" for root in range(1, 21)} <= notations("cameo-notation")


@needs_testdata
def test_cameo_codes_exist() -> None:
    """Each CAMEO notation is a code of the published list, zeros included."""
    folder = Path(TESTDATA or "") / "data" / "cameo-codes"
    with (folder / "cameo-codes.csv").open(encoding="utf-8", errors="replace") as file:
        published = {row["code"] for row in csv.DictReader(file)}
    assert len(published) > 200
    assert notations("cameo-notation") <= published


@needs_testdata
def test_plover_events_of_the_gold_standard_have_codes() -> None:
    """Each event name of the PLOVER gold standard can be read as a code of ours."""
    path = Path(TESTDATA or "") / "data" / "plover-gsr" / "PLOVER_GSR_CAMEO.json"
    records = json.loads(path.read_text("utf-8"))
    names = {record["event"] for record in records} - {"DOCUMENT"}
    assert len(names) >= 8
    assert names <= notations("plover-notation")


@needs_testdata
def test_terms_of_the_draft_article_exist() -> None:
    """Every term and code of the draft graph of the article is still here."""
    path = Path(TESTDATA or "") / "seed" / "article-draft.trig"
    used = {
        PREFIXES[prefix] + name
        for prefix, name in re.findall(r"\b(ga|gc):([A-Za-z0-9-]+)", path.read_text("utf-8"))
    }
    assert len(used) > 100
    assert used <= own_terms().keys()

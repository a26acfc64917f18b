"""Tests of kg.store.known: from which day each graph counts."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from kg.dates import Day, parse_day
from kg.errors import DateError
from kg.ingest import graphs_of, ingest
from kg.lookup import parameter_values, prepare, stored_query
from kg.parsing import parse_path
from kg.resources import data_files
from kg.store.embedded import DatasetStore
from kg.store.known import KnownDays, KnownGraphs, known_graphs
from kg.terms import plain
from kg.vocabulary import BASE_IRI
from tests.conftest import Load

PREFIXES = """
@prefix ga: <https://w3id.org/geoactors/ns#> . @prefix g: <http://example.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
CATALOGUE = f"""{PREFIXES}
g:names a ga:ReferenceGraph ; ga:sourceDocument e:late .
g:one a ga:SourceGraph ; ga:sourceDocument e:early .
g:both a ga:SourceGraph ; ga:sourceDocument e:early , e:late .
g:undated a ga:SourceGraph ; ga:sourceDocument e:early , e:sometime .
g:disputed a ga:SourceGraph ; ga:sourceDocument e:contested .
g:claim a ga:ClaimGraph ; ga:sourceDocument e:late .
"""
DATES = f"""{PREFIXES}
e:early ga:startLatest "2020-01-31"^^xsd:date , "2020-02-15"^^xsd:date .
e:late ga:startEarliest "2021-01-01"^^xsd:date ; ga:startLatest "2021-06-30"^^xsd:date .
e:sometime ga:startEarliest "2019-01-01"^^xsd:date .
e:contested ga:startLatest "2018-01-01"^^xsd:date ; ga:startEarliest "2022-03-01"^^xsd:date .
"""
FACT = "e:s e:p 1 ."
EXAMPLE = "http://example.org/"


@pytest.fixture
def dated(load: Load) -> DatasetStore:
    """A store whose graphs rest on documents of known and unknown dates."""
    names = ("names", "one", "both", "undated", "disputed", "claim", "unheard")
    return load(catalogue=CATALOGUE, dates=DATES, **dict.fromkeys(names, FACT))


def known(store: DatasetStore) -> KnownGraphs:
    """Since when the graphs of a store count."""
    return known_graphs(store.view(store.snapshot()), store.names)


def test_a_graph_counts_when_all_its_documents_were_certainly_out(dated: DatasetStore) -> None:
    """By the earliest last day that a source gives, and by no source later."""
    found = {name.removeprefix(EXAMPLE): str(day) for name, day in known(dated).since.items()}
    assert found == {
        "one": "2020-01-31",
        "both": "2021-06-30",
        "claim": "2021-06-30",
        "disputed": "2022-03-01",
    }


def test_reference_graphs_and_the_catalogue_always_count(dated: DatasetStore) -> None:
    """Whatever the dates of their documents."""
    assert known(dated).always == {f"{EXAMPLE}names", f"{BASE_IRI}graph/catalogue"}


def told(store: DatasetStore, day: str) -> list[str]:
    """What the stored query says of a day."""
    text = stored_query("graphs-known-at")
    _, rows = store.snapshot().select(prepare(text, parameter_values(text, {"at": day})))
    return [plain(row["graph"]) for row in rows]


@pytest.mark.parametrize("day", ["2020-01-30", "2020-01-31", "2021-06-30", "2022-03-01"])
def test_the_stored_query_tells_the_same(dated: DatasetStore, day: str) -> None:
    """It is what a person reads; some graphs have two documents."""
    assert told(dated, day) == known(dated).on(parse_day(day))


def test_the_stored_query_tells_the_same_of_the_packaged_data(tmp_path: Path) -> None:
    """On each day on which something was published, and on the day before."""
    store = DatasetStore.create(tmp_path / "store")
    ingest(store, graphs_of(parse_path(path) for path in data_files()), None)
    found = known(store)
    assert len(found.days.days) > 1
    for day in found.days.days:
        before = parse_day(str(date.fromisoformat(str(day)) - timedelta(days=1)))
        for each in (before, day):
            assert told(store, str(each)) == found.on(each)


def test_days_between_two_publications_are_one() -> None:
    """The last day on which something was added stands for them."""
    days = KnownDays((Day(2020, 1, 31), Day(2021, 6, 30)), whole=True)
    assert days.latest(Day(2020, 1, 30)) is None
    assert days.latest(Day(2021, 6, 29)) == Day(2020, 1, 31)
    assert (days.knows_all(Day(2021, 6, 29)), days.knows_all(Day(2021, 6, 30))) == (False, True)


def test_a_version_of_unknown_age_is_never_known_whole(dated: DatasetStore) -> None:
    """Some of its graphs count on no day."""
    assert not known(dated).days.knows_all(Day(2999, 1, 1))
    assert KnownDays((), whole=True).knows_all(Day(-500, 1, 1))


def test_days_are_kept_as_text() -> None:
    """Also those before Christ; anything else is refused."""
    days = KnownDays((Day(-43, 3, 15), Day(2020, 1, 31)), whole=False)
    assert KnownDays.from_text(days.to_text()) == days
    for text in ("", "[]", "{}", '{"days": ["May"], "whole": true}'):
        with pytest.raises((ValueError, KeyError, TypeError, DateError)):
            KnownDays.from_text(text)

"""Tests of kg.store.known: from which day each graph counts."""

from __future__ import annotations

import pytest

from kg.dates import Day, parse_day
from kg.errors import DateError
from kg.lookup import parameter_values, prepare, stored_query
from kg.report import Term
from kg.store.embedded import DatasetStore
from kg.store.known import KnownDays, KnownGraphs, known_graphs
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


@pytest.mark.parametrize("day", ["2020-01-30", "2020-01-31", "2021-06-30", "2022-03-01"])
def test_the_stored_query_tells_the_same(dated: DatasetStore, day: str) -> None:
    """It is what a person reads."""
    text = stored_query("graphs-known-at")
    _, rows = dated.snapshot().select(prepare(text, parameter_values(text, {"at": day})))
    told: list[Term] = [row["graph"] for row in rows]
    assert [str(term)[1:-1] for term in told] == known(dated).on(parse_day(day))


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

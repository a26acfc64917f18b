"""The stored query and the function give the same four answers."""

from __future__ import annotations

from typing import NamedTuple

import pyoxigraph as ox
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import Graph, Variable

from kg.answers import Answer, answer_on
from kg.bounds import Day
from kg.resources import read_query

GA = "https://w3id.org/geoactors/ns#"
BASE = "https://w3id.org/geoactors/id/"
XSD_DATE = ox.NamedNode("http://www.w3.org/2001/XMLSchema#date")
POST = ox.NamedNode(f"{BASE}post/asked-for")
OTHER_POST = ox.NamedNode(f"{BASE}post/another")
BOUNDS = ("startEarliest", "startLatest", "endEarliest", "endLatest")
QUERY = read_query("answers-on-date")


class Source(NamedTuple):
    """What one source says of a tenure, in the order of BOUNDS."""

    start_earliest: Day | None
    start_latest: Day | None
    end_earliest: Day | None
    end_latest: Day | None


Tenure = list[Source]


def _days(years: st.SearchStrategy[int]) -> st.SearchStrategy[Day]:
    """Days so few that bounds and questions meet, on month and year ends."""
    ends = st.sampled_from([(1, 1), (5, 12), (5, 13), (12, 31)])
    return st.builds(lambda year, end: Day(year, *end), years, ends)


def _tenures(days: st.SearchStrategy[Day]) -> st.SearchStrategy[list[Tenure]]:
    bound = st.none() | days
    source = st.builds(Source, bound, bound, bound, bound)
    return st.lists(st.lists(source, max_size=5), max_size=4)


ANY_DAYS = _days(st.sampled_from([-44, -43, 0, 1, 2012, 2024, 10000, 10**12]))
# rdflib reads no date before the year 1 or after 9999.
PLAIN_DAYS = _days(st.sampled_from([1, 2012, 2024, 9999]))


def expected_rows(tenures: list[Tenure], day: Day) -> list[tuple[str, str, str]]:
    """Answer for every tenure with the function."""
    return [
        (_tenure(number).value, _holder(number).value, _answer(sources, day).value)
        for number, sources in enumerate(tenures)
    ]


def _answer(sources: Tenure, day: Day) -> Answer:
    columns = [[source[place] for source in sources] for place in range(4)]
    return answer_on(day, *[[bound for bound in column if bound] for column in columns])


def _tenure(number: int) -> ox.NamedNode:
    return ox.NamedNode(f"{BASE}tenure/t-{number}")


def _holder(number: int) -> ox.NamedNode:
    return ox.NamedNode(f"{BASE}agent/holder-{number}")


def triples(tenures: list[Tenure]) -> list[ox.Triple]:
    """State the tenures of the post, and one tenure of another post that no answer may show."""
    found = [
        ox.Triple(_tenure(99), ox.NamedNode(f"{GA}post"), OTHER_POST),
        ox.Triple(_tenure(99), ox.NamedNode(f"{GA}holder"), _holder(99)),
    ]
    for number, sources in enumerate(tenures):
        found.append(ox.Triple(_tenure(number), ox.NamedNode(f"{GA}post"), POST))
        found.append(ox.Triple(_tenure(number), ox.NamedNode(f"{GA}holder"), _holder(number)))
        for name, bound in (
            (n, b) for source in sources for n, b in zip(BOUNDS, source, strict=True)
        ):
            if bound is not None:
                literal = ox.Literal(str(bound), datatype=XSD_DATE)
                found.append(ox.Triple(_tenure(number), ox.NamedNode(GA + name), literal))
    return found


def store_of(tenures: list[Tenure]) -> ox.Store:
    """Put the tenures into the default graph of a store."""
    store = ox.Store()
    store.extend(ox.Quad(*triple) for triple in triples(tenures))
    return store


def with_values(day: Day) -> str:
    """Bind the parameters in the text of the query."""
    values = f'VALUES (?post ?at) {{ ({POST} "{day}"^^{XSD_DATE}) }}'
    return QUERY.replace("WHERE {", f"WHERE {{ {values}", 1)


def rows(store: ox.Store, query: str, day: Day | None = None) -> list[tuple[str, str, str]]:
    """The rows in the order of the query, without the parameters; with *day*, bind those."""
    parameters: dict[ox.Variable, ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple] = {}
    if day is not None:
        parameters[ox.Variable("post")] = POST
        parameters[ox.Variable("at")] = ox.Literal(str(day), datatype=XSD_DATE)
    solutions = store.query(query, substitutions=parameters)
    assert isinstance(solutions, ox.QuerySolutions)
    return [(row["tenure"].value, row["holder"].value, row["answer"].value) for row in solutions]


@settings(deadline=None)
@given(_tenures(ANY_DAYS), ANY_DAYS)
def test_the_query_answers_as_the_function_does(tenures: list[Tenure], day: Day) -> None:
    """For tenures of up to five sources that agree, contradict each other or say nothing."""
    store, expected = store_of(tenures), expected_rows(tenures, day)
    assert rows(store, QUERY, day) == expected
    assert rows(store, with_values(day)) == expected


@settings(max_examples=25, deadline=None)
@given(_tenures(PLAIN_DAYS), PLAIN_DAYS)
def test_another_engine_gives_the_same_rows(tenures: list[Tenure], day: Day) -> None:
    """The query is plain SPARQL 1.1: rdflib reads and answers it alike."""
    graph = Graph().parse(
        data=ox.serialize(triples(tenures), format=ox.RdfFormat.N_TRIPLES), format="nt"
    )
    found = [
        tuple(str(row[Variable(name)]) for name in ("tenure", "holder", "answer"))
        for row in graph.query(with_values(day)).bindings
    ]
    assert found == expected_rows(tenures, day)


def test_the_query_shows_its_parameters() -> None:
    """A store binds only variables that the query projects, and rows name what was asked."""
    solutions = store_of([[]]).query(with_values(Day(2024, 5, 12)))
    assert isinstance(solutions, ox.QuerySolutions)
    assert [(row["post"], row["at"].value) for row in solutions] == [(POST, "2024-05-12")]


def test_without_a_day_nothing_is_answered() -> None:
    """A forgotten parameter gives unknown for every post, never a wrong true or false."""
    found = rows(store_of([[Source(*[Day(2024, 5, 12)] * 4)]]), QUERY)
    assert [answer for _, _, answer in found] == [Answer.UNKNOWN, Answer.UNKNOWN]


def test_the_query_stays_short() -> None:
    """Whoever asks it can read it at a glance."""
    assert len(QUERY.splitlines()) <= 20

"""Tests of kg.lookup."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import NotFoundError, ParameterError
from kg.lookup import (
    bind_day,
    example_values,
    list_queries,
    open_dataset,
    open_known_at,
    parameter_values,
    prepare,
    stored_query,
    unordered,
)
from kg.query_guards import check_query
from kg.report import Term
from kg.store.embedded import DatasetStore
from kg.store.remote import RemoteDataset
from kg.store.snapshot import Snapshot

XSD = "http://www.w3.org/2001/XMLSchema#"
DAY = ox.Literal("2024-05-12", datatype=ox.NamedNode(f"{XSD}date"))
OWN = "SELECT ?a ?b { ?a ?p ?b }"
DECLARED = """# What?
# Parameter: ?who (iri) whom
# Parameter: ?at (date) when, for example 2024-05-12
# Parameter: ?n (integer) how many
# Parameter: ?text (string) what
SELECT ?who ?at ?n ?text {}
"""


def test_every_stored_query_has_a_question_and_examples_for_its_parameters() -> None:
    """What is listed can be run as it is shown."""
    assert list_queries()
    for name, question, parameters in list_queries():
        assert question.endswith("?"), name
        assert all(parameter.example for parameter in parameters), name


@pytest.mark.parametrize("name", [name for name, _, _ in list_queries()])
def test_every_stored_query_runs_with_its_examples(name: str, demo_store: DatasetStore) -> None:
    """On the packaged data, and through the guards that a caller's query passes."""
    text = stored_query(name)
    query = prepare(text, parameter_values(text, example_values(text)))
    check_query(query)
    names, _ = demo_store.snapshot().select(query)
    assert names


@pytest.mark.parametrize(
    ("post", "day", "answer"),
    [
        ("defence-minister-russia", "2024-05-12", "unknown"),
        ("defence-minister-russia", "2025-11-28", "false"),
        ("security-council-secretary-russia", "2025-11-28", "true"),
        ("security-council-secretary-russia", "2026-01-01", "unknown"),
    ],
)
def test_what_one_article_answers(
    post: str, day: str, answer: str, demo_store: DatasetStore
) -> None:
    """It knows who holds an office on its day, and not since when nor until when."""
    text = stored_query("answers-on-date")
    values = parameter_values(text, {"post": f"post:{post}", "at": day})
    _, rows = demo_store.snapshot().select(prepare(text, values))
    assert [row["answer"] for row in rows] == [ox.Literal(answer)]


def test_declared_parameters_are_read_by_their_kind() -> None:
    """Prefixed names, days and numbers as people write them."""
    values = {"who": "agent:xi", "at": "2024-05-12", "n": "-3", "text": 'say "x" }'}
    assert parameter_values(DECLARED, values) == {
        "who": ox.NamedNode("https://w3id.org/geoactors/id/agent/xi"),
        "at": DAY,
        "n": ox.Literal(-3),
        "text": ox.Literal('say "x" }'),
    }


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("who", "no iri", "'no iri' is no IRI"),
        ("at", "soon", "'soon' is no day"),
        ("at", "2024-05", "'2024-05' is no day"),
        ("n", "many", "'many' is no whole number"),
    ],
)
def test_malformed_parameters_are_refused(name: str, value: str, reason: str) -> None:
    """The sentence names what was sent."""
    good = {"who": "agent:xi", "at": "2024-05-12", "n": "1", "text": "x"}
    with pytest.raises(ParameterError, match=reason):
        parameter_values(DECLARED, good | {name: value})


def test_missing_parameters_are_named_with_an_example() -> None:
    """As it would be written on the command line."""
    with pytest.raises(ParameterError, match=r"needs at, n.*--param at=2024-05-12 --param n=…"):
        parameter_values(DECLARED, {"who": "agent:xi", "text": "x"})


def test_unknown_parameters_are_refused() -> None:
    """A misspelt name must not be ignored."""
    with pytest.raises(ParameterError, match=r"no parameter whom.*It has: who, at, n, text"):
        parameter_values(DECLARED, {"whom": "x"})
    with pytest.raises(ParameterError, match=r"no variable \?c"):
        parameter_values(OWN, {"c": "x"})


@pytest.mark.parametrize(
    ("value", "term"),
    [
        ("2024-05-12", DAY),
        ("12", ox.Literal(12)),
        ("<urn:a>", ox.NamedNode("urn:a")),
        ("https://example.org/a", ox.NamedNode("https://example.org/a")),
        ("Beijing", ox.Literal("Beijing")),
    ],
)
def test_kinds_are_guessed_in_a_query_of_ones_own(value: str, term: Term) -> None:
    """It declares none."""
    assert parameter_values(OWN, {"a": value}) == {"a": term}


@pytest.mark.parametrize("value", ['" } DROP ALL # ', "a\nb", "\\", "'''", "?x"])
def test_a_value_cannot_leave_its_place(value: str) -> None:
    """It is written as a term, with everything escaped that needs to be."""
    data = Snapshot.of_quads([ox.Quad(ox.NamedNode("a:s"), ox.NamedNode("a:p"), ox.Literal(value))])
    query = prepare(OWN, {"b": ox.Literal(value)})
    check_query(query)
    assert len(data.select(query)[1]) == 1


def test_an_unknown_name_is_not_found() -> None:
    """Neither as a query nor as a store."""
    with pytest.raises(NotFoundError, match="no stored query named nothing"):
        stored_query("nothing")


def test_a_dataset_is_a_folder_or_an_endpoint(load: object, plain_store: DatasetStore) -> None:
    """By the beginning of its address; nothing is called before a query runs."""
    assert isinstance(open_dataset(str(plain_store.folder)), Snapshot)
    assert isinstance(open_dataset("sparql+http://127.0.0.1:9/sparql"), RemoteDataset)


def test_a_missing_store_is_not_found(tmp_path: Path) -> None:
    """And is not created by a question."""
    with pytest.raises(NotFoundError, match="there is no store here"):
        open_dataset(str(tmp_path / "none"))
    assert not (tmp_path / "none").exists()


def test_the_day_is_bound_in_a_query_that_asks_about_one() -> None:
    """One that declares parameters has to declare it; in another it is any ?at."""
    assert "VALUES (?at)" in bind_day("SELECT ?at { ?s ?p ?at }", "2024-05-12")
    with pytest.raises(ParameterError, match=r"no variable \?at to bind"):
        bind_day(OWN, "2024-05-12")
    declared = OWN.replace("SELECT", "# What?\n# Parameter: ?a (iri) whom\nSELECT ?at")
    with pytest.raises(ParameterError, match=r"no variable \?at.*Its parameters are a"):
        bind_day(declared, "2024-05-12")
    with pytest.raises(ParameterError, match="is no day"):
        bind_day("SELECT ?at {}", "May")


def test_what_was_known_needs_a_day_and_a_folder(demo_store: DatasetStore) -> None:
    """A remote endpoint does not say which graph rests on which document."""
    with pytest.raises(ParameterError, match="is no day"):
        open_known_at(str(demo_store.folder), "someday")
    with pytest.raises(ParameterError, match="needs a store in a folder"):
        open_known_at("sparql+http://127.0.0.1:9/", "2025-01-01")


def test_the_order_at_the_end_goes() -> None:
    """And nothing else."""
    text = stored_query("documents-behind")
    assert text.startswith(without := unordered(text))
    assert "ORDER BY" in text
    assert "ORDER BY" not in without
    assert without.rstrip().endswith("}")


@pytest.mark.parametrize(
    "text",
    ["SELECT * { ?s ?p ?o }", "SELECT * { { SELECT ?s { ?s ?p ?o } ORDER BY ?s LIMIT 3 } }"],
)
def test_what_has_no_order_at_the_end_stays(text: str) -> None:
    """An order within decides what is found."""
    assert unordered(text) == text

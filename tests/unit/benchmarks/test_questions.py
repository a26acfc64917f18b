"""The twelve queries: each asks something, and the generated world has an answer."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from tests.benchmarks.generate import write_dataset, write_with_default_graph
from tests.benchmarks.questions import FOLDER, Question, read_questions
from tests.benchmarks.world import World

WORLD = World(15_000)
QUESTIONS = read_questions()


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> ox.Store:
    """The world in memory, with its default graph."""
    folder = tmp_path_factory.mktemp("world")
    write_dataset(WORLD, folder / "dataset.nq")
    write_with_default_graph(folder / "dataset.nq", folder / "whole.nq")
    store = ox.Store()
    store.bulk_load(path=folder / "whole.nq", format=ox.RdfFormat.N_QUADS)
    return store


def name(question: Question) -> str:
    """The id of a case."""
    return question.name


def test_there_are_twelve() -> None:
    """Every file is read, and both kinds are there."""
    assert len(QUESTIONS) == len(list(FOLDER.glob("*.rq"))) == 12
    assert {question.kind for question in QUESTIONS} == {"cheap", "heavy"}


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.rq")), ids=lambda path: path.stem)
def test_a_query_opens_with_its_question(path: Path) -> None:
    """Who reads the table can read what was asked."""
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith("# ")
    assert first.endswith("?")


@pytest.mark.parametrize("question", QUESTIONS, ids=name)
def test_every_run_asks_otherwise_and_the_same_run_the_same(question: Question) -> None:
    """New values must miss every cache, repeated ones hit it."""
    texts = {question.ask(WORLD, run) for run in range(50)}
    assert len(texts) == 50
    assert question.ask(WORLD, 7) in texts
    assert not any("$" in text for text in texts)


@pytest.mark.parametrize("question", QUESTIONS, ids=name)
def test_a_query_finds_something(question: Question, store: ox.Store) -> None:
    """An empty answer measures nothing; now and then two states did not meet."""
    found = 0
    for run in range(10):
        result = store.query(question.ask(WORLD, run))
        assert question.returns_graph == isinstance(result, ox.QueryTriples)
        assert isinstance(result, ox.QueryTriples | ox.QuerySolutions)
        found += any(True for _ in result)
    assert found >= 5

"""Tests of kg.web.held.answerable: nobody waits for what was asked of a version before."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Event

import pytest

from kg.errors import QueryTimeoutError
from kg.web.held.answerable import AnswerableQuestions

LONG = 30.0


class Dataset:
    """Answers what it has rows for, in version 1 at once, later when it is *free*."""

    def __init__(self) -> None:
        self.rows = {"a", "b"}
        self.free = Event()
        self.asked: list[tuple[int, str]] = []

    def has_rows(self, version: int, query: str) -> bool:
        """Whether it does; "slow" takes too long."""
        if version > 1:
            assert self.free.wait(LONG)
        self.asked.append((version, query))
        if query == "slow":
            raise QueryTimeoutError("It took too long.")
        return query in self.rows


@pytest.fixture
def dataset() -> Dataset:
    """A dataset."""
    return Dataset()


@pytest.fixture
def questions(dataset: Dataset) -> Iterator[AnswerableQuestions]:
    """What is tested."""
    asked = AnswerableQuestions(dataset.has_rows)
    yield asked
    dataset.free.set()
    asked.close()


def test_those_with_rows_are_known(dataset: Dataset, questions: AnswerableQuestions) -> None:
    """One that takes too long is no example; each is asked once."""
    asked = ["a", "slow", "c", "b"]
    for _ in range(2):
        assert questions.answered(1, asked, LONG) == (frozenset({"a", "b"}), True)
    assert dataset.asked == [(1, query) for query in asked]


def test_a_new_version_is_told_from_the_one_before(
    dataset: Dataset, questions: AnswerableQuestions
) -> None:
    """Until it was asked itself, which nobody waits for."""
    questions.answered(1, ["a", "b"], LONG)
    dataset.rows = {"b"}
    assert questions.answered(2, ["a", "b"], LONG) == (frozenset({"a", "b"}), False)
    dataset.free.set()
    asking = questions.begin(2, ["a", "b"])
    assert asking is not None
    assert asking.result(LONG)
    assert questions.answered(2, ["a", "b"], LONG) == (frozenset({"b"}), True)


def test_a_request_of_an_older_version_begins_nothing(
    dataset: Dataset, questions: AnswerableQuestions
) -> None:
    """It takes what is known."""
    dataset.free.set()
    questions.answered(2, ["a"], LONG)
    assert questions.begin(1, ["a"]) is None
    assert questions.answered(1, ["a"], LONG) == (frozenset({"a"}), False)
    assert dataset.asked == [(2, "a")]


def test_the_first_visitor_waits_only_so_long(
    dataset: Dataset, questions: AnswerableQuestions
) -> None:
    """Then the page tells what is known so far."""
    assert questions.answered(2, ["a"], 0.01) == (frozenset(), False)


def test_nothing_is_asked_after_the_end(dataset: Dataset, questions: AnswerableQuestions) -> None:
    """The processes that answer end with the server."""
    questions.close()
    assert questions.begin(1, ["a"]) is None
    assert dataset.asked == []

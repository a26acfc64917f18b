"""Tests of kg.errors and of the two tables that translate it."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator

import pyoxigraph as ox
import pytest

from kg import errors
from kg.cli.exits import EXIT_CODES, exit_code
from kg.errors import KgError, NonConformingDataError
from kg.report import Severity, ValidationReport, ValidationResult
from kg.vocabulary import GA
from kg.web.problems import KINDS, status_of


def classes() -> list[type[KgError]]:
    """Every error class of the module."""
    found = [c for c in vars(errors).values() if inspect.isclass(c) and issubclass(c, KgError)]
    assert len(found) > 10
    return found


def drawn() -> Iterator[tuple[str, str]]:
    """Each class of the docstring tree, with the class it hangs under."""
    above: list[str] = []
    for match in re.finditer(r"^( *)\* (\w+)", errors.__doc__ or "", re.MULTILINE):
        depth = len(match[1]) // 2
        above[depth:] = [match[2]]
        yield match[2], above[depth - 1] if depth else "Exception"


def make(kind: type[KgError]) -> KgError:
    """One error of a class."""
    if kind is NonConformingDataError:
        return NonConformingDataError(ValidationReport())
    return kind("It broke.")


def test_the_tree_in_the_docstring_is_the_tree_of_the_classes() -> None:
    """The drawing at the top of the file is what a reader trusts."""
    assert dict(drawn()) == {c.__name__: c.__base__.__name__ for c in classes() if c.__base__}


def test_every_class_says_what_it_means_in_a_sentence_of_its_own() -> None:
    """An error that means the same as another is no class of its own."""
    sentences = [(vars(kind)["__doc__"] or "").partition("\n")[0] for kind in classes()]
    assert all(sentence.endswith(".") for sentence in sentences)
    assert len(set(sentences)) == len(sentences)


EXPECTED = {
    "KgError": (4, 500),
    "InputError": (2, 400),
    "UnsupportedFormatError": (2, 415),
    "SourcePositionError": (2, 400),
    "RdfSyntaxError": (2, 400),
    "QuerySyntaxError": (2, 400),
    "ParameterError": (2, 400),
    "DateError": (2, 400),
    "ShapesError": (2, 400),
    "LimitError": (2, 400),
    "TooLargeError": (2, 413),
    "ResultTooLargeError": (2, 413),
    "QueryTooComplexError": (2, 400),
    "NonConformingDataError": (1, 422),
    "NotFoundError": (2, 404),
    "AccessError": (2, 401),
    "ForbiddenError": (2, 403),
    "ConflictError": (2, 409),
    "PreconditionError": (2, 412),
    "UnavailableError": (5, 503),
    "BusyError": (5, 503),
    "QueryTimeoutError": (5, 503),
    "WorkerLostError": (5, 503),
    "MemoryLimitError": (5, 503),
    "DiskFullError": (5, 507),
    "UpstreamError": (3, 502),
    "ResourceError": (4, 500),
}


@pytest.mark.parametrize("kind", classes())
def test_every_class_has_its_exit_code_and_its_status(kind: type[KgError]) -> None:
    """Both edges translate every error, a new class included."""
    error = make(kind)
    assert (exit_code(error), status_of(error)) == EXPECTED[kind.__name__]


def test_each_branch_of_the_tree_is_in_both_tables() -> None:
    """A branch that only falls through to the default was forgotten."""
    branches = {c for c in classes() if c.__base__ is KgError}
    assert branches <= set(EXIT_CODES)
    assert branches <= set(KINDS)


def test_the_text_of_an_error_is_its_message_and_its_hint() -> None:
    """What is wrong comes first, what to try comes last."""
    assert str(KgError("It broke.", hint="Mend it.")) == "It broke. Mend it."
    assert str(KgError("It broke.")) == "It broke."


@pytest.mark.parametrize(("count", "words"), [(1, "in 1 place;"), (2, "in 2 places;")])
def test_refused_data_are_counted(count: int, words: str) -> None:
    """The sentence is right for one violation and for several."""
    results = [
        ValidationResult(
            focus_node=make_node(str(number)),
            message="wrong",
            severity=Severity.VIOLATION,
            shape="http://example.org/shape",
            component="http://example.org/component",
        )
        for number in range(count)
    ]
    assert words in str(NonConformingDataError(ValidationReport.of(results)))


def make_node(name: str) -> ox.NamedNode:
    """A node to find fault with."""
    return ox.NamedNode(f"{GA.Person}/{name}")

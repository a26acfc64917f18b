"""Tests of kg.workers.crossing."""

from __future__ import annotations

import inspect
import json

import pytest

from kg import errors
from kg.errors import (
    InputError,
    KgError,
    LimitError,
    NonConformingDataError,
    SourcePositionError,
    WorkerLostError,
)
from kg.report import ValidationReport
from kg.workers.crossing import error_from_bytes, error_to_bytes

KINDS = [
    kind
    for kind in vars(errors).values()
    if inspect.isclass(kind) and issubclass(kind, KgError) and kind is not NonConformingDataError
]


@pytest.mark.parametrize("kind", KINDS)
def test_an_error_crosses_unchanged(kind: type[KgError]) -> None:
    """With its kind and all its fields."""
    error = kind("Zeile 1: falsch — «ß»", hint="Try\nagain.")
    if isinstance(error, SourcePositionError):
        error.line, error.column = 3, 7
    if isinstance(error, LimitError):
        error.limit = "result-rows"
    crossed = error_from_bytes(error_to_bytes(error))
    assert type(crossed) is kind
    assert vars(crossed) == vars(error)
    assert str(crossed) == str(error)


def test_an_error_with_a_report_crosses_as_one_without() -> None:
    """The sentence arrives; a worker judges no data."""
    error = NonConformingDataError(ValidationReport())
    crossed = error_from_bytes(error_to_bytes(error))
    assert type(crossed) is InputError
    assert str(crossed) == str(error)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff",
        b"[]",
        b"{}",
        json.dumps({"kind": "TYPE_CHECKING", "fields": {"message": "no class"}}).encode(),
        json.dumps({"kind": "NoSuchError", "fields": {"message": "unknown"}}).encode(),
        json.dumps({"kind": "InputError", "fields": {"message": ["no text"]}}).encode(),
        json.dumps({"kind": "InputError", "fields": {"hint": "no message"}}).encode(),
    ],
)
def test_what_is_no_error_is_one_of_the_worker(data: bytes) -> None:
    """A worker that says nonsense is broken."""
    assert type(error_from_bytes(data)) is WorkerLostError

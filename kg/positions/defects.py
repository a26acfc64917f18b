"""Where in their files the shapes stand that cannot be used."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from kg.errors import ShapesError
from kg.parsing import ParsedDocument
from kg.positions.places import locate
from kg.report import Severity, ValidationResult


@contextmanager
def locating_defects(documents: Sequence[ParsedDocument]) -> Iterator[None]:
    """Put `file:line:column` before the message of a `ShapesError` that leaves the block.

    The shapes were read from *documents*. "Near" is a place when only the node is known.
    """
    try:
        yield
    except ShapesError as error:
        if place := _place(error, documents):
            error.message = f"{place}: {error.message}"
        raise


def _place(error: ShapesError, documents: Sequence[ParsedDocument]) -> str:
    if error.subject is None:
        return documents[0].name if len(documents) == 1 else ""
    sought = ValidationResult(
        focus_node=error.subject,
        message=error.message,
        severity=Severity.VIOLATION,
        shape="",
        component="",
        path=error.predicate,
        value=error.value,
    )
    (found,) = locate([sought], documents)
    return f"near {found.location}" if found.near else found.location

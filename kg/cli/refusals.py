"""What the gate has against a write, shown before the command ends with its error."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click

from kg.errors import NonConformingDataError
from kg.validation.reports import write_report


@contextmanager
def shown_refusal(advice: str) -> Iterator[None]:
    """Print the report of a refused write, and what to do about it."""
    try:
        yield
    except NonConformingDataError as error:
        click.echo(write_report(error.report, "text"))
        click.echo(advice, err=True)
        raise

"""Reads the files of a command, and finds everything that cannot be read in one run."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click

from kg.errors import (
    InputError,
    KgError,
    NotFoundError,
    ParameterError,
    SourcePositionError,
)
from kg.ingest.documents import require_triples
from kg.parsing import ParsedDocument, parse_path
from kg.report import Unreadable


class GivenPath(click.Path):
    """A path that is not empty: Python takes an empty one for the working directory."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Refuse the empty text; all else is click's."""
        if value == "":
            raise ParameterError(
                "An empty text names no file or folder.", hint="Write . for this folder."
            )
        return super().convert(value, param, ctx)


@dataclass(slots=True)
class Documents:
    """What was read of some files, and the errors of the others."""

    read: list[ParsedDocument] = field(default_factory=list)
    unreadable: list[Unreadable] = field(default_factory=list)
    errors: list[KgError] = field(default_factory=list)

    def fail(self) -> None:
        """Say every error, and raise the last; the end of the program says that one."""
        for error in self.errors[:-1]:
            click.echo(f"kg: {error}", err=True)
        if self.errors:
            raise self.errors[-1]


def read_documents(files: Iterable[Path], *, based: bool = False) -> Documents:
    """Parse every file; one that cannot be read, or holds nothing, does not stop the others.

    With *based* relative IRIs stand against the IRI of their file.
    """
    documents = Documents()
    for path in files:
        try:
            base_iri = path.absolute().as_uri() if based else None
            document = parse_path(path, base_iri=base_iri)
            require_triples(document)
        except (InputError, NotFoundError) as error:
            documents.errors.append(error)
            documents.unreadable.append(_unreadable(path, error))
        else:
            documents.read.append(document)
    return documents


def _unreadable(path: Path, error: KgError) -> Unreadable:
    """Part the place from what is wrong there: the message begins with it."""
    location = str(path)
    if isinstance(error, SourcePositionError) and error.line:
        location += f":{error.line}:{error.column}"
    message = str(error)
    for place in (location, str(path)):
        message = message.removeprefix(f"{place}: ")
    return Unreadable(location, message)

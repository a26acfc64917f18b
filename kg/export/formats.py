"""The formats of `kg export`: what each is, and which module writes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import IO, Any, Literal

from kg.errors import ParameterError
from kg.export.losses import Losses
from kg.export.version import ExportedVersion

FileWriter = Callable[[ExportedVersion, IO[bytes], Losses], None]
FolderWriter = Callable[[ExportedVersion, Path, Losses], None]


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """A format: one file, or a folder of files.

    Its *module* in this package has `write(version, target, losses)`, which writes to a
    binary file or into an empty folder; the same version gives the same bytes.
    """

    name: str
    title: str
    module: str
    ending: str = ""
    media_type: str = ""
    kind: Literal["file", "folder"] = "file"

    @property
    def is_folder(self) -> bool:
        """Whether it makes several files."""
        return self.kind == "folder"

    def writer(self) -> Callable[[ExportedVersion, Any, Losses], None]:
        """Load what writes it."""
        write: Callable[[ExportedVersion, Any, Losses], None] = import_module(
            f"kg.export.{self.module}"
        ).write
        return write


FORMATS: dict[str, ExportFormat] = {}
"""The formats by the names that `--format` takes."""


def _add(*formats: ExportFormat) -> None:
    FORMATS.update({entry.name: entry for entry in formats})


_add(
    ExportFormat("nquads", "N-Quads: all named graphs", "nquads", "nq", "application/n-quads"),
)


def find_format(name: str) -> ExportFormat:
    """Find a format by its name.

    Raises:
        ParameterError: there is none.
    """
    found = FORMATS.get(name)
    if found is None:
        raise ParameterError(
            f"There is no format {name[:100]}.", hint=f"There is {', '.join(FORMATS)}."
        )
    return found

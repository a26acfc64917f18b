"""The formats that can be imported; a module of its own for each, loaded at its first use."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol

from kg.errors import NotFoundError
from kg.importers.options import Options
from kg.importers.release import Terms
from kg.importers.rows import Fate, Row

if TYPE_CHECKING:
    from kg.importers.facts import Facts
    from kg.importers.files import InputFile


class Importer(Protocol):
    """Reads one release of one source into facts."""

    def rows(self, files: Sequence[InputFile]) -> Iterator[Row[Any]]:
        """The rows of all files in their order; every row of the input comes exactly once."""

    def take(self, row: Row[Any]) -> Fate:
        """Write what a row says as facts, and tell what became of the row.

        Raises:
            RowError: the row cannot be read; what was written for it is forgotten.
        """

    def finish(self) -> None:
        """Write what only shows when all rows are known."""


@dataclass(frozen=True, slots=True)
class Format:
    """A source format: its name on the command line, which files of a folder are of it.

    *settle* gives the format as its options leave it, where they decide its terms, the *key* of
    the release, its dates and citation, or whether files are needed. It raises ParameterError when
    they do not fit.
    """

    name: str
    summary: str
    patterns: tuple[str, ...]
    terms: Terms
    make: Callable[[Facts], Importer]
    settle: Callable[[Format, Options], Format] | None = None
    key: str = ""
    retrieved: str = ""
    published: str = ""
    citation: str = ""
    needs_files: bool = True


_MODULES: dict[str, str] = {
    "csv": "csv_tables",
    "ftm": "ftm",
    "states": "states",
    "gdelt": "gdelt",
    "current-events": "current_events",
    "sanctions-eu": "sanctions_eu",
    "sanctions-ofac": "sanctions_ofac",
    "sanctions-uk": "sanctions_uk",
    "popolo": "popolo",
    "pocom": "pocom",
    "hsg-visits": "hsg_visits",
    "hsg-travels": "hsg_travels",
    "wikidata": "wikidata.endpoint",
    "wikidata-cabinets": "wikidata_cabinets",
    "wikidata-entity": "wikidata.entity",
}


def find_format(name: str) -> Format:
    """Load the importer of a format.

    Raises:
        NotFoundError: there is no such format.
    """
    module = _MODULES.get(name)
    if module is None:
        raise NotFoundError(
            f"There is no import format named {name[:50]}.", hint="`kg import --list` shows them."
        )
    found = import_module(f"kg.importers.{module}").FORMATS[name]
    assert isinstance(found, Format)
    return found


def list_formats() -> list[Format]:
    """All formats, by name."""
    return [find_format(name) for name in sorted(_MODULES)]

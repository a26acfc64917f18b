"""The kinds of lists of states, told by what is in the file: their titles, licences and rows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kg.errors import InputError
from kg.importers.files import InputFile
from kg.importers.json_documents import read_items
from kg.importers.release import SPDX
from kg.importers.rows import Row
from kg.importers.tables import CSV, Dialect, read_table

_HEAD = 1 << 16
_JSON_LIST = re.compile(rb'\s*\{\s*"(3166-[13])"\s*:')
_CONVERTER = Dialect(delimiter="\t", quoted=False, ends_early=True)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of list; *name* ends the key of its document, *columns* tell it from others."""

    name: str
    title: str
    license: str
    credit: str
    columns: tuple[str, ...] = ()
    array: str = ""
    dialect: Dialect = CSV

    def rows(self, file: InputFile) -> Iterator[Row[dict[str, Any]]]:
        """The rows of a file of this kind."""
        if self.array:
            return read_items(file, self.array)
        return read_table(file, required=self.columns, dialect=self.dialect)


_ISO_CODES = "Debian iso-codes"
_STATES_PACKAGE = "Andreas Beger: states (R package)"
COUNTRY_CODES = Kind(
    "country-codes",
    "Country codes",
    f"{SPDX}PDDL-1.0",
    "Open Knowledge: country-codes",
    columns=("ISO3166-1-Alpha-3", "ISO3166-1-Alpha-2", "ISO3166-1-numeric"),
)
ISO_3166_1 = Kind(
    "iso-3166-1", "ISO 3166-1", f"{SPDX}LGPL-2.1-or-later", _ISO_CODES, array="3166-1"
)
ISO_3166_3 = Kind(
    "iso-3166-3",
    "ISO 3166-3: codes that were withdrawn",
    f"{SPDX}LGPL-2.1-or-later",
    _ISO_CODES,
    array="3166-3",
)
COW = Kind(
    "cow",
    "State system membership of the Correlates of War project",
    f"{SPDX}MIT",
    f"Correlates of War project; {_STATES_PACKAGE}",
    columns=("cowcode", "cowc", "country_name", "start", "end", "microstate"),
)
GW = Kind(
    "gw",
    "Independent states of Gleditsch and Ward",
    f"{SPDX}MIT",
    f"Kristian S. Gleditsch and Michael D. Ward; {_STATES_PACKAGE}",
    columns=("gwcode", "gwc", "country_name", "start", "end", "microstate"),
)
CONVERTER = Kind(
    "country-converter",
    "Country converter: codes and memberships",
    f"{SPDX}GPL-3.0-only",
    "Konstantin Stadler: country_converter",
    columns=("name_short", "name_official", "ISO3", "UNmember"),
    dialect=_CONVERTER,
)
_TABLES = (COUNTRY_CODES, COW, GW, CONVERTER)


def kind_of(file: InputFile) -> Kind:
    """The kind of a file, by its column names or the array that it begins with.

    Raises:
        InputError: it is none of those that are read.
    """
    with file.open() as stream:
        head = stream.read(_HEAD)
    if match := _JSON_LIST.match(head.removeprefix(b"\xef\xbb\xbf")):
        return ISO_3166_1 if match[1] == b"3166-1" else ISO_3166_3
    line = head.partition(b"\n")[0].decode("utf-8-sig", errors="replace")
    columns = {name.strip().strip('"') for name in re.split("[,\t]", line)}
    for kind in _TABLES:
        if kind.columns[0] in columns:
            return kind
    raise InputError(
        f"{file.name}: this is no list of states that is read here.",
        hint="A table has one of the columns "
        + ", ".join(kind.columns[0] for kind in _TABLES)
        + "; JSON begins with an array named 3166-1 or 3166-3.",
    )

"""How an export becomes one file with a name of its own, as a server gives it."""

from __future__ import annotations

import shutil
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from kg.export.formats import ExportFormat

_UNPACKED = ("void", "iris", "search")  # the server reads them
_PLAIN = ("nquads", "trig", "ntriples", "turtle", "rdfxml", "jsonld")  # their ending tells all
_FIRST_TIME = (1980, 1, 1, 0, 0, 0)  # the least that the format of ZIP knows
_MODE = 0o644 << 16
_UNIX = 3


def is_compressed(wanted: ExportFormat) -> bool:
    """Whether the one file of a format is packed with gzip."""
    return not wanted.is_folder and wanted.name not in _UNPACKED


def file_name(wanted: ExportFormat, version: int) -> str:
    """What the file of an export is called; no two formats have the same."""
    stem = f"geoactors-v{version}"
    if wanted.is_folder:
        return f"{stem}-{wanted.name}.zip"
    told = wanted.name in _PLAIN or wanted.ending.startswith(wanted.name)
    packed = ".gz" if is_compressed(wanted) else ""
    return f"{stem}{'' if told else f'-{wanted.name}'}.{wanted.ending}{packed}"


def pack(folder: Path, target: Path) -> None:
    """Pack the files of a folder, in order of their names and without times."""
    with ZipFile(target, "w", ZIP_DEFLATED) as packed:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                entry = ZipInfo(path.relative_to(folder).as_posix(), _FIRST_TIME)
                entry.compress_type, entry.external_attr = ZIP_DEFLATED, _MODE
                entry.create_system = _UNIX  # on whatever system
                with path.open("rb") as source, packed.open(entry, "w", force_zip64=True) as to:
                    shutil.copyfileobj(source, to, 1 << 20)

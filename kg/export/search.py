"""Every name of a version in a SQLite file with full text search; `kg.search` reads it."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import IO

from kg.export.losses import Losses
from kg.export.version import ExportedVersion
from kg.search.building import write_index


def write(version: ExportedVersion, output: IO[bytes], losses: Losses) -> None:
    """Write the index of the names of things; it is no copy of the facts, and counts no losses."""
    with tempfile.TemporaryDirectory(prefix="geoactors-search-") as folder:
        path = Path(folder, "index.sqlite")
        write_index(version, path)
        with path.open("rb") as file:
            shutil.copyfileobj(file, output, 1 << 20)

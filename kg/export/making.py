"""Makes an export for a server, in a process of its own: `python -m kg.export.making`."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from kg import __version__, kernel
from kg.errors import KgError, NotFoundError
from kg.export.formats import ExportFormat, find_format
from kg.export.opening import open_version
from kg.export.packing import file_name, pack
from kg.export.placing import told_errors
from kg.export.running import WrittenFile, export_to, measured
from kg.export.version import ExportedVersion
from kg.store.embedded import DatasetStore
from kg.store.export_folders import MADE, REPORT, SCRATCH
from kg.store.files import sync_files, write_atomically

_PRIORITY = 10


def make(folder: Path, version: int, wanted: ExportFormat, place: Path) -> None:
    """Make the export of a version in the folder *place*, whole or not at all, with its report.

    A format of several files makes one packed file, which follows from them alone.

    Raises:
        NotFoundError: the version is not there, or was removed meanwhile.
        UnavailableError: the place cannot be written.
    """
    store = DatasetStore.open(folder)
    with told_errors(place.parent), _scratch(place) as scratch:
        with open_version(store, version) as opened:
            made, report = _written(opened, wanted, scratch)
        write_atomically(scratch / REPORT, report)
        write_atomically(scratch / MADE, json.dumps(asdict(made) | {"release": __version__}))
        sync_files(scratch)
        shutil.rmtree(place, ignore_errors=True)
        scratch.rename(place)
    if not store.versions.path(version).exists():
        shutil.rmtree(place, ignore_errors=True)  # an erasure waits for nobody
        raise NotFoundError(f"Version {version} was removed.", hint="Ask again.")


def _written(
    version: ExportedVersion, wanted: ExportFormat, scratch: Path
) -> tuple[WrittenFile, str]:
    target = scratch / file_name(wanted, version.version)
    if not wanted.is_folder:
        done = export_to(version, wanted, target)
        return done.files[0], done.to_json()
    unpacked = scratch / "files"
    done = export_to(version, wanted, unpacked)
    pack(unpacked, target)
    shutil.rmtree(unpacked)
    return measured(target, scratch), done.to_json()


@contextmanager
def _scratch(place: Path) -> Iterator[Path]:
    place.parent.mkdir(parents=True, exist_ok=True)
    scratch = place.with_name(f"{SCRATCH}{secrets.token_hex(4)}")
    scratch.mkdir()
    try:
        yield scratch
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def main(arguments: list[str]) -> int:
    """Make an export: store, version, format, place, bytes of memory, number of the parent.

    An error goes to the output. The process ends with the one that started it, and asks for
    little of the processor.
    """
    folder, version, name, place, memory, parent = arguments
    kernel.die_with(int(parent))
    kernel.limit_memory(int(memory))
    os.nice(_PRIORITY)
    try:
        make(Path(folder), int(version), find_format(name), Path(place))
    except KgError as error:
        sys.stdout.write(str(error))
        return 1
    except MemoryError:
        sys.stdout.write("It takes more memory than one export may have.")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

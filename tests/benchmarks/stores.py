"""Prepares one dataset of a size for every server, and measures the loading on the way."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from tests.benchmarks.generate import write_dataset, write_with_default_graph
from tests.benchmarks.peers import binary
from tests.benchmarks.world import World
from tests.running import KG


@dataclass(frozen=True, slots=True)
class Loading:
    """What one bulk load took: seconds, bytes on disk, and bytes of memory at its peak."""

    seconds: float
    stored: int
    memory: int


@dataclass(frozen=True, slots=True)
class Prepared:
    """A world in files and in stores, all in one folder."""

    world: World
    folder: Path
    statements: int

    @property
    def file(self) -> Path:
        """The named graphs."""
        return self.folder / "dataset.nq"

    @property
    def whole_file(self) -> Path:
        """The named graphs, and every statement in the default graph as well."""
        return self.folder / "dataset-and-default-graph.nq"

    @property
    def ours(self) -> Path:
        """Our store."""
        return self.folder / "geoactors"

    @property
    def oxigraph(self) -> Path:
        """The store of Oxigraph."""
        return self.folder / "oxigraph"


def write_files(folder: Path, world: World) -> Prepared:
    """Generate the dataset, unless an earlier run left the same behind."""
    folder.mkdir(parents=True, exist_ok=True)
    note = folder / "statements"
    prepared = Prepared(world, folder, int(note.read_text()) if note.exists() else 0)
    if prepared.statements:
        return prepared
    statements = write_dataset(world, prepared.file)
    write_with_default_graph(prepared.file, prepared.whole_file)
    note.write_text(str(statements))
    return Prepared(world, folder, statements)


def load_ours(prepared: Prepared) -> Loading:
    """Load the named graphs into a new store of ours, which fills its default graph itself."""
    command = (*KG, "load", "--store", str(prepared.ours), "--shapes", "none")
    return _load((*command, str(prepared.file)), prepared.ours)


def load_oxigraph(prepared: Prepared, binaries: Path) -> Loading:
    """Load both into a new store of Oxigraph.

    Raises:
        MissingPeer: Oxigraph is not installed.
    """
    command = (binary("oxigraph", binaries), "load", "--location", str(prepared.oxigraph))
    return _load((*command, "--file", str(prepared.whole_file)), prepared.oxigraph)


def _load(command: Sequence[str], target: Path) -> Loading:
    shutil.rmtree(target, ignore_errors=True)
    start = perf_counter()
    log = target.with_suffix(".log")
    with log.open("wb") as talk:
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=talk)
        try:
            _, status, usage = os.wait4(process.pid, 0)
        except BaseException:
            process.kill()
            process.wait()
            raise
    seconds = perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(command[:3])} failed: {log.read_text()[-2000:]}")
    return Loading(seconds, _bytes_in(target), usage.ru_maxrss * 1024)


def _bytes_in(folder: Path) -> int:
    """The bytes that a folder takes on disk; a file with several names counts once."""
    files = {}
    for path in folder.rglob("*"):
        about = path.lstat()
        files[about.st_ino] = about.st_blocks * 512
    return sum(files.values())

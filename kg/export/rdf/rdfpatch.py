"""RDF Patch (https://afs.github.io/rdf-delta/rdf-patch.html): what changed since a version."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pyoxigraph as ox

from kg.errors import ParameterError, UnavailableError
from kg.export.losses import Losses
from kg.export.version import ExportedVersion
from kg.store.files import damaged
from kg.store.journal import Journal
from kg.store.patch import END, GRAPH

_NO_HISTORY = "The dataset was not opened with its journal, which alone knows what changed."


def write(version: ExportedVersion, output: IO[bytes], losses: Losses) -> None:
    """Write one document with a transaction for each version, in their order.

    Its header says behind which version it begins (`since`), to which version the first
    transaction leads (`first`) and the last (`version`), and names the graphs that are there
    without a triple (`graph`), which no line can tell.

    Raises:
        ParameterError: there is no such version yet, or the journal does not reach back to it.
        UnavailableError: the journal was compacted meanwhile.
        ResourceError: a patch is missing or torn.
    """
    since = version.selection.since or 0
    if version.journal is None:
        raise UnavailableError(_NO_HISTORY)
    first = _first(version.journal, since, version.version)
    _write_header(version, output, since, first)
    patches = 0
    for path in _paths(version.journal, first, version.version):
        _copy(path, output, version.journal, first)
        patches += 1
    if patches:
        losses.note(
            "Who changed the dataset, when and how",
            "Only the head of a document takes this, not each transaction: see `kg log`.",
            count=patches,
        )


def _first(journal: Journal, since: int, version: int) -> int:
    """The version that the first transaction leads to."""
    start = journal.start()
    if since > version:
        raise ParameterError(
            f"There is no version {since} yet; this is {version}.", hint="`kg log` lists them."
        )
    if start > version:
        raise _compacted()
    if since and since < start:
        raise ParameterError(
            f"What changed between version {since} and {start} is not kept any more.",
            hint=f"Ask for --since {start} or later, or without --since for everything.",
        )
    return start if start and not since else since + 1


def _write_header(version: ExportedVersion, output: IO[bytes], since: int, first: int) -> None:
    fields = {"since": since, "first": first, "version": version.version}
    for name, number in fields.items():
        if name == "first" and first > version.version:
            continue  # nothing has changed since
        output.write(f"H {name} {ox.Literal(str(number))} .\n".encode())
    for graph in version.graphs:
        if graph and next(version.quads(graph), None) is None:
            output.write(f"H {GRAPH} {ox.NamedNode(graph)} .\n".encode())


def _paths(journal: Journal, first: int, version: int) -> Iterator[Path]:
    base = journal.base()
    for number in range(first, version + 1):
        whole = base is not None and number == first == base[0]
        yield base[1] if base is not None and whole else journal.patch(number)


def _copy(path: Path, output: IO[bytes], journal: Journal, first: int) -> None:
    """Copy the transaction of a patch, without its own header."""
    line = b""
    try:
        with path.open("rb") as file:
            for line in file:
                if not line.startswith(b"H "):
                    output.write(line)
    except FileNotFoundError as error:
        if journal.start() > first:
            raise _compacted() from error
        raise damaged(path, "the patch is missing") from error
    if line != END:
        raise damaged(path, "the patch breaks off")


def _compacted() -> UnavailableError:
    return UnavailableError("The journal was compacted meanwhile.", hint="Run it again.")

"""A disk without room: writes are refused with 507, reads go on, nothing is lost."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.conformance.protocol.client import PROBLEM
from tests.conformance.protocol.graphs import named
from tests.faults.numbered import Ledger
from tests.faults.servers import Running, running

MOST_WRITES = 400
_SIZE = "24m"
_RESERVE = 8 << 20


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A folder on a disk of its own, as small as can be."""
    if os.geteuid() != 0:
        pytest.skip("only root may mount a small tmpfs")
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={_SIZE}", "none", str(folder)]
    mounted = subprocess.run(command, capture_output=True, text=True, check=False)
    if mounted.returncode != 0:
        pytest.skip(f"a small tmpfs cannot be mounted here: {mounted.stderr.strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def test_a_store_on_a_full_disk(small_disk: Path) -> None:
    """Once there is room, writes work again; a restart finds what was acknowledged."""
    ledger = Ledger(count=2000)
    with running(small_disk) as found:
        _write_until_full(found, ledger)
        ballast = _take_all(small_disk)
        for _ in range(3):
            assert not ledger.write(found.client)
            ledger.check(found.client)
        assert set(ledger.refused) == {507}
        ballast.unlink()
        (small_disk / "reserve").unlink()
        assert ledger.write(found.client), "there is room again"
        ledger.check(found.client)
        assert found.server.stop() == 0
    with running(small_disk) as found:
        ledger.check(found.client)
        assert ledger.write(found.client)


def test_a_full_disk_for_bodies(
    small_disk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a client sends is put down before it is written: no room for it is a 507 as well."""
    monkeypatch.setenv("TMPDIR", str(small_disk))
    with running(tmp_path / "elsewhere") as found:
        graph = named("http://example.org/full")
        assert found.client.put(graph, "<a:s> <a:p> 1 .").status == 201
        ballast = _take_all(small_disk)
        for size in (100, 2 << 20):  # waitress keeps the larger one in a file itself
            reply = found.client.put(graph, "#" * size)
            assert (reply.status, reply.media_type) == (507, PROBLEM)
            assert str(small_disk) not in reply.text, "where files lie concerns nobody"
        assert found.client.ask("ASK { <a:s> <a:p> 1 }")
        ballast.unlink()
        assert found.client.put(graph, "<a:s> <a:p> 2 .").status == 204


def _write_until_full(found: Running, ledger: Ledger) -> None:
    (found.store.parent / "reserve").write_bytes(bytes(_RESERVE))
    for _ in range(MOST_WRITES):
        if not ledger.write(found.client):
            ledger.check(found.client)
            return
    raise AssertionError("the disk does not fill")


def _take_all(disk: Path) -> Path:
    """Fill what room is left."""
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(4096))
    return ballast

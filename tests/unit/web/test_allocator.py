"""Tests of kg.web.allocator: the C library gives back what threads free."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from kg.web.allocator import give_memory_back
from tests.faults.processes import MIB

_PROGRAM = """
import ctypes, os, sys
from threading import Barrier, Thread
from kg.web.allocator import give_memory_back
from tests.faults.processes import MIB, resident

libc = ctypes.CDLL(None)
if not hasattr(libc, "malloc_info"):
    sys.exit(3)
together = Barrier(20)
kept = []

def work():
    bytes(30 * MIB)  # once such a block was freed, smaller ones count as small
    together.wait()
    large = [bytes(300 << 10) for _ in range(50)]
    kept.append(bytes(10_000))
    together.wait()

give_memory_back()
threads = [Thread(target=work) for _ in range(20)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
libc.fopen.restype = ctypes.c_void_p
file = ctypes.c_void_p(libc.fopen(sys.argv[1].encode(), b"w"))
libc.malloc_info(0, file)
libc.fclose(file)
print(resident([os.getpid()]))
"""


def test_what_threads_free_is_given_back(tmp_path: Path) -> None:
    """Twenty hold fifteen megabytes each at the same time, and keep a small block above them."""
    report = tmp_path / "malloc.xml"
    command = [sys.executable, "-c", _PROGRAM, str(report)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode == 3:
        pytest.skip("this platform has another C library")
    assert (done.returncode, done.stderr) == (0, "")
    assert int(done.stdout) < 120 * MIB
    assert report.read_text().count("<heap nr=") <= 2


def test_another_c_library_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """It has nothing to set."""
    monkeypatch.setattr("ctypes.CDLL", lambda _name: object())
    give_memory_back()

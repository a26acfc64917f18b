"""Waits until a server has done what it does by itself after its start."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Final

from tests.faults.processes import tree

_PATIENCE: Final = 120.0
_LOOK: Final = 1.0
_QUIET: Final = 0.05
"""The share of a processor that a server takes which only waits, at most."""


def until_quiet(pid: int) -> None:
    """Wait until a process and those that it started take next to nothing of the processor.

    Where the system does not tell, a moment has to do.
    """
    end = time.monotonic() + _PATIENCE
    spent = _seconds(pid)
    while time.monotonic() < end:
        time.sleep(_LOOK)
        before, spent = spent, _seconds(pid)
        if abs(spent - before) < _QUIET * _LOOK:  # one that ended takes its seconds along
            return


def _seconds(pid: int) -> float:
    """Seconds of the processor that all of them have had."""
    return sum(map(_of_process, tree(pid)))


def _of_process(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

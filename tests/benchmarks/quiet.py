"""Waits until a server has done what it does by itself after its start."""

from __future__ import annotations

import time
from typing import Final

from tests.faults.processes import processor_seconds, tree

_PATIENCE: Final = 120.0
_LOOK: Final = 1.0
_QUIET: Final = 0.05
"""The share of a processor that a server takes which only waits, at most."""


def until_quiet(pid: int) -> None:
    """Wait until a process and those that it started take next to nothing of the processor.

    Where the system does not tell, a moment has to do.
    """
    end = time.monotonic() + _PATIENCE
    spent = processor_seconds(tree(pid))
    while time.monotonic() < end:
        time.sleep(_LOOK)
        before, spent = spent, processor_seconds(tree(pid))
        if abs(spent - before) < _QUIET * _LOOK:  # one that ended takes its seconds along
            return

"""The memory of a process and of those it started, read from /proc."""

from __future__ import annotations

from pathlib import Path

from tests.faults.processes import tree


def of_process(pid: int) -> int:
    """Bytes that a process holds in memory, shared ones counted in full; 0 when it is gone."""
    return _field(pid, "status", "VmRSS:")


def of_tree(pid: int) -> int:
    """Bytes that a process and its descendants hold; shared ones count once among them."""
    return sum(_field(member, "smaps_rollup", "Pss:") for member in tree(pid))


def _field(pid: int, file: str, name: str) -> int:
    try:
        lines = Path(f"/proc/{pid}/{file}").read_text().splitlines()
    except OSError:
        return 0
    return sum(1024 * int(line.split()[1]) for line in lines if line.startswith(name))

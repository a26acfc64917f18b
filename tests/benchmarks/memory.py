"""The memory of a process and of those it started, read from /proc."""

from __future__ import annotations

from pathlib import Path


def of_process(pid: int) -> int:
    """Bytes that a process holds in memory, shared ones counted in full; 0 when it is gone."""
    return _field(pid, "status", "VmRSS:")


def of_tree(pid: int) -> int:
    """Bytes that a process and its descendants hold; shared ones count once among them."""
    return sum(_field(member, "smaps_rollup", "Pss:") for member in _tree(pid))


def _tree(pid: int) -> set[int]:
    parents = {int(path.name): _parent(path) for path in Path("/proc").glob("[0-9]*")}
    members, found = set[int](), {pid}
    while found:
        members |= found
        found = {child for child, parent in parents.items() if parent in found}
    return members


def _parent(process: Path) -> int:
    try:
        # the name of the program stands in brackets and may have spaces
        return int((process / "stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0


def _field(pid: int, file: str, name: str) -> int:
    try:
        lines = Path(f"/proc/{pid}/{file}").read_text().splitlines()
    except OSError:
        return 0
    return sum(1024 * int(line.split()[1]) for line in lines if line.startswith(name))

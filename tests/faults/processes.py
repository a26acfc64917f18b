"""What the kernel says of the processes of a server, read from /proc."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

MIB = 1 << 20
_ZYGOTE = "kg.workers.zygote"
_WRITER = "kg.writer.process"


def children(pid: int) -> list[int]:
    """The living processes that a process started."""
    parents = {int(path.name): _parent(path) for path in Path("/proc").glob("[0-9]*")}
    return sorted(child for child, parent in parents.items() if parent == pid)


def tree(pid: int) -> list[int]:
    """A process and all that it started, itself first."""
    return [pid, *(one for child in children(pid) for one in tree(child))]


def writers(pid: int) -> list[int]:
    """The writers of a server."""
    return [child for child in children(pid) if _WRITER in _command(child)]


def query_workers(pid: int) -> list[int]:
    """The processes that run the queries of a server, whatever zygote they come from."""
    zygotes = [child for child in children(pid) if _ZYGOTE in _command(child)]
    return [worker for zygote in zygotes for worker in children(zygote)]


def kill(pids: Iterable[int]) -> None:
    """End processes without a word of warning."""
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def resident(pids: Iterable[int]) -> int:
    """Bytes that processes hold in memory; pages that they share count for each."""
    return sum(_resident(pid) for pid in pids)


def processor_seconds(pids: Iterable[int]) -> float:
    """Seconds of the processor that processes have had."""
    return sum(map(_processor_seconds, pids))


def marked(mark: str) -> list[int]:
    """The living processes whose environment has a text in it."""
    return [int(path.name) for path in Path("/proc").glob("[0-9]*") if _has(path, mark)]


def eventually(holds: Callable[[], bool], seconds: float = 30.0) -> bool:
    """Whether something comes to hold within a time."""
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


def _parent(process: Path) -> int:
    """The parent of a process; -1 when it has ended, reaped or not."""
    fields = _stat(process)
    return int(fields[1]) if fields and fields[0] not in "ZX" else -1


def _processor_seconds(pid: int) -> float:
    fields = _stat(Path(f"/proc/{pid}"))
    return sum(map(int, fields[11:13])) / os.sysconf("SC_CLK_TCK")


def _stat(process: Path) -> list[str]:
    """What the kernel says of a process, from its state on; nothing when it is gone."""
    try:
        # the name of the program stands in brackets and may have spaces
        return (process / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().decode("utf-8", "replace")
    except OSError:
        return ""


def _resident(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return sum(1024 * int(line.split()[1]) for line in lines if line.startswith("VmRSS:"))


def _has(process: Path, mark: str) -> bool:
    try:
        return mark.encode() in (process / "environ").read_bytes()
    except OSError:
        return False

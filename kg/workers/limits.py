"""What query workers may use, and how long."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.kernel import cores


def _default_workers() -> int:
    return max(4, cores() + 3)


@dataclass(frozen=True, slots=True)
class WorkerLimits:
    """The limits of a pool; times are in seconds, sizes in bytes."""

    workers: int = field(default_factory=_default_workers)
    """Most processes at a time, working or idle; by default three more than cores, at least 4."""
    spare: int = 1
    """Idle processes kept ready, as long as there are fewer than `workers`."""
    memory_bytes: int = 4 << 30
    """Most address space of one process, of which an idle one takes some 200 MiB."""
    seconds: float = 10.0
    """Longest time for one query, or the patterns of one update; a caller may ask for less."""
    queue: int = 64
    """Most requests that wait for a process; further ones are refused at once."""
    queue_seconds: float = 5.0
    """Longest time that a request waits for a process; never longer than its own limit."""
    result_bytes: int = 1 << 30
    """Most bytes of one answer."""
    result_rows: int = 10_000_000
    """Most rows of one answer, where its syntax shows rows; see `kg.workers.counting`."""
    small_bytes: int = 256 << 10
    """An answer up to this size is complete before anything of it is returned."""
    stream_seconds: float = 300.0
    """Longest time from the first to the last byte of a larger answer, however slow its reader."""
    network: bool = False
    """Whether processes keep the network."""

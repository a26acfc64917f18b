"""Interleaved rounds of two ways to do one thing, and their medians as a table."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Comparison:
    """Ours beside a peer's way to the same result; *target* is the limit in seconds, if any."""

    name: str
    ours: Callable[[], object]
    peer_name: str
    peer: Callable[[], object] | None = None
    target: float | None = None


def measure(comparison: Comparison, rounds: int) -> tuple[float, float | None]:
    """Run both in turns, so that a slow spell of the machine meets both; medians in seconds."""
    ours: list[float] = []
    peers: list[float] = []
    for _ in range(rounds):
        ours.append(_seconds(comparison.ours))
        if comparison.peer is not None:
            peers.append(_seconds(comparison.peer))
    return median(ours), median(peers) if peers else None


def table(comparisons: Iterable[Comparison], rounds: int) -> str:
    """Measure and write a Markdown table."""
    lines = ["| what | ours | peer | ratio | target |", "|---|---|---|---|---|"]
    for comparison in comparisons:
        ours, peer = measure(comparison, rounds)
        other = f"{_show(peer)} ({comparison.peer_name})" if peer is not None else "–"
        ratio = f"{peer / ours:.1f} ×" if peer is not None else "–"
        target = _verdict(ours, comparison.target)
        lines.append(f"| {comparison.name} | {_show(ours)} | {other} | {ratio} | {target} |")
    return "\n".join(lines)


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _show(seconds: float) -> str:
    return f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1000:.1f} ms"


def _verdict(seconds: float, target: float | None) -> str:
    if target is None:
        return "–"
    return f"{_show(target)}: {'met' if seconds <= target else 'missed'}"

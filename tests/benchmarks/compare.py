"""Interleaved rounds of two ways to do one thing, their medians, and tables of figures."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterable, Sequence
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
    rows = []
    for comparison in comparisons:
        ours, peer = measure(comparison, rounds)
        other = f"{show(peer)} ({comparison.peer_name})" if peer is not None else "–"
        ratio = f"{peer / ours:.1f} ×" if peer is not None else "–"
        target = _target(ours, comparison.target)
        rows.append((comparison.name, show(ours), other, ratio, target))
    return markdown(("what", "ours", "peer", "ratio", "target"), rows)


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value that *share* of all do not exceed; of 100 values, 0.99 is the 99th."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def markdown(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Write a Markdown table."""
    lines = [titles, ["---"] * len(titles), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def verdict(is_met: bool) -> str:
    """Say whether a target was met."""
    return "met" if is_met else "missed"


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def show(seconds: float) -> str:
    """Write a time for a person."""
    if seconds >= 1:
        return f"{seconds:.2f} s"
    return f"{seconds * 1000:.1f} ms" if seconds >= 0.01 else f"{seconds * 1000:.2f} ms"


def _target(seconds: float, target: float | None) -> str:
    if target is None:
        return "–"
    return f"{show(target)}: {verdict(seconds <= target)}"

"""Tests of kg.workers.limits."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kg.workers import WorkerLimits


@pytest.mark.parametrize(("cores", "workers"), [(1, 4), (2, 5), (16, 19)])
def test_there_are_more_workers_than_cores(
    cores: int, workers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two that run away must not stop the others."""
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(cores)))
    assert WorkerLimits().workers == workers


def test_every_limit_is_documented() -> None:
    """Each field of the class is followed by what it means."""
    source = Path(WorkerLimits.__module__.replace(".", "/")).with_suffix(".py")
    lines = (Path(__file__).parents[3] / source).read_text(encoding="utf-8").splitlines()
    fields = [
        number for number, line in enumerate(lines) if line.startswith("    ") and "=" in line
    ]
    named = [n for n in fields if lines[n].split(":")[0].strip() in WorkerLimits.__slots__]
    assert len(named) == len(WorkerLimits.__slots__)
    assert all(lines[n + 1].strip().startswith('"""') for n in named)

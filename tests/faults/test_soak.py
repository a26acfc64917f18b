"""A hostile client in a loop: short questions are answered, writes are kept, memory is flat."""

from __future__ import annotations

import logging
import os
import time
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import pytest

from tests.faults.hostile import Hostile
from tests.faults.numbered import Ledger, Pen
from tests.faults.processes import MIB, children, resident, tree
from tests.faults.servers import Running, chain, running

SECONDS = float(os.environ.get("SOAK_SECONDS", "600"))
MEDIAN_SECONDS = 0.2
FRONT_GROWTH = 100 * MIB
TREE_GROWTH = 400 * MIB
_PAUSE = 0.1

_log = logging.getLogger("soak")


@dataclass
class Watch:
    """What was measured: seconds of each answer, refusals, bytes of the front and of all."""

    cached: list[float] = field(default_factory=list)
    asked: list[float] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    front: list[int] = field(default_factory=list)
    all: list[int] = field(default_factory=list)

    def look(self, found: Running, number: int) -> None:
        """Ask twice, once what was asked before, and weigh the processes."""
        for query, taken in (("ASK {}", self.cached), (f"ASK {{}} # {number}", self.asked)):
            begin = time.monotonic()
            reply = found.client.query(query)
            taken.append(time.monotonic() - begin)
            if reply.status != 200:
                self.refused.append(reply.text)
        self.front.append(resident([found.pid]))
        self.all.append(resident(tree(found.pid)))

    def summary(self) -> str:
        """The figures in one line."""
        parts = [f"{len(self.asked)} rounds, {len(self.refused)} refused"]
        for name, taken in (("cached", self.cached), ("asked", self.asked)):
            late = sorted(taken)[int(len(taken) * 0.99)]
            parts.append(f"{name} median {median(taken) * 1000:.0f} p99 {late * 1000:.0f} ms")
        for name, held in (("front", self.front), ("all", self.all)):
            tenth = max(1, len(held) // 10)
            tenths = [round(median(held[n : n + tenth]) / MIB) for n in range(0, len(held), tenth)]
            parts.append(f"{name} {tenths} MB")
        return ", ".join(parts)


def ends(held: list[int]) -> tuple[float, float]:
    """The usual value in the second tenth, when everything has been done once, and in the last."""
    tenth = max(1, len(held) // 10)
    return median(held[tenth : 2 * tenth]), median(held[-tenth:])


@pytest.mark.long
@pytest.mark.timeout(SECONDS + 300)
def test_a_hostile_client_in_a_loop(tmp_path: Path) -> None:
    """For ten minutes, or as long as SOAK_SECONDS says."""
    watch, ledger = Watch(), Ledger()
    limits = ("--timeout", "1", "--memory", "1G")
    with running(tmp_path, *limits, data=chain()) as found:
        pen = Pen(found.client, ledger, pause=0.2)
        end, number = time.monotonic() + SECONDS, 0
        with Hostile(found) as hostile:
            pen.start()
            while time.monotonic() < end:
                watch.look(found, number)
                number += 1
                time.sleep(_PAUSE)
        pen.rest()
        _log.info("%s, %s, %d writes", watch.summary(), dict(hostile.statuses), ledger.last)
        _log.info("refused: %s", watch.refused[:10])
        assert hostile.failures == []
        assert found.client.ask("ASK {}")
        ledger.check(found.client)
        assert len(children(found.pid)) < 8
        assert set(hostile.statuses) <= {200, 400, 413, 503}
    assert median(watch.cached) < MEDIAN_SECONDS
    assert median(watch.asked) < MEDIAN_SECONDS
    assert len(watch.refused) <= len(watch.asked) // 20
    for held, growth in ((watch.front, FRONT_GROWTH), (watch.all, TREE_GROWTH)):
        early, late = ends(held)
        assert late - early < growth

"""`kill -9` of whoever writes, at random moments: what was acknowledged stays, nothing is torn."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path
from random import Random
from statistics import median

import pytest

from tests.faults.numbered import Ledger, Pen, graph, triples
from tests.faults.processes import eventually, kill, tree, writers
from tests.faults.servers import running
from tests.running import KG

RESTART_SECONDS = 5.0
"""How long a start takes, usually: one of them may meet other work on the machine."""
LONG = (pytest.mark.long, pytest.mark.timeout(3000))


def rounds(few: int, many: int) -> pytest.MarkDecorator:
    """So many kills in each run, and so many in a long one."""
    return pytest.mark.parametrize("kills", [few, pytest.param(many, marks=LONG)])


@rounds(8, 80)
def test_the_writer_of_a_server_is_killed(tmp_path: Path, kills: int) -> None:
    """Another takes its place, and the server goes on."""
    random, ledger = Random(kills), Ledger()
    with running(tmp_path) as found:
        pen = Pen(found.client, ledger)
        pen.start()
        pen.next_write(30)
        for _ in range(kills):
            time.sleep(random.uniform(0, 0.2))
            kill(writers(found.pid))
            pen.next_write(RESTART_SECONDS)
        pen.rest()
        ledger.check(found.client)
        assert set(ledger.refused) <= {503}
        assert found.server.process.poll() is None


@rounds(6, 60)
def test_a_server_is_killed_with_all_its_processes(tmp_path: Path, kills: int) -> None:
    """The next one starts by itself, says what it mended, and has every acknowledged write.

    When the server alone is killed, its writer ends what it does, and leaves nothing.
    """
    random, ledger, broken = Random(kills), Ledger(), False
    starts = []
    for _ in range(kills):
        begin = time.monotonic()
        with running(tmp_path) as found:
            starts.append(time.monotonic() - begin)
            assert broken == ("Removed" in found.server.said), found.server.said
            ledger.check(found.client)
            pen = Pen(found.client, ledger)
            pen.start()
            pen.next_write(30)
            time.sleep(random.uniform(0, 0.2))
            broken = random.random() < 0.7
            kill(reversed(tree(found.pid)) if broken else [found.pid])
            found.server.process.wait()
            pen.rest()
    with running(tmp_path) as found:
        ledger.check(found.client)
        assert found.server.stop() == 0
    with running(tmp_path) as found:
        assert found.server.said == "", "an orderly end leaves nothing to mend"
    assert median(starts) <= RESTART_SECONDS


@rounds(6, 70)
def test_a_loader_is_killed(tmp_path: Path, kills: int) -> None:
    """Its graph is the old one or the new one, and the next loader does not notice."""
    random, ledger = Random(kills), Ledger(count=4000)
    with running(tmp_path) as found:
        duration = _load(tmp_path, ledger, None)
        for _ in range(kills):
            _load(tmp_path, ledger, random.uniform(0.3, 1.1) * duration)
            ledger.check(found.client)
        _load(tmp_path, ledger, None)
        ledger.check(found.client)
        staging = found.store / "staging"
        assert eventually(lambda: not staging.exists() or not any(staging.iterdir()))


def _load(folder: Path, ledger: Ledger, kill_after: float | None) -> float:
    """Load the next numbered graph, or die on the way; how long it took, in seconds."""
    ledger.last += 1
    number = ledger.last
    ledger.sent[graph(number)] = number
    file = folder / "numbered.ttl"
    file.write_text(triples(number, ledger.count), encoding="utf-8")
    command = [*KG, "load", "--store", str(folder / "store"), "--graph", graph(number), str(file)]
    begin = time.monotonic()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as loader:
        try:
            loader.wait(timeout=kill_after)
        except subprocess.TimeoutExpired:
            kill(tree(loader.pid))
        output = loader.communicate()[0]
    if loader.returncode == 0:
        ledger.kept[graph(number)] = number
    else:
        assert kill_after is not None, output
    return time.monotonic() - begin

"""Tests of kg.kernel."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading

import pytest

from kg import kernel


def test_a_thread_is_lowered_without_the_others() -> None:
    """By steps, down to the lowest there is."""
    usual, found = kernel.priority(), []

    def lower() -> None:
        for _ in range(3):
            kernel.lower_priority(threading.get_native_id())
            found.append(kernel.priority())

    thread = threading.Thread(target=lower)
    thread.start()
    thread.join()
    assert found == [min(19, usual + step) for step in (10, 20, 30)]
    assert kernel.priority() == usual


def test_a_thread_that_has_ended_is_no_error() -> None:
    """It may end while the front makes up its mind."""
    kernel.lower_priority(2**22 + 1)


def test_other_systems_do_without(monkeypatch: pytest.MonkeyPatch) -> None:
    """Numbers of threads mean something else there."""

    def fail(*_: int) -> None:
        raise AssertionError("not to be called")

    monkeypatch.setattr(kernel, "_LINUX", False)
    monkeypatch.setattr(os, "setpriority", fail)
    kernel.lower_priority(os.getpid())
    kernel.unshare_network()
    assert kernel.priority() == 0
    assert not kernel.die_with(os.getppid())


def test_a_parent_that_has_ended_ends_its_child() -> None:
    """The kernel tells of no end that was before it was asked."""
    script = "import os\nfrom kg.kernel import die_with\ndie_with({})\nos._exit(7)"
    for parent, status in ((os.getpid(), 7), (os.getppid(), 0)):
        command = [sys.executable, "-c", script.format(parent)]
        assert subprocess.run(command, check=False, timeout=60).returncode == status


def test_memory_is_counted_in_bytes() -> None:
    """A Python that imported the engine holds some tens of MiB."""
    assert 10 << 20 < kernel.resident_bytes() < 10 << 30


def test_the_processor_is_limited_from_now_on() -> None:
    """What was used before does not count; it is tried in a process of its own."""
    script = "from kg.kernel import limit_processor\nlimit_processor(0.5)\nwhile True: pass"
    done = subprocess.run([sys.executable, "-c", script], check=False, timeout=60)
    assert done.returncode == -signal.SIGXCPU

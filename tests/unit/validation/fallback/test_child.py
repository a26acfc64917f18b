"""The process of pySHACL, as its parent sees it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.errors import QueryTimeoutError, ShapesError, WorkerLostError
from kg.validation.fallback import FallbackLimits, frames
from kg.validation.fallback import child as module
from kg.validation.fallback.child import Child

_SHACL = "http://www.w3.org/ns/shacl#"
SOUND = f'<urn:s> <{_SHACL}pattern> "^(?!x)" .\n<urn:s> <{_SHACL}targetNode> "{{}}" .\n'
RUNAWAY = SOUND.format("a" * 60 + "!").replace("^(?!x)", "(?=a)(a+)+$").encode()
SECONDS = 60.0

ORPHAN = """
import os, threading
from kg.validation.fallback import FallbackLimits
from kg.validation.fallback.child import Child
child = Child(FallbackLimits())
thread = threading.Thread(target=child.ask, args=({runaway!r}, 60.0), daemon=True)
thread.start()
while child._running is None:
    thread.join(0.01)
print(child._running._process.pid, flush=True)
thread.join({wait})
os._exit(0)
"""


@pytest.fixture
def child() -> Iterator[Child]:
    """A process of one's own."""
    started = Child(FallbackLimits())
    yield started
    started.close()


def number(child: Child) -> int:
    """The number of the process that runs now."""
    assert child._running is not None
    return child._running._process.pid


def report(child: Child, text: str) -> bytes:
    """The report about one text."""
    return child.ask(SOUND.format(text).encode(), SECONDS)


def is_gone(pid: int) -> bool:
    """Whether a process has ended, waited for or not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
    except OSError:
        return True
    return state == "Z"


def test_one_process_answers_all_questions(child: Child) -> None:
    """It takes half a second to start."""
    assert b"PatternConstraintComponent" in report(child, "x")
    first = number(child)
    assert b"PatternConstraintComponent" not in report(child, "a")
    assert number(child) == first


def test_shapes_that_cannot_be_evaluated_are_an_error(child: Child) -> None:
    """The process goes on."""
    with pytest.raises(ShapesError, match="could not be evaluated"):
        child.ask(SOUND.format("a").replace("^(?!x)", "(").encode(), SECONDS)
    first = number(child)
    report(child, "a")
    assert number(child) == first


def test_what_takes_too_long_is_ended(child: Child) -> None:
    """The next question is answered by another process."""
    report(child, "a")
    first = number(child)
    with pytest.raises(QueryTimeoutError):
        child.ask(RUNAWAY, 0.2)
    assert is_gone(first)
    report(child, "a")
    assert number(child) != first


def test_a_process_that_ended_is_started_again(child: Child) -> None:
    """It does so by itself after a while."""
    report(child, "a")
    first = number(child)
    os.kill(first, signal.SIGKILL)
    while not is_gone(first):
        time.sleep(0.01)
    report(child, "a")
    assert number(child) != first


def test_a_process_that_ends_over_a_question_is_an_error(
    child: Child, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is not the fault of the shapes."""
    report(child, "a")
    write = frames.write_frame

    def kill_and_write(
        connection: socket.socket, kind: frames.Kind, payload: bytes, due: float
    ) -> None:
        write(connection, kind, payload, due)
        os.kill(number(child), signal.SIGKILL)

    monkeypatch.setattr(module, "write_frame", kill_and_write)
    with pytest.raises(WorkerLostError, match="ended"):
        child.ask(RUNAWAY, SECONDS)


def test_the_processor_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process whose parent is gone, on a system that does not tell it, ends all the same."""
    child = Child(FallbackLimits(seconds=1.0))
    with pytest.raises(QueryTimeoutError):
        child.ask(RUNAWAY, SECONDS)
    child.close()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a process with its parent")
@pytest.mark.parametrize("wait", [0, 3], ids=["at its start", "busy"])
def test_no_process_is_left_behind(wait: int) -> None:
    """It ends with its parent, and when that ended before it could ask the kernel for it."""
    script = ORPHAN.format(runaway=RUNAWAY, wait=wait)
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60
    )
    pid = int(done.stdout)
    deadline = time.monotonic() + 30
    while not is_gone(pid) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert is_gone(pid)


def test_pyshacl_is_loaded_there_alone() -> None:
    """To validate must not wait for what it seldom needs."""
    script = "import sys, kg.cli.validate; print({'pyshacl', 'multiprocessing'} & set(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout == "set()\n"

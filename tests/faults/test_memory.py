"""What clients ask for and send does not stay in memory."""

from __future__ import annotations

import gc
import os
import weakref
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from kg.errors import RdfSyntaxError
from kg.report import ValidationReport
from kg.store.embedded import DatasetStore
from kg.writer import Part, Validate, WriterProcess
from tests.faults.processes import MIB, resident, writers
from tests.faults.servers import running

QUESTIONS = 500
_LONG = "x" * 60_000


def test_long_questions_with_short_answers(tmp_path: Path) -> None:
    """Each another one, so that none is asked again: 24 MB of addresses in a cache of 2 MB."""
    with running(tmp_path, "--cache-bytes", "2M") as found, ThreadPoolExecutor(4) as executor:

        def ask(number: int) -> bool:
            return found.client.ask(f"ASK {{}} # {number} {_LONG}")

        assert all(executor.map(ask, range(100)))
        before = resident([found.pid])
        assert all(executor.map(ask, range(100, QUESTIONS)))
        assert resident([found.pid]) - before < 12 * MIB


def test_a_writer_that_grew_is_replaced(plain_store: DatasetStore, tmp_path: Path) -> None:
    """Behind its answer, which is complete; the next request has another process."""
    file = tmp_path / "large.ttl"
    lines = (f'<a:s{n}> <a:p> "{n}{"x" * 1_000_000}" .\n' for n in range(40))
    file.write_text("".join(lines), encoding="utf-8")
    small = Part(tmp_path / "small.ttl", "text/turtle")
    small.path.write_text("<a:s> <a:p> 1 .", encoding="utf-8")
    others = set(writers(os.getpid()))  # of applications that other tests keep
    writer = WriterProcess(plain_store.folder, memory_bytes=2048 * MIB)
    try:
        writer.do(Validate(small), ValidationReport)
        [before] = set(writers(os.getpid())) - others
        assert writer.do(Validate(Part(file, "text/turtle")), ValidationReport).results
        assert set(writers(os.getpid())) <= others
        writer.do(Validate(small), ValidationReport)
        [after] = set(writers(os.getpid())) - others
        assert before != after
    finally:
        writer.close()


def test_a_refusal_holds_no_request(plain_store: DatasetStore, tmp_path: Path) -> None:
    """An exception knows the frames that it went through, and none of these may know it."""
    part = Part(tmp_path / "bad.ttl", "text/turtle")
    part.path.write_text("no Turtle", encoding="utf-8")
    request = Validate(part)
    writer = WriterProcess(plain_store.folder)
    gc.disable()  # so that only what is in no circle goes
    try:
        refusal = None
        try:
            writer.do(request, ValidationReport)
        except RdfSyntaxError as error:
            refusal = weakref.ref(error)
        assert refusal is not None
        assert refusal() is None
    finally:
        gc.enable()
        writer.close()

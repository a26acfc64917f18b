"""Validations for anybody who asks: they run within limits, and hold up nobody else."""

from __future__ import annotations

import os
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kg.errors import QueryTimeoutError
from kg.report import ValidationReport
from kg.store.embedded import DatasetStore
from kg.writer import Part, Validate, WriterProcess
from tests.conformance.protocol.client import JSON, TURTLE, accept, sent_as
from tests.faults.processes import MIB, eventually, resident, writers
from tests.faults.servers import Running

AT_ONCE = 20
PREFIX = "@prefix ga: <https://w3id.org/geoactors/ns#> . @prefix e: <urn:e:> .\n"


def events(number: int) -> str:
    """So many events, each of which breaks some shapes."""
    return PREFIX + "".join(f'e:n{n} a ga:Event ; ga:endsOn "{n}" .\n' for n in range(number))


def validate(found: Running, text: str) -> int:
    """Have a text validated; the status of the answer."""
    fields = (sent_as(TURTLE), accept("application/json"))
    return found.client.send("POST", "/validate", text.encode(), *fields).status


def test_many_validations_at_once_do_not_take_the_server_down(steady: Running) -> None:
    """Each has its turn, or is told to come again; the rest of the service goes on."""
    before = resident([steady.pid])
    text = events(200)
    with ThreadPoolExecutor(AT_ONCE) as executor:
        asked = [executor.submit(validate, steady, text) for _ in range(AT_ONCE)]
        while not all(future.done() for future in asked):
            assert steady.client.get("/health").status == 200
            assert steady.client.query("ASK {}", as_=JSON).status == 200
        statuses = [future.result() for future in asked]
    assert set(statuses) <= {200, 503}
    assert 200 in statuses
    assert resident([steady.pid]) - before < 100 * MIB
    assert validate(steady, events(1)) == 200


@pytest.fixture(name="part")
def large_part(tmp_path: Path) -> Part:
    """A document that takes seconds to validate."""
    file = tmp_path / "large.ttl"
    file.write_text(events(20_000), encoding="utf-8")
    return Part(file, "text/turtle")


def goes_on(writer: WriterProcess, folder: Path) -> bool:
    """Whether a small document is validated."""
    file = folder / "small.ttl"
    file.write_text(events(1), encoding="utf-8")
    return bool(writer.do(Validate(Part(file, "text/turtle")), ValidationReport).results)


def test_a_validation_has_a_time(plain_store: DatasetStore, part: Part, tmp_path: Path) -> None:
    """Its process is ended behind it, and another takes the next one."""
    others = set(writers(os.getpid()))
    writer = WriterProcess(plain_store.folder, seconds=0.5)
    try:
        with pytest.raises(QueryTimeoutError, match=r"0\.5 seconds"):
            writer.do(Validate(part), ValidationReport)
        assert eventually(lambda: set(writers(os.getpid())) <= others)
        writer._seconds = 60.0
        assert goes_on(writer, tmp_path)
    finally:
        writer.close()


def test_a_validation_has_a_memory(plain_store: DatasetStore, tmp_path: Path) -> None:
    """The system refuses its process more than that."""
    others = set(writers(os.getpid()))
    writer = WriterProcess(plain_store.folder, memory_bytes=1024 * MIB)
    try:
        assert goes_on(writer, tmp_path)
        (pid,) = set(writers(os.getpid())) - others
        limits = Path(f"/proc/{pid}/limits").read_text(encoding="ascii")
        assert re.search(rf"Max address space +{1024 * MIB} ", limits)
    finally:
        writer.close()

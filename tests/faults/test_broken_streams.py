"""Answers that die on their way: whoever reads one learns that it is not whole."""

from __future__ import annotations

import gzip
import http.client
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

import pytest

from tests.conformance.protocol.client import CSV, JSON, accept, target
from tests.faults.processes import eventually, kill, query_workers
from tests.faults.servers import TRIPLES, Running, chain, running

ENDLESS = target("/sparql", ("query", TRIPLES))
_PIECE = 1 << 20
_MOST_PIECES = 4000


@pytest.fixture(scope="module")
def patient(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server that lets a query run for long, and answers have 100,000 rows."""
    options = ("--timeout", "100", "--result-rows", "100000")
    with running(tmp_path_factory.mktemp("patient"), *options, data=chain()) as found:
        yield found


class Source(Protocol):
    """What can be read."""

    def read(self, size: int, /) -> bytes:
        """Give the next bytes."""
        ...


def read_all(response: Source) -> int:
    """Read to the end; how many bytes there were."""
    size = 0
    for _ in range(_MOST_PIECES):
        piece = response.read(_PIECE)
        if not piece:
            return size
        size += len(piece)
    raise AssertionError("the answer does not end")


def begun(found: Running, connection: http.client.HTTPConnection, media_type: str) -> None:
    """Ask for an answer without an end."""
    connection.request("GET", ENDLESS, headers={"Accept": media_type})


def connected(found: Running) -> closing[http.client.HTTPConnection]:
    """A connection to close."""
    host = urlsplit(found.server.address).netloc
    return closing(http.client.HTTPConnection(host, timeout=60))


@pytest.mark.parametrize("media_type", [CSV, JSON])
def test_a_worker_killed_in_mid_stream_breaks_the_answer(patient: Running, media_type: str) -> None:
    """It is incomplete to a program, though its status was 200."""
    with connected(patient) as connection:
        begun(patient, connection, media_type)
        response = connection.getresponse()
        assert (response.status, len(response.read(1000))) == (200, 1000)
        kill(query_workers(patient.pid))
        with pytest.raises(http.client.IncompleteRead):
            read_all(response)


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
@pytest.mark.parametrize("options", [[], ["--compressed"], ["--http1.0"]])
def test_curl_fails_on_a_broken_answer(patient: Running, options: list[str]) -> None:
    """With an exit code that scripts see: chunks that do not end, or a connection that is reset."""
    command = ["curl", "--silent", "--no-buffer", *options, patient.server.address + ENDLESS]
    with subprocess.Popen([*command, "-H", f"Accept: {CSV}"], stdout=subprocess.PIPE) as curl:
        assert curl.stdout is not None
        assert len(curl.stdout.read(1000)) == 1000
        kill(query_workers(patient.pid))
        for _ in range(_MOST_PIECES):
            if not curl.stdout.read(_PIECE):
                break
        assert curl.wait(timeout=30) in (18, 56)


def test_a_deadline_in_mid_stream_breaks_the_answer(steady: Running) -> None:
    """The time that the reader takes does not count, that of the worker does."""
    with connected(steady) as connection:
        begun(steady, connection, CSV)
        response = connection.getresponse()
        assert response.status == 200
        with pytest.raises(http.client.IncompleteRead):
            read_all(response)
    assert steady.client.ask("ASK {}")


@pytest.mark.parametrize("media_type", [CSV, JSON])
def test_too_many_rows_break_the_answer(patient: Running, media_type: str) -> None:
    """Once some of them have been sent."""
    with connected(patient) as connection:
        begun(patient, connection, media_type)
        response = connection.getresponse()
        assert response.status == 200
        with pytest.raises(http.client.IncompleteRead):
            read_all(response)


def test_an_answer_in_gzip_breaks_as_well(patient: Running) -> None:
    """The packed stream does not come to its end either."""
    with connected(patient) as connection:
        fields = {"Accept": CSV, "Accept-Encoding": "gzip"}
        connection.request("GET", ENDLESS, headers=fields)
        response = connection.getresponse()
        assert response.getheader("Content-Encoding") == "gzip"
        with gzip.open(response) as text, pytest.raises((http.client.IncompleteRead, EOFError)):
            read_all(text)


def test_a_reader_of_http_1_0_sees_a_reset(patient: Running) -> None:
    """The end of the connection is all that tells it of an end."""
    line = f"GET {ENDLESS} HTTP/1.0\r\nAccept: {CSV}\r\n\r\n".encode("ascii")
    with patient.client.line() as connection:
        connection.sendall(line)
        assert connection.recv(12) == b"HTTP/1.0 200"
        with connection.makefile("rb") as answer, pytest.raises(ConnectionResetError):
            read_all(answer)


def test_an_answer_that_nobody_reads_is_let_go_of(patient: Running, tmp_path: Path) -> None:
    """HEAD wants the fields alone, and a client may go away: no worker stays with it."""
    for _ in range(8):
        assert patient.client.send("HEAD", ENDLESS, None, accept(CSV)).status == 200
        with connected(patient) as connection:
            begun(patient, connection, CSV)
            assert connection.getresponse().status == 200
    assert eventually(lambda: "workers_busy 0\n" in patient.client.get("/metrics").text)


def test_a_whole_answer_is_whole(patient: Running) -> None:
    """With all the same parts: large, streamed, packed or not."""
    query = target("/sparql", ("query", f"{TRIPLES} LIMIT 90000"))
    plain = patient.client.get(query, accept(CSV))
    packed = patient.client.get(query, accept(CSV), ("Accept-Encoding", "gzip"))
    assert gzip.decompress(packed.body).count(b"\n") == plain.body.count(b"\n") == 90_001

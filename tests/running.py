"""Runs the command line and the server as a user does, and listens for calls; loopback only."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from pathlib import Path
from threading import Event, Thread
from typing import IO

KG = (sys.executable, "-m", "kg.cli")
_ADDRESS = re.compile(rb"http://127\.0\.0\.1:\d+")


def run_kg(
    *arguments: str | Path,
    folder: Path | None = None,
    command: Sequence[str] = KG,
    environment: Mapping[str, str] | None = None,
) -> subprocess.CompletedProcess[str]:
    """Run one command to its end."""
    return subprocess.run(
        [*command, *map(str, arguments)],
        capture_output=True,
        text=True,
        cwd=folder,
        env={**os.environ, **(environment or {})},
        timeout=120,
        check=False,
    )


@dataclass
class Answer:
    """What came back over HTTP, whatever the status."""

    status: int
    headers: Message[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as UTF-8."""
        return self.body.decode("utf-8")


@dataclass
class Server:
    """A running `kg serve` or `kg demo`.

    *said* is what it said before its address, *log* the lines that it wrote later.
    """

    process: subprocess.Popen[bytes]
    address: str
    said: str = ""
    log: list[str] = field(default_factory=list)

    def get(self, path: str, accept: str = "", **headers: str) -> Answer:
        """Ask for a path."""
        return self.send("GET", path, None, {"Accept": accept} if accept else {}, **headers)

    def send(
        self, method: str, path: str, body: bytes | None, fields: Mapping[str, str], **more: str
    ) -> Answer:
        """Send a request; underscores in the names of *more* stand for hyphens."""
        names = {name.replace("_", "-"): value for name, value in more.items()}
        request = urllib.request.Request(
            self.address + path, body, {**fields, **names}, method=method
        )
        try:
            with urllib.request.urlopen(request, timeout=30) as response:
                return Answer(response.status, response.headers, response.read())
        except urllib.error.HTTPError as error:
            with error:
                return Answer(error.code, error.headers, error.read())

    def stop(self, number: int = signal.SIGTERM) -> int:
        """Send a signal to this process, and wait for its exit code."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        return self.process.wait(timeout=30)


@contextmanager
def serving(
    *arguments: str | Path,
    folder: Path | None = None,
    command: Sequence[str] = KG,
    environment: Mapping[str, str] | None = None,
) -> Iterator[Server]:
    """Run a command that serves, on a free port, until the block ends."""
    process = subprocess.Popen(
        [*command, *map(str, arguments), "--port", "0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        cwd=folder,
        env={**os.environ, "PYTHONUNBUFFERED": "1", **(environment or {})},
    )
    assert process.stdout is not None
    reading: Thread | None = None
    try:
        server = _announced(process)
        reading = Thread(target=_read_log, args=(process.stdout, server.log), daemon=True)
        reading.start()  # nothing may fill the pipe
        _wait_for_health(server)
        yield server
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait(timeout=30)
        if reading is not None:
            reading.join(timeout=30)
            assert not reading.is_alive(), "a process of the server outlived it with its output"
        process.stdout.close()


def _announced(process: subprocess.Popen[bytes]) -> Server:
    assert process.stdout is not None
    said = b""
    for line in process.stdout:
        if found := _ADDRESS.search(line):
            return Server(process, found[0].decode(), said.decode())
        said += line
    raise AssertionError(f"the server said no address: {said.decode()}")


def _read_log(output: IO[bytes], log: list[str]) -> None:
    log.extend(line.decode("utf-8", "replace") for line in output)


def _wait_for_health(server: Server) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            if server.get("/health").status == 200:
                return
        except OSError:
            assert server.process.poll() is None
            time.sleep(0.05)
    raise AssertionError("the server does not answer")


@dataclass
class Endpoint:
    """A host on loopback that counts its callers, and sends each the same bytes.

    With a *pause*, in seconds, it sends *prelude* at once and then a byte of the answer at a time.
    """

    listener: socket.socket
    answer: bytes = b""
    pause: float = 0.0
    prelude: bytes = b""
    calls: list[bytes] = field(default_factory=list)
    closed: Event = field(default_factory=Event)

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.listener.getsockname()[1]}/"

    def run(self) -> None:
        """Take callers one after the other until the socket is closed."""
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            with connection:
                self._serve(connection)

    def _serve(self, connection: socket.socket) -> None:
        connection.settimeout(5)
        try:
            self.calls.append(_request(connection))
            connection.sendall(self.prelude if self.pause else self.answer)
            for byte in self.answer if self.pause else b"":
                if self.closed.wait(self.pause):
                    return
                connection.sendall(bytes([byte]))
        except OSError:
            pass  # the caller gave up, as some tests want


def _request(connection: socket.socket) -> bytes:
    data = b""
    while b"\r\n\r\n" not in data:
        chunk = connection.recv(65536)
        if not chunk:
            return data
        data += chunk
    head, _, body = data.partition(b"\r\n\r\n")
    length = re.search(rb"(?i)content-length: (\d+)", head)
    while length and len(body) < int(length[1]):
        body += connection.recv(65536)
    return head + b"\r\n\r\n" + body


@contextmanager
def endpoint(
    answer: bytes = b"", *, pause: float = 0.0, prelude: bytes = b""
) -> Iterator[Endpoint]:
    """Listen on loopback until the block ends."""
    listener = socket.create_server(("127.0.0.1", 0))
    host = Endpoint(listener, answer, pause, prelude)
    thread = Thread(target=host.run, daemon=True)
    thread.start()
    try:
        yield host
    finally:
        host.closed.set()
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(timeout=10)

"""Starts our server and its peers on loopback, and stops them by their process ids."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.benchmarks.client import Client
from tests.running import serving

OURS: Final = "geoactors"
OXIGRAPH: Final = "oxigraph"
RDFLIB: Final = "rdflib-endpoint"
TOKEN: Final = "for-the-benchmark"


class MissingPeer(Exception):
    """A peer is not installed, or did not come up."""


@dataclass(frozen=True, slots=True)
class Service:
    """A server that answers queries at *path*."""

    name: str
    address: str
    path: str
    pid: int

    def client(self, timeout: float = 60.0) -> Client:
        """Make a client with a connection of its own."""
        return Client(self.address, timeout)


@contextmanager
def our_server(store: Path, *, tokens: Path | None = None) -> Iterator[Service]:
    """Serve a store of ours until the block ends; with *tokens*, writes are taken."""
    writes = ("--token-file", tokens) if tokens else ()
    quiet = ("--export-quads", "1")  # nothing is exported beside what is measured
    with serving("serve", "--store", store, *quiet, *writes) as server:
        yield Service(OURS, server.address, "/sparql", server.process.pid)


@contextmanager
def oxigraph_server(folder: Path, binaries: Path) -> Iterator[Service]:
    """Serve a folder of Oxigraph until the block ends."""
    port = _free_port()
    bind = ("--location", str(folder), "--bind", f"127.0.0.1:{port}")
    command = (binary("oxigraph", binaries), "serve", *bind)
    with _running(command, port, patience=60) as pid:
        yield Service(OXIGRAPH, f"http://127.0.0.1:{port}", "/query", pid)


@contextmanager
def rdflib_server(file: Path, binaries: Path, patience: float) -> Iterator[Service]:
    """Load a file with rdflib-endpoint and serve it until the block ends.

    Raises:
        MissingPeer: it is not installed, or the file is not loaded after *patience* seconds.
    """
    port = _free_port()
    command = (binary("python", binaries), "-m", "tests.benchmarks.rdflib_server")
    with _running((*command, str(file), str(port)), port, patience) as pid:
        yield Service(RDFLIB, f"http://127.0.0.1:{port}", "/sparql", pid)


def binary(name: str, binaries: Path) -> str:
    """Find a command of a peer.

    Raises:
        MissingPeer: it is not there.
    """
    path = binaries / name
    if not path.exists():
        raise MissingPeer(f"{name} is not installed; `make bench` installs it")
    return str(path)


def default_binaries() -> Path:
    """The folder of the Python that runs this."""
    return Path(sys.executable).parent


@contextmanager
def _running(command: Sequence[str], port: int, patience: float) -> Iterator[int]:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_until_it_listens(process, port, patience)
        yield process.pid
    finally:
        process.terminate()
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_until_it_listens(process: subprocess.Popen[bytes], port: int, patience: float) -> None:
    end = time.monotonic() + patience
    while time.monotonic() < end:
        if process.poll() is not None:
            raise MissingPeer(f"it ended with exit code {process.returncode}")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise MissingPeer(f"nothing was served after {patience:.0f} s")


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
    return port

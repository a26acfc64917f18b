"""The process that makes an export: one at a time, ended at its deadline and with the server."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from threading import Lock

from kg.errors import UnavailableError

_MOST_SAID = 2000
_MEMORY = 4 << 30  # of address space, of which the engine takes a part for its files
_ENVIRONMENT = {"MALLOC_ARENA_MAX": "1"}  # each arena of glibc takes 64 MiB of the address space


class ExportProcess:
    """Runs `kg.export.making` for the store in a folder.

    The thread that runs it must live as long: the kernel ends the process with that thread.
    """

    def __init__(self, folder: Path, seconds: float, memory_bytes: int = _MEMORY) -> None:
        self._folder = folder
        self._seconds = seconds
        self._memory = memory_bytes
        self._lock = Lock()
        self._closed = False
        self._process: subprocess.Popen[bytes] | None = None

    def run(self, version: int, name: str, place: Path) -> None:
        """Make the export of a version in a folder, and wait for it.

        Raises:
            UnavailableError: it could not be made, or not in time.
        """
        process = self._start(version, name, place)
        try:
            said, _ = process.communicate(timeout=self._seconds)
        except subprocess.TimeoutExpired:
            raise UnavailableError(
                f"The export {name} was not made within {self._seconds:g} s.",
                hint="Make it with `kg export`, which takes the time that it needs.",
            ) from None
        finally:
            _end(process)
        if process.returncode:
            text = said[:_MOST_SAID].decode("utf-8", "replace").strip()
            raise UnavailableError(text or f"The process that made the export {name} ended.")

    def close(self) -> None:
        """End the process, and start no other."""
        with self._lock:
            self._closed = True
            if self._process is not None and self._process.poll() is None:
                self._process.kill()

    def _start(self, version: int, name: str, place: Path) -> subprocess.Popen[bytes]:
        arguments = (self._folder, version, name, place, self._memory, os.getpid())
        with self._lock:
            if self._closed:
                raise UnavailableError("The server ends.")
            try:
                self._process = subprocess.Popen(  # noqa: S603 - a module of ours
                    [sys.executable, "-m", "kg.export.making", *map(str, arguments)],
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.PIPE,
                    start_new_session=True,  # Ctrl-C at a terminal is for the front
                    env={**os.environ, **_ENVIRONMENT},
                )
            except OSError as error:
                raise UnavailableError(f"An export cannot be started: {error}.") from error
            return self._process


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.kill()
    process.wait()
    if process.stdout is not None:
        process.stdout.close()

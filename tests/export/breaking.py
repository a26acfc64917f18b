"""A format that fails, for tests of what an export leaves behind."""

from __future__ import annotations

from collections.abc import Callable
from typing import IO

from kg.export import ExportedVersion, ExportFormat, Losses


class Breaking(ExportFormat):
    """A format whose writer fails after the first bytes, as on a full disk."""

    def writer(self) -> Callable[[ExportedVersion, IO[bytes], Losses], None]:
        """Give the writer."""

        def write(version: ExportedVersion, output: IO[bytes], losses: Losses) -> None:
            output.write(b"half")
            raise OSError(28, "No space left on device")

        return write

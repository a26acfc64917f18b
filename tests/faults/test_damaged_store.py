"""A store that is damaged while it is served: said plainly, and over when it is mended."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conformance.protocol.client import PROBLEM
from tests.faults.servers import running

_PATHS = ["/", "/sparql?query=ASK%7B%7D", "/graphs?graph=a:b", "/ready"]


@pytest.mark.parametrize("content", [None, b"", b"no number\n", b"7000\n"])
def test_a_store_that_lost_its_pointer(tmp_path: Path, content: bytes | None) -> None:
    """Every answer is a problem and no trace; the process lives."""
    with running(tmp_path) as found:
        pointer = found.store / "CURRENT"
        kept = pointer.read_bytes()
        pointer.unlink()
        if content is not None:
            pointer.write_bytes(content)
        for path in _PATHS:
            reply = found.client.get(path)
            assert reply.media_type == PROBLEM, path
            assert reply.status in (500, 503), path
            assert str(tmp_path) not in reply.text
            assert "Traceback" not in reply.text
        assert found.client.get("/health").status == 200
        pointer.write_bytes(kept)
        assert found.client.ask("ASK {}")
        assert found.client.get("/ready").status == 200

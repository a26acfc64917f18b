"""What every answer must be, whatever was sent: no error of ours, and errors of the one shape."""

from __future__ import annotations

import json
import re

from hypothesis import HealthCheck, settings

from tests.conformance.protocol.client import PROBLEM

LIVE = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
OURS = frozenset((501, 503, 507))
"""What a server may say of itself: not known, not now, no room."""
_TRACE = re.compile(r"Traceback|File \"|\.py\b|pyoxigraph|RocksDB|panicked")


def few(examples: int) -> settings:
    """The same examples in each run, and quickly."""
    return settings(
        max_examples=examples,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=LIVE,
    )


def many(examples: int) -> settings:
    """Other examples in each run."""
    return settings(max_examples=examples, deadline=None, suppress_health_check=LIVE)


def assert_right(status: int, media_type: str, body: bytes, *, head: bool = False) -> None:
    """An answer is no error, or a problem (a page for a browser) that tells no secret."""
    assert 200 <= status < 600
    assert status < 500 or status in OURS, body[:1000]
    if status < 400 or head:
        return
    text = body.decode("utf-8")
    assert not _TRACE.search(text), text
    if media_type == "text/html":
        return
    assert media_type == PROBLEM, (status, media_type, text)
    problem = json.loads(text)
    assert problem["status"] == status
    for member in ("type", "title", "detail"):
        assert isinstance(problem[member], str)
        assert problem[member].strip(), text
    assert set(problem) <= {
        *("type", "title", "status", "detail", "hint", "line", "column", "report")
    }

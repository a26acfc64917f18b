"""What of a request goes into the log."""

from __future__ import annotations

import pytest

from kg.web.access import loggable


@pytest.mark.parametrize(
    ("text", "logged"),
    [
        ("/graphs/a?b=1#c", "/graphs/a?b=1#c"),
        ("http://example.org/%20", "http://example.org/%20"),
        ("/graphs/a\r2026 kg.audit PUT", "/graphs/a%0D2026%20kg.audit%20PUT"),
        ("/x\x1b[31m\u0085\u202e", "/x%1B[31m%C2%85%E2%80%AE"),
    ],
)
def test_no_line_of_the_log_can_be_forged(text: str, logged: str) -> None:
    """A path or an IRI holds what a client likes, line breaks and terminal sequences too."""
    assert loggable(text) == logged

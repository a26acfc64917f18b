"""Tests of kg.store.politeness, and of a patient remote dataset."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from kg.errors import ParameterError, UpstreamError
from kg.store.politeness import agent_of, waiting_time
from kg.store.remote import RemoteDataset
from tests.running import endpoint

BUSY = b"HTTP/1.1 503 Busy\r\nConnection: close\r\n%s\r\n"


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("5", 5.0), (" 0 ", 0.0), ("", None), (None, None), ("soon", None), ("-1", None)],
)
def test_seconds_to_wait_are_read(text: str | None, seconds: float | None) -> None:
    """What is no number of seconds and no date is as good as nothing."""
    assert waiting_time(text) == seconds


def test_a_moment_to_come_back_is_read() -> None:
    """As HTTP writes dates; one in the past is now."""
    now = datetime.now(UTC)
    later = waiting_time(format_datetime(now + timedelta(seconds=100), usegmt=True))
    assert later is not None
    assert 90 < later <= 100
    assert waiting_time(format_datetime(now - timedelta(days=1), usegmt=True)) == 0


def test_a_contact_stands_beside_the_name() -> None:
    """On one line, whatever somebody gives."""
    assert agent_of().startswith("geoactors/")
    assert agent_of("mail@example.org").endswith("; mail@example.org)")
    for contact in ("a\r\nb", "a)", "é"):
        with pytest.raises(ParameterError, match="is no contact"):
            agent_of(contact)


def test_only_a_patient_one_waits() -> None:
    """Others are told at once that the endpoint is busy."""
    with endpoint(BUSY % b"Retry-After: 1\r\n") as host:
        with pytest.raises(UpstreamError, match="HTTP 503"):
            RemoteDataset(host.address, deadline=5).ask("ASK {}")
        assert len(host.calls) == 1


@pytest.mark.parametrize("more", [b"Retry-After: 1\r\n", b""], ids=["told", "not told"])
def test_waiting_ends_with_the_deadline(more: bytes) -> None:
    """However often the endpoint asks to come back."""
    before = time.monotonic()
    with (
        endpoint(BUSY % more) as host,
        pytest.raises(UpstreamError, match="beyond the deadline"),
    ):
        RemoteDataset(host.address, deadline=2.5, patient=True).ask("ASK {}")
    assert time.monotonic() - before < 2.5

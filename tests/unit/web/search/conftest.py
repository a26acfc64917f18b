"""A client whose index of names is there."""

from __future__ import annotations

import time

import pytest
from flask.testing import FlaskClient


def wait_for_index(client: FlaskClient) -> None:
    """Ask until a search is answered from the index of the published version."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        answer = client.get("/suggest?q=ready")
        if answer.status_code == 200:
            return
        assert answer.status_code == 503
        assert answer.headers["Retry-After"]
        time.sleep(0.1)
    raise AssertionError("the index of names was not built")


@pytest.fixture(scope="session")
def client(demo_client: FlaskClient) -> FlaskClient:
    """A client of the application on the packaged data, with its index."""
    wait_for_index(demo_client)
    return demo_client

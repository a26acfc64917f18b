"""A server that many tests ask, and the proof that no process outlives its test."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.faults.processes import eventually, marked
from tests.faults.servers import Running, chain, running


@pytest.fixture(autouse=True)
def nobody_left(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No process that a test started runs on behind it."""
    mark = f"GEOACTORS_TEST={os.getpid()}-{request.node.nodeid}"
    monkeypatch.setenv(*mark.split("=", 1))
    yield
    assert eventually(lambda: not marked(mark)), "processes of this test are left"


@pytest.fixture(scope="session")
def steady(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server with a limit of one second on queries, over a chain, that tests leave as it was."""
    with running(tmp_path_factory.mktemp("steady"), "--timeout", "1", data=chain()) as found:
        yield found

"""A server that takes whatever is thrown at it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.faults.servers import Running, chain, running


@pytest.fixture(scope="session")
def thrown_at(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A writable server; that it is the same process at the end, and said no word, is asserted."""
    with running(tmp_path_factory.mktemp("fuzz"), "--timeout", "1", data=chain()) as found:
        yield found
        assert found.client.ask("ASK {}")
        assert found.server.process.poll() is None
        assert "unexpected error" not in "".join(found.server.log)

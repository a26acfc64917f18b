"""The default graph of a server that writes: the union of its graphs, whatever they held before."""

from __future__ import annotations

from pathlib import Path

from tests.conformance.protocol.graphs import named
from tests.faults.numbered import BASE
from tests.faults.servers import running

NUMBERS = (0, 254, 255, 256, 511, 65535, 2**31 - 1, -1, -256)
"""The engine gives too much for a pattern with a number whose last byte is 255."""
_VALUES = f"SELECT ?v {{ <a:s> <{BASE}value> ?v }}"


def test_a_number_that_is_replaced_leaves_the_union(tmp_path: Path) -> None:
    """And those after it do not keep it there."""
    where = named(f"{BASE}numbers")
    with running(tmp_path) as found:
        for number in NUMBERS:
            for value in (number, number + 5, number + 1):
                reply = found.client.put(where, f"<a:s> <{BASE}value> {value} .")
                assert reply.status in (201, 204)
                assert [int(row["v"]) for row in found.client.rows(_VALUES)] == [value]

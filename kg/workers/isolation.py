"""Workers have no network: out of it, and a test that it is gone."""

from __future__ import annotations

import socket

from kg.kernel import unshare_network

_PATIENCE = 1.0


def leave_network() -> bool | None:
    """Take this process, and all it starts, out of the network, and say whether that worked.

    What listens before on the loopback address must answer before and not after.
    None means that it could not be tested: nothing answered before, either.
    """
    try:
        listener = socket.create_server(("127.0.0.1", 0))
    except OSError:
        unshare_network()
        return None
    with listener:
        address = listener.getsockname()
        answered = _answers(address)
        unshare_network()
        return not _answers(address) if answered else None


def _answers(address: tuple[str, int]) -> bool:
    with socket.socket() as probe:
        probe.settimeout(_PATIENCE)
        try:
            probe.connect(address)
        except OSError:
            return False
        return True

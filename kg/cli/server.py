"""The HTTP server under the application: waitress, ended without cutting an answer."""

from __future__ import annotations

import resource
import signal
import socket
import time
from types import FrameType
from typing import Any

from flask import Flask
from waitress import create_server, wasyncore

from kg.cli.connections import Connection
from kg.errors import UnavailableError
from kg.web import State

_CONNECTIONS = 2000
_OTHER_FILES = 300
"""Descriptors for versions, workers and bodies, beside those of connections."""
_OTHER_THREADS = 40
"""For writes that wait, validations, `/health` and answers from the cache."""
_IDLE_SECONDS = 60
_ARRIVAL_SECONDS = 5.0
"""For the rest of a request that the server has in part when it is asked to stop."""
_ROUND_SECONDS = 0.25
_TEND_SECONDS = 1.0
_THREADS_SECONDS = 2.0
"""For threads that answer to see that their connection is closed, before what they use is."""


def listen(host: str, port: int) -> socket.socket:
    """Take the address before anything slow begins.

    Raises:
        UnavailableError: the port is taken, or the address is not this machine's.
    """
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return socket.create_server((host, port), family=family, backlog=512)
    except (OSError, OverflowError) as error:
        raise UnavailableError(
            f"Cannot listen on {host}:{port}: {error}.", hint="Choose another with --port."
        ) from error


def address(listener: socket.socket) -> str:
    """The address of a listening socket as a browser takes it."""
    host, port = listener.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"


class _Stop:
    """Whether the server was asked to stop; asked again, it ends at once.

    A signal only notes it: an exception would arise wherever the program is, and be lost in
    a callback.
    """

    def __init__(self) -> None:
        self.asked = False
        self.asked_again = False

    def __call__(self, _number: int, _frame: FrameType | None) -> None:
        """Take a signal."""
        self.asked_again = self.asked
        self.asked = True


def run(app: Flask, listener: socket.socket) -> None:
    """Run *app* under waitress on an open socket until SIGTERM or an interrupt.

    Then no connection is taken any more, and requests that were begun are finished:
    each ends by limits of its own. One that is not whole soon is refused.
    """
    held = app.extensions["kg"]
    assert isinstance(held, State)
    limits = held.settings.workers
    server = create_server(
        app,
        sockets=[listener],
        threads=limits.workers + limits.queue + _OTHER_THREADS,
        ident=None,
        connection_limit=_connections(),
        channel_timeout=_IDLE_SECONDS,
        cleanup_interval=10,
        asyncore_use_poll=True,
        max_request_body_size=held.settings.body_bytes + (1 << 20),
    )
    server.channel_class = Connection
    stop = _Stop()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    try:
        _serve(server, stop, limits.stream_seconds)
        _finish(server, stop, limits.stream_seconds)
    finally:
        for channel in list(server.active_channels.values()):
            if channel.requests or channel.total_outbufs_len:
                channel.break_off()
            channel.handle_close()  # wakes the thread that waits for its reader
        server.task_dispatcher.shutdown(timeout=_THREADS_SECONDS)
        wasyncore.close_all(server._map)


def _connections() -> int:
    """How many connections to hold: each takes a descriptor, so ask for as many as may be had."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _CONNECTIONS + _OTHER_FILES
    wanted = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    return max(wanted - _OTHER_FILES, wanted // 2)


def _serve(server: Any, stop: _Stop, seconds: float) -> None:
    """Serve until asked to stop; an answer must be read within so many seconds."""
    due = 0.0
    while not stop.asked:
        wasyncore.loop(_ROUND_SECONDS, use_poll=True, map=server._map, count=1)
        if time.monotonic() >= due:
            due = time.monotonic() + _TEND_SECONDS
            for channel in list(server.active_channels.values()):
                channel.tend(seconds)


def _finish(server: Any, stop: _Stop, seconds: float) -> None:
    """Take no new connection, and serve those that are under way to their end."""
    server.accepting = False
    wasyncore.dispatcher.del_channel(server)
    server.socket.close()
    late = time.monotonic() + _ARRIVAL_SECONDS
    while server.active_channels and not stop.asked_again:
        for channel in list(server.active_channels.values()):
            channel.wind_up(waits=time.monotonic() < late)
            channel.tend(seconds)
        wasyncore.loop(0.05, use_poll=True, map=server._map, count=1)

"""`kg serve`: a store over HTTP."""

from __future__ import annotations

import atexit
import os
import signal
import socket
from pathlib import Path
from types import FrameType

import click
from flask import Flask

from kg.cli.stores import open_store, store_options
from kg.errors import UnavailableError
from kg.gate import packaged_gate
from kg.store.embedded import DatasetStore
from kg.web import MAX_BODY_BYTES, create_app

_EXAMPLES = """\b
Examples:
  kg serve --store my.store
  kg serve --store my.store --port 8080
"""
_THREADS = 8


@click.command("serve", epilog=_EXAMPLES)
@store_options
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535))
@click.option("--read-only", is_flag=True, help="Take no writes (there is no other mode yet).")
def serve_command(
    store: Path,
    host: str,
    port: int,
    read_only: bool,
    default_graph: str | None,
    shapes: str | None,
) -> None:
    """Serve a store; a newer version of it is served as soon as it is published."""
    dataset = open_store(store, default_graph, shapes)
    listener = listen(host, port)
    click.echo(f"Serving {store} at {address(listener)}", err=True)
    serve(dataset, listener)


def listen(host: str, port: int) -> socket.socket:
    """Take the address before anything slow begins.

    Raises:
        UnavailableError: the port is taken, or the address is not this machine's.
    """
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return socket.create_server((host, port), family=family, backlog=128)
    except (OSError, OverflowError) as error:
        raise UnavailableError(
            f"Cannot listen on {host}:{port}: {error}.", hint="Choose another with --port."
        ) from error


def address(listener: socket.socket) -> str:
    """The address of a listening socket as a browser takes it."""
    host, port = listener.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"


def serve(store: DatasetStore, listener: socket.socket) -> None:
    """Serve until SIGTERM or an interrupt; requests that were begun are finished."""
    run(create_app(store, packaged_gate()), listener)


def run(app: Flask, listener: socket.socket) -> None:
    """Run *app* under waitress on an open socket."""
    from waitress import create_server

    server = create_server(
        app,
        sockets=[listener],
        threads=_THREADS,
        ident=None,
        max_request_body_size=4 * MAX_BODY_BYTES,  # beyond it not even a problem is written
    )

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, stop)
    try:
        server.run()
    except KeyboardInterrupt:
        pass
    finally:
        server.close()
        if server.task_dispatcher.threads:  # a query still runs, and only the end stops it
            atexit.register(os._exit, 0)

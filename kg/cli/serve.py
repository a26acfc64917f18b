"""`kg serve`: a store over HTTP."""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path

import click

from kg.cli.limits import limit_options, settings_with
from kg.cli.new_stores import open_store, store_options
from kg.cli.revalidation import say_differences
from kg.cli.server import address, listen, run
from kg.errors import ParameterError
from kg.store.embedded import DatasetStore
from kg.web import (
    ServiceSettings,
    application,
    get_ready,
    isolated,
    make_exports_ahead,
    read_tokens,
)
from kg.web.allocator import give_memory_back

_EXAMPLES = """\b
Examples:
  kg serve --store my.store
  kg serve --store my.store --token-file tokens.txt --port 8080
  kg serve --store my.store --timeout 30 --memory 8G
"""


_REACHABLE = (
    "This platform cannot take the network from query processes. SERVICE and LOAD are refused"
    " before a query reaches them."
)


@click.command("serve", epilog=_EXAMPLES)
@store_options()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535))
@click.option(
    "--token-file",
    type=click.Path(path_type=Path),
    help="Who may write: a line name:token each. Without it the server only reads.",
)
@click.option("--public-url", metavar="URL", help="The address that clients know, behind a proxy.")
@click.option("--read-only", is_flag=True, help="Take no writes, whatever the token.")
@limit_options
def serve_command(
    store: Path,
    host: str,
    port: int,
    token_file: Path | None,
    read_only: bool,
    public_url: str | None,
    default_graph: str | None,
    shapes: str | None,
    **limits: str | None,
) -> None:
    """Serve a store; a newer version of it is served as soon as it is published."""
    if read_only and token_file:
        raise ParameterError("--read-only takes no writes, so --token-file serves for nothing.")
    settings = settings_with(limits)
    if token_file:
        settings = replace(settings, tokens=read_tokens(token_file))
    give_memory_back()
    dataset = open_store(store, default_graph, shapes)
    serve(dataset, host, port, replace(settings, read_only=read_only, public_url=public_url or ""))


def serve(
    store: DatasetStore, host: str, port: int, settings: ServiceSettings | None = None
) -> None:
    """Serve until SIGTERM or an interrupt; requests that were begun are finished.

    Raises:
        UnavailableError: another server serves this store, or the port is taken.
    """
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # it counts requests that wait
    with store.serving() as said:
        for sentence in said:
            click.echo(sentence, err=True)
        say_differences(store)
        listener = listen(host, port)
        with application(store, settings) as app:
            if not (settings and settings.services) and not isolated(app):
                click.echo(_REACHABLE, err=True)
            make_exports_ahead(app)
            get_ready(app)
            click.echo(f"Serving {store.folder} at {address(listener)}", err=True)
            run(app, listener)

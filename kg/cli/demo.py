"""`kg demo`: the packaged data from a temporary store."""

from __future__ import annotations

import tempfile
import webbrowser
from pathlib import Path
from threading import Timer

import click

from kg.cli.server import address, listen, run
from kg.errors import InputError, ResourceError
from kg.gate import packaged_gate
from kg.ingest import Outcome, graphs_of, ingest
from kg.parsing import parse_path
from kg.resources import data_files
from kg.store.embedded import DatasetStore
from kg.web import application

_EXAMPLES = """\b
Examples:
  kg demo
  kg demo --port 8080 --no-browser
"""
_NAME = "Шойгу"


@click.command("demo", epilog=_EXAMPLES)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535))
@click.option("--no-browser", is_flag=True, help="Do not open a browser.")
def demo_command(port: int, no_browser: bool) -> None:
    """Load the packaged data through the gate into a temporary store, and serve it."""
    listener = listen("127.0.0.1", port)
    with tempfile.TemporaryDirectory(prefix="geoactors-") as folder:
        store = DatasetStore.create(Path(folder) / "store")
        click.echo(_loaded(_fill(store)))
        click.echo(_things_to_try(address(listener)))
        with store.serving(), application(store) as app:
            if not no_browser:
                Timer(1.0, webbrowser.open, [address(listener)]).start()
            run(app, listener)


def _fill(store: DatasetStore) -> Outcome:
    try:
        documents = [parse_path(path) for path in data_files()]
        return ingest(store, graphs_of(documents), packaged_gate())
    except InputError as error:
        raise ResourceError(
            f"The packaged data cannot be loaded: {error}", hint="Install geoactors again."
        ) from error


def _loaded(outcome: Outcome) -> str:
    total = sum(change.added for change in outcome.changes.values())
    lines = [f"Loaded {total:,} triples of {len(outcome.changes)} graphs; all passed the shapes:"]
    lines += [f"  {change.added:>7,}  {graph}" for graph, change in sorted(outcome.changes.items())]
    return "\n".join(lines)


def _things_to_try(base: str) -> str:
    return f"""
Serving {base} (stop with Ctrl-C). Five things to try:

1. Open {base} in a browser, and type a name in any script: {_NAME}
2. Who was Russia's defence minister on 2024-05-12, and who says so?
   {base}/page/post/defence-minister-russia?at=2024-05-12
3. Who sat in the French cabinet on 2015-06-01, certainly or possibly?
   {base}/cabinet/france?at=2015-06-01
4. All that is said of Sergei Shoigu, for people and for programs:
   {base}/id/agent/sergei-shoigu
   curl -sLH 'Accept: text/turtle' {base}/id/agent/sergei-shoigu
5. Validate a file of your own, at {base}/validate or from a program:
   curl -sH 'Content-Type: text/turtle' -H 'Accept: application/json' \\
        --data-binary @my-file.ttl {base}/validate
"""

"""`kg demo`: the packaged data from a temporary store."""

from __future__ import annotations

import tempfile
import webbrowser
from pathlib import Path
from threading import Timer
from urllib.parse import urlencode

import click

from kg.cli.server import address, listen, run
from kg.errors import InputError, ResourceError
from kg.gate import packaged_gate
from kg.ingest import Outcome, graphs_of, ingest
from kg.lookup import parameter_values, prepare, stored_query
from kg.parsing import parse_path
from kg.resources import data_files
from kg.store.embedded import DatasetStore
from kg.web import application

_EXAMPLES = """\b
Examples:
  kg demo
  kg demo --port 8080 --no-browser
"""
_DEFENCE = {"post": "post:defence-minister-russia", "at": "2024-05-12"}
_CABINET = {"state": "agent:france", "at": "2015-06-01"}


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
    defence = _query_address(base, "answers-on-date", _DEFENCE)
    cabinet = _query_address(base, "cabinet-on-date", _CABINET)
    return f"""
Serving {base} (stop with Ctrl-C). Five things to try:

1. Open {base} in a browser: the questions, the counts, the sources.
2. Who held Russia's defence ministry on 2024-05-12? One article alone leaves it unknown:
   {defence}
3. Who governed France on 2015-06-01, certainly or possibly?
   {cabinet}
4. All that is said of Sergei Shoigu, for people and for programs:
   {base}/id/agent/sergei-shoigu
   curl -sLH 'Accept: text/turtle' {base}/id/agent/sergei-shoigu
5. Validate a file of your own:
   curl -sH 'Content-Type: text/turtle' -H 'Accept: application/json' \\
        --data-binary @my-file.ttl {base}/validate
"""


def _query_address(base: str, name: str, values: dict[str, str]) -> str:
    text = stored_query(name)
    query = prepare(text, parameter_values(text, values))
    lines = [line.strip() for line in query.splitlines() if not line.startswith("#")]
    return f"{base}/sparql?" + urlencode({"query": " ".join(lines)})

"""`kg query`: a stored query or one's own, on a store or a remote endpoint."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import click

from kg.cli.tables import write_table
from kg.errors import InputError, NotFoundError, ParameterError
from kg.lookup import (
    AT,
    QUERY_FORMATS,
    Dataset,
    check_asks_about_day,
    list_queries,
    open_dataset,
    open_known_at,
    parameter_values,
    prepare,
    read_day,
    stored_query,
)
from kg.query_guards import check_query
from kg.sparql import QueryForm

_EXAMPLES = """\b
Examples:
  kg query --list
  kg query --store my.store answers-on-date --param post=post:president-russia --at 2024-05-12
  kg query --store my.store -q 'SELECT * { ?s ?p ?o } LIMIT 5' --format csv
  kg query --store sparql+http://127.0.0.1:8000/sparql my-question.rq
"""


@click.command("query", epilog=_EXAMPLES)
@click.argument("query", required=False)
@click.option("--store", "store", help="Folder of the store, or sparql+http://… of an endpoint.")
@click.option("-q", "text", help="The text of the query.")
@click.option("--param", "params", multiple=True, metavar="NAME=VALUE", help="Bind a variable.")
@click.option("--at", "at", metavar="DATE", help="Bind ?at: what was true on that day.")
@click.option("--known-at", metavar="DATE", help="Ask only the documents published by that day.")
@click.option(
    "--format",
    "fmt",
    type=click.Choice(["table", *QUERY_FORMATS]),
    help="Default: table; turtle for CONSTRUCT and DESCRIBE.",
)
@click.option("--list", "listing", is_flag=True, help="List the stored queries.")
def query_command(
    query: str | None,
    store: str | None,
    text: str | None,
    params: tuple[str, ...],
    at: str | None,
    known_at: str | None,
    fmt: str | None,
    listing: bool,
) -> None:
    """Run QUERY: a file that ends in .rq, or the name of a stored query."""
    if listing:
        _print_list()
        return
    if store is None:
        raise ParameterError("Which store?", hint="Name it with --store DIR.")
    source = _source(query, text)
    values = _pairs(params)
    if at is not None:
        check_asks_about_day(source)
        read_day(at)
        if values.setdefault(AT, at) != at:
            raise ParameterError(f"--at {at} and --param at={values[AT]} are two days.")
    _run(store, prepare(source, parameter_values(source, values)), fmt, known_at)


def _run(store: str, query: str, fmt: str | None, day: str | None) -> None:
    form = check_query(query)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)  # a handler would wait for the engine to return
    dataset = _opened(store, day)
    fmt = fmt or ("turtle" if form.returns_graph else "table")
    if fmt == "table":
        if form is QueryForm.SELECT:
            write_table(*dataset.select(query))
        elif form is QueryForm.ASK:
            click.echo(str(dataset.ask(query)).lower())
        else:
            raise InputError(f"{form} gives a graph.", hint="Use --format turtle.")
        return
    sys.stdout.buffer.write(dataset.serialise(query, QUERY_FORMATS[fmt]))
    sys.stdout.buffer.flush()


def _opened(store: str, day: str | None) -> Dataset:
    """The dataset, as it was known on a day where one is given; tells when a view was made."""
    if day is None:
        return open_dataset(store)
    dataset, seconds = open_known_at(store, day)
    if seconds is not None:
        click.echo(f"view of {day} built in {seconds:.1f} s", err=True)
    return dataset


def _source(query: str | None, text: str | None) -> str:
    if (query is None) == (text is None):
        raise ParameterError("Give one query: a file, the name of a stored query, or -q TEXT.")
    if text is not None:
        return text
    assert query is not None
    if not query.endswith((".rq", ".sparql")):
        return stored_query(query)
    try:
        return Path(query).read_text(encoding="utf-8")
    except OSError as error:
        raise NotFoundError(f"{query}: {error.strerror or error}.") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{query}: the query is not UTF-8.") from error


def _pairs(params: tuple[str, ...]) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for pair in params:
        name, sign, value = pair.partition("=")
        if not sign or not name:
            raise ParameterError(f"--param {pair}: write it as NAME=VALUE.")
        pairs[name.lstrip("?$")] = value
    return pairs


def _print_list() -> None:
    for name, question, parameters in list_queries():
        click.echo(f"{name}\n    {question}")
        for parameter in parameters:
            example = f", for example {parameter.example}" if parameter.example else ""
            click.echo(f"    --param {parameter.name}=…  {parameter.description}{example}")

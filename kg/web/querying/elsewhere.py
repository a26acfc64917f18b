"""A result outside the browser: its address, its files, and how programs ask for it."""

from __future__ import annotations

import shlex
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlencode, urlsplit

from flask import request

from kg.sparql import QueryForm
from kg.web.querying.formats import FORMAT, formats_for
from kg.web.querying.length import LONGEST_ADDRESS
from kg.web.querying.results import Shown

_READ = {
    QueryForm.SELECT: (
        "JSON",
        'for row in endpoint.queryAndConvert()["results"]["bindings"]:\n'
        '    print({name: term["value"] for name, term in row.items()})',
    ),
    QueryForm.ASK: ("JSON", 'print(endpoint.queryAndConvert()["boolean"])'),
}
_READ_GRAPH = ("TURTLE", "print(endpoint.queryAndConvert().decode())")


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The address of a result, the links to its files by what they are, and two programs.

    Where the query is too long to be repeated, the form sends it: *sent* are the formats that a
    file may have, with their names, and all others are empty.
    """

    address: str = ""
    downloads: list[tuple[str, str]] = field(default_factory=list)
    curl: str = ""
    python: str = ""
    sent: list[tuple[str, str]] = field(default_factory=list)


def elsewhere(shown: Shown) -> Elsewhere:
    """How to get the result of a query without this page."""
    formats = formats_for(graph=shown.form.returns_graph)
    if len(shown.address) > LONGEST_ADDRESS:
        return Elsewhere(sent=[(form.title, name) for name, form in formats.items()])
    downloads = [(form.title, _with(shown.address, FORMAT, name)) for name, form in formats.items()]
    return Elsewhere(shown.address, downloads, _curl(shown), _python(shown))


def address_of(path: str, pairs: Iterable[tuple[str, str]]) -> str:
    """The address of a result on this server, as clients know it; *path* has no slash before it."""
    query = urlencode(list(pairs))
    return f"{request.root_url}{path}" + (f"?{query}" if query else "")


def _with(address: str, name: str, value: str) -> str:
    mark = "&" if "?" in address else "?"
    return f"{address}{mark}{urlencode({name: value})}"


def _curl(shown: Shown) -> str:
    """A command for a shell; the parameters of the address are its lines."""
    address, _, _ = shown.address.partition("?")
    media_type = "text/turtle" if shown.form.returns_graph else "text/csv"
    lines = [f"curl -G {shlex.quote(address)}", f"-H 'Accept: {media_type}'"]
    pairs = parse_qsl(urlsplit(shown.address).query, keep_blank_values=True)
    lines += [f"--data-urlencode {shlex.quote(f'{name}={value}')}" for name, value in pairs]
    return " \\\n  ".join(lines)


def _python(shown: Shown) -> str:
    """A program with SPARQLWrapper, which asks the query itself."""
    result, reading = _READ.get(shown.form, _READ_GRAPH)
    known = f'endpoint.addParameter("known-at", "{shown.known}")\n' if shown.known else ""
    return (
        f"from SPARQLWrapper import {result}, SPARQLWrapper\n\n"
        f'endpoint = SPARQLWrapper("{request.root_url}sparql")\n'
        f"endpoint.setReturnFormat({result})\n{known}"
        f"endpoint.setQuery({_literal(shown.query)})\n{reading}\n"
    )


def _literal(text: str) -> str:
    """A string of Python: over several lines as people write it, where nothing needs an escape."""
    plain = "\\" not in text and '"""' not in text and not text.endswith('"')
    if plain and (text.isprintable() or text.replace("\n", "").isprintable()):
        return f'"""{text}"""'
    return repr(text)

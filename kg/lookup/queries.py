"""Stored queries, and the values that their parameters are given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pyoxigraph as ox
from rdflib import XSD

from kg.dates import Day, parse_day
from kg.errors import DateError, ParameterError
from kg.report import Term
from kg.resources import query_files, read_query
from kg.sparql import Parameter, parameters, question, tokenise, with_rows, with_values
from kg.terms import expand
from kg.vocabulary import PREFIXES

AT = "at"
"""The parameter of a query for the day that it is asked about."""

_SHOWN = 40  # characters of a value that an error repeats


def stored_query(name: str) -> str:
    """Read a stored query.

    Raises:
        NotFoundError: there is no such query.
    """
    return read_query(name)


def list_queries() -> list[tuple[str, str, list[Parameter]]]:
    """The stored queries: name, question and parameters."""
    return [
        (name, question(text), parameters(text))
        for name, text in ((name, read_query(name)) for name in query_files())
    ]


def example_values(text: str) -> dict[str, str]:
    """The example values that a stored query gives for its parameters."""
    return {parameter.name: parameter.example for parameter in parameters(text)}


def bind_day(text: str, day: str) -> str:
    """Write the day that a query is asked about into it, as its variable ?at.

    Raises:
        ParameterError: *day* is no day, or the query asks about none.
    """
    check_asks_about_day(text)
    return prepare(text, {AT: _day(day)})


def check_asks_about_day(text: str) -> None:
    """Refuse a query without ?at: one that declares parameters has to declare it.

    Raises:
        ParameterError: it asks about no day.
    """
    declared = [parameter.name for parameter in parameters(text)]
    if AT not in (declared or _variables(text)):
        hint = f"Its parameters are {', '.join(declared)}." if declared else ""
        raise ParameterError(
            "The query asks about no day: it has no variable ?at to bind.", hint=hint
        )


def parameter_values(
    text: str, values: Mapping[str, str], *, option: str = "--param "
) -> dict[str, Term]:
    """Read the values for the parameters of a query.

    A stored query declares its parameters with their kinds. In a query without
    declarations any of its variables can be bound, and the kind is guessed: a
    day, a whole number, an IRI, else a string. *option* stands before each parameter of
    the example in an error.

    Raises:
        ParameterError: a parameter is missing, unknown or malformed.
    """
    declared = {parameter.name: parameter for parameter in parameters(text)}
    if declared:
        _require(declared, values, option)
        return {name: _read(name, value, declared[name].kind) for name, value in values.items()}
    variables = _variables(text)
    for name in values:
        if name not in variables:
            raise ParameterError(f"The query has no variable ?{name} to bind.")
    return {name: _read(name, value, _guess(value)) for name, value in values.items()}


def prepare(text: str, values: Mapping[str, Term]) -> str:
    """Write the values of parameters into a query, as text that can be shown and sent."""
    return with_values(text, {name: str(term) for name, term in values.items()})


def prepare_each(text: str, name: str, values: Iterable[Term]) -> str:
    """Write several values of one parameter into a query, which gives the rows of each."""
    return with_rows(text, name, map(str, values))


def unordered(text: str) -> str:
    """A query without the ORDER BY at its end, for who puts the rows in order.

    The engine reads a term from the disk each time that it compares it.
    """
    query, found, order = text.rpartition("ORDER BY")
    return query if found and "}" not in order else text


def _variables(text: str) -> set[str]:
    return {token.text[1:] for token in tokenise(text) if token.kind == "variable"}


def _require(declared: Mapping[str, Parameter], values: Mapping[str, str], option: str) -> None:
    for name in values:
        if name not in declared:
            raise ParameterError(
                f"The query has no parameter {name}.", hint=f"It has: {', '.join(declared)}."
            )
    missing = [parameter for name, parameter in declared.items() if name not in values]
    if missing:
        example = " ".join(f"{option}{p.name}={p.example or '…'}" for p in missing)
        raise ParameterError(
            f"The query needs {', '.join(p.name for p in missing)}.", hint=f"For example: {example}"
        )


def _guess(value: str) -> str:
    try:
        _day(value)
    except ParameterError:
        if value.lstrip("-").isdecimal():
            return "integer"
        prefixed = value.partition(":")[0] in PREFIXES and ":" in value
        return (
            "iri"
            if prefixed or value.startswith(("<", "http://", "https://", "urn:"))
            else "string"
        )
    return "date"


def _read(name: str, value: str, kind: str) -> Term:
    match kind:
        case "iri":
            return ox.NamedNode(expand(value))
        case "date":
            return _day(value)
        case "integer":
            try:
                return ox.Literal(int(value))
            except ValueError:
                raise ParameterError(f"{name}: {value!r} is no whole number.") from None
        case _:
            return ox.Literal(value)


def _day(value: str) -> ox.Literal:
    return ox.Literal(str(read_day(value)), datatype=ox.NamedNode(str(XSD.date)))


def read_day(value: str) -> Day:
    """Read a day that somebody asks about.

    Raises:
        ParameterError: it is none.
    """
    try:
        return parse_day(value)
    except DateError as error:
        reason = error.__cause__ if isinstance(error.__cause__, DateError) else error
        raise ParameterError(
            f"{value[:_SHOWN]!r} is no day: {reason.message}", hint="Write it as 2024-05-12."
        ) from error

"""The dataset that a request names outside of its text, for the patterns of an update."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kg.errors import ParameterError
from kg.update.operations import Modify, Operation


def with_dataset(
    operations: Iterable[Operation],
    default_graphs: tuple[str, ...],
    named_graphs: tuple[str, ...],
) -> tuple[Operation, ...]:
    """Run the patterns of *operations* on these graphs, as if each had USING clauses.

    Nothing changes when no graph is given (SPARQL 1.1 Protocol §2.2.3).

    Raises:
        ParameterError: graphs are given, and an operation has USING or WITH of its own.
    """
    if not default_graphs and not named_graphs:
        return tuple(operations)
    return tuple(_placed(operation, default_graphs, named_graphs) for operation in operations)


def _placed(
    operation: Operation, default_graphs: tuple[str, ...], named_graphs: tuple[str, ...]
) -> Operation:
    if not isinstance(operation, Modify):
        return operation
    if operation.default_graphs is not None or operation.named_graphs is not None:
        raise ParameterError(
            "The update has USING or WITH, and the request names graphs with using-graph-uri"
            " or using-named-graph-uri.",
            hint="Name the graphs in one of the two places.",
        )
    return replace(operation, default_graphs=default_graphs, named_graphs=named_graphs)

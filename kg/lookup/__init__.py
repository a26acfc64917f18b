"""Stored queries and their parameters, on a store, a view of it or a remote endpoint."""

from kg.lookup.datasets import (
    QUERY_FORMATS,
    Dataset,
    GraphState,
    list_graphs,
    open_dataset,
    open_known_at,
)
from kg.lookup.queries import (
    AT,
    bind_day,
    check_asks_about_day,
    example_values,
    list_queries,
    parameter_values,
    prepare,
    prepare_each,
    read_day,
    stored_query,
    unordered,
)

__all__ = [
    "AT",
    "QUERY_FORMATS",
    "Dataset",
    "GraphState",
    "bind_day",
    "check_asks_about_day",
    "example_values",
    "list_graphs",
    "list_queries",
    "open_dataset",
    "open_known_at",
    "parameter_values",
    "prepare",
    "prepare_each",
    "read_day",
    "stored_query",
    "unordered",
]

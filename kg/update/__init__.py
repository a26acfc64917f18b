"""SPARQL 1.1 Update as deltas: what a request adds to and removes from each graph."""

from kg.update.apply import Target, apply_request, check_default_graph, dropped_graphs
from kg.update.dataset import with_dataset
from kg.update.delta import Delta, by_graph, decode, encode
from kg.update.instantiate import Solution, Solve, instantiate
from kg.update.operations import Modify, Operation
from kg.update.requests import parse_update

__all__ = [
    "Delta",
    "Modify",
    "Operation",
    "Solution",
    "Solve",
    "Target",
    "apply_request",
    "by_graph",
    "check_default_graph",
    "decode",
    "dropped_graphs",
    "encode",
    "instantiate",
    "parse_update",
    "with_dataset",
]

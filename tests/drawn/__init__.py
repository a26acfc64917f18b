"""Shapes graphs, data graphs and changes of them, as strategies of Hypothesis."""

from tests.drawn.data import Change, changes, graphs
from tests.drawn.shapes import shapes_graphs

__all__ = ["Change", "changes", "graphs", "shapes_graphs"]

"""Runs pySHACL, which alone is imported here, and fails where pySHACL would pass unasked.

`pyshacl.validate` answers "conforms" for a misspelt option, an empty shapes graph
and a target that matches nothing, merges the graphs of a dataset, follows
`owl:imports`, and resets a global switch of rdflib. Each has its guard here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager

import pyshacl
import rdflib
from pyshacl import shape
from pyshacl.constraints import ALL_CONSTRAINT_PARAMETERS, CONSTRAINT_PARAMETERS_MAP
from pyshacl.constraints.constraint_component import ConstraintComponent
from pyshacl.constraints.core import logical_constraints, shape_based_constraints
from pyshacl.errors import ShapeRecursionWarning
from pyshacl.rdfutil import stringify
from rdflib import SH, Dataset, Graph

from kg.errors import KgError, ResourceError
from kg.validation.terms import quiet

_LOGGERS = ("pyshacl-validate", "rdflib.term")
_MAX_DEPTH = 30


def run_pyshacl(
    data: Graph, shapes: Graph, *, meta_shacl: bool = False, error: type[KgError] = ResourceError
) -> Graph:
    """Validate *data* and return the report graph; neither graph is changed.

    *shapes* must state its focus nodes with `sh:targetNode` or another Core target;
    *meta_shacl* first holds it against the shapes of SHACL.

    Raises:
        KgError: of the class *error*, when the shapes could not be evaluated.
        MemoryError: there is none left.
    """
    _refuse_silent_passes(data, shapes, error)
    data = data if data.store.context_aware else _in_context(data)
    with _mended(), quiet(*_LOGGERS):
        try:
            _, report, text = pyshacl.validate(
                data,
                shacl_graph=shapes,
                inference="none",
                advanced=False,
                inplace=False,
                abort_on_first=False,
                allow_infos=False,
                allow_warnings=False,
                max_validation_depth=_MAX_DEPTH,
                do_owl_imports=False,
                js=False,
                meta_shacl=meta_shacl,
            )
        except MemoryError:
            raise
        except Exception as failure:
            raise error(f"The shapes could not be evaluated: {_reason(failure)}") from failure
    if isinstance(report, Graph) and (None, SH.conforms, None) in report:
        return report
    raise error(f"The shapes could not be evaluated: {text}")


def _in_context(data: Graph) -> Graph:
    """Copy a graph into a store that knows contexts, which pySHACL wants."""
    copied = Graph(bind_namespaces="none")
    with quiet(*_LOGGERS):
        for triple in data:
            copied.add(triple)
    return copied


def _refuse_silent_passes(data: Graph, shapes: Graph, error: type[KgError]) -> None:
    for graph, name in ((data, "data"), (shapes, "shapes")):
        if not isinstance(graph, Graph) or isinstance(graph, Dataset):
            raise error(f"The {name} are not one plain graph.")
    if (None, None, None) not in shapes:
        raise error("The shapes graph is empty.")
    targets = (SH.targetNode, SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf)
    if not any((None, target, None) in shapes for target in targets):
        raise error("No shape in the shapes graph has a target.")


@contextmanager
def _mended() -> Iterator[None]:
    """Work around seven defects of pySHACL while it runs.

    It turns a global switch of rdflib on at the end, whatever it was. It remembers
    blank nodes by the address of their graph, and would describe those of a graph long
    gone. It takes a backslash in the data for an escape when it fills a message. It
    looks for a blank node in the store of a graph, past the graph. It joins a text of
    all results, which nobody reads, in a time that grows with the square of their number.
    It looks for each predicate of a shape in a list of all parameters there are. And it
    warns of a recursive shape, and goes on as if that had no results.
    """
    fill = ConstraintComponent._format_sparql_based_result_message

    def fill_safely(self: ConstraintComponent, message: str, bound: object) -> str:
        return str(fill(self, message, _escaped(bound)))  # type: ignore[no-untyped-call]

    with ExitStack() as stack:
        stack.callback(stringify.stringify_blank_node.dict_cache.clear)
        for owner, name, value in (
            (rdflib, "NORMALIZE_LITERALS", False),
            (ConstraintComponent, fill.__name__, fill_safely),
            (ConstraintComponent, "make_v_result_description", lambda *_, **__: ""),
            (logical_constraints, "warn", _refuse),
            (shape_based_constraints, "warn", _refuse),
            (shape, "CONSTRAINT_PARAMS", (_KNOWN_PARAMETERS, CONSTRAINT_PARAMETERS_MAP)),
            (stringify, "find_node_named_graph", lambda graph, _: getattr(graph, "impl", graph)),
        ):
            stack.callback(setattr, owner, name, getattr(owner, name, (None, None)))
            setattr(owner, name, value)
        yield


def _refuse(warning: Warning) -> None:
    raise warning


class _Parameters(list[object]):
    """A list that finds what it holds as fast as a set."""

    def __init__(self, members: Iterable[object]) -> None:
        super().__init__(members)
        self._members = frozenset(self)

    def __contains__(self, member: object) -> bool:
        return member in self._members


_KNOWN_PARAMETERS = _Parameters(ALL_CONSTRAINT_PARAMETERS)


def _escaped(bound: object) -> object:
    if isinstance(bound, dict):
        return {name: _escaped(value) for name, value in bound.items()}
    if isinstance(bound, tuple | list):
        return tuple(_escaped(value) for value in bound)
    return bound if bound is None else str(bound).replace("\\", "\\\\")


def _reason(failure: Exception) -> str:
    if isinstance(failure, ShapeRecursionWarning):
        return "they are recursive."
    lines = str(failure).strip().splitlines()
    return lines[0] if lines else type(failure).__name__

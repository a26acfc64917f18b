"""Where pySHACL departs from the text of SHACL: mended while it serves as the oracle.

* SPARQL orders what its table of operators has (§17.3); rdflib orders all literals in some way.
* An ill-formed number in a sum is an error of the expression (SPARQL §17.2); rdflib stops.
* `sh:minInclusive` and its siblings (§4.3), `sh:lessThan` and `sh:lessThanOrEquals` (§4.5.3,
  §4.5.4) compare as SPARQL does, and what cannot be compared breaks them. pySHACL compares as
  Python does: IRIs as texts, a boolean with a number, texts of different languages. It fails for
  blank nodes, and passes literals of unknown datatypes.
* The inverse of a sequence is walked from its end (SPARQL 1.1 §18.4); pySHACL begins in front. In
  the text of a query it lacks the brackets of `(ex:p?)?` and `(^ex:p)*` (§5.3.1).
* A query has a result for each of its solutions (§5.3.2); pySHACL drops those that are alike.
* A SELECT validator runs once for each focus node (§6.3), an ASK validator for each value node,
  which is the `sh:value` of its result (§6.3). pySHACL runs the one for each value node, so
  never without a value, and in the other gives no value for property shapes.
* Any literal is a node. rdflib and pySHACL take `0`, `""` and `false` for nothing where they
  begin to walk a path or bind a variable.
* A literal has the datatype that it is written with, if it is well-formed (§4.1.2); pySHACL wants
  Python to have a value for it, too, which it has not for 24:00:00 or the year -44.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from functools import partial
from typing import Any

from pyshacl import shape
from pyshacl.constraints.core import property_pair_constraints as pairs
from pyshacl.constraints.core import value_constraints as values
from pyshacl.constraints.core import value_range_constraints as ranges
from pyshacl.constraints.sparql import sparql_based_constraint_components as components
from pyshacl.constraints.sparql import sparql_based_constraints as constraints
from pyshacl.helper import sparql_query_helper
from rdflib import Literal
from rdflib.plugins.sparql import operators
from rdflib.plugins.sparql.sparql import SPARQLError
from rdflib.term import Node

from kg.validation.property_paths import read_path, write_path
from tests.oracle.comparing import stands
from tests.oracle.walking import walk

_Evaluated = tuple[bool, list[Any]]
_Found = list[tuple[Any, Any]]
_RANGES = {
    ranges.MinInclusiveConstraintComponent: (">=", "min_vals"),
    ranges.MaxInclusiveConstraintComponent: ("<=", "max_vals"),
    ranges.MinExclusiveConstraintComponent: (">", "min_vals"),
    ranges.MaxExclusiveConstraintComponent: ("<", "max_vals"),
}


@contextmanager
def mended() -> Iterator[None]:
    """Mend pySHACL while the block lasts."""
    with ExitStack() as stack:
        for owner, name, value in _mends():
            stack.callback(setattr, owner, name, getattr(owner, name))
            setattr(owner, name, value)
        yield


def _mends() -> Iterator[tuple[Any, str, Any]]:
    for component, (operator, bounds) in _RANGES.items():
        yield component, "evaluate", _in_range(operator, bounds)
    yield pairs.LessThanConstraintComponent, "_compare_lt", _less("<")
    yield pairs.LessThanOrEqualsConstraintComponent, "_compare_ltoe", _less("<=")
    yield values.DatatypeConstraintComponent, "_assert_actual_datatype", lambda *_: True
    yield Literal, "__bool__", lambda _: True
    yield operators, "numeric", partial(_number, operators.numeric)
    for name, operator in (("lt", "<"), ("le", "<="), ("gt", ">"), ("ge", ">=")):
        yield Literal, f"__{name}__", _ordered(operator)
    yield shape, "value_nodes_from_path", _values
    yield sparql_query_helper, "shacl_path_to_sparql_path", _path_text
    yield constraints.SPARQLBasedConstraint, "_validate_sparql_query", _rows_of_constraint
    yield components.SelectConstraintValidator, "validate", _select
    yield components.AskConstraintValidator, "validate", _ask


def _ordered(operator: str) -> Callable[[Literal, Node], bool]:
    def compare(self: Literal, other: Node) -> bool:
        answer = stands(self, operator, other)
        if answer is None:
            raise TypeError(f"{self!r} and {other!r} cannot be compared")
        return answer

    return compare


def _number(value: Callable[[Any], Any], literal: Any) -> Any:
    if isinstance(literal, Literal) and literal.ill_typed:
        raise SPARQLError(f"{literal!r} is no number")
    return value(literal)


def _in_range(operator: str, bounds: str) -> Callable[..., _Evaluated]:
    def within(
        self: Any, _executor: Any, graph: Any, nodes: Mapping[Any, Collection[Any]], _path: Any
    ) -> _Evaluated:
        results = [
            self.make_v_result(graph, node, value_node=value)
            for bound in getattr(self, bounds)
            for node, found in nodes.items()
            for value in found
            if not stands(value, operator, bound)
        ]
        return not results, results

    return within


def _less(operator: str) -> Callable[..., _Evaluated]:
    def compare(
        self: Any, own: Collection[Any], others: Collection[Any], graph: Any, node: Any
    ) -> _Evaluated:
        results = [
            self.make_v_result(graph, node, value_node=value)
            for value in own
            for other in others
            if not stands(value, operator, other)
        ]
        return bool(results), results

    return compare


def _values(shapes: Any, node: Node, path: Node, data: Any) -> set[Node]:
    return walk(path, [node], shapes.graph, data)


def _path_text(shapes: Any, path: Node, **_: Any) -> str:
    return write_path(read_path(path, shapes.graph))


def _rows_of_constraint(
    _self: Any, query: str, bindings: Mapping[str, Any], graph: Any
) -> list[tuple[Any, ...]]:
    found = []
    for row in graph.query(query, initBindings=bindings):
        others = row.asdict()
        named = [others.pop(name, None) for name in ("this", "path", "value")]
        found.append((*named, others))
    return found


def _select(self: Any, _executor: Any, node: Any, _nodes: Any, graph: Any, helper: Any) -> _Found:
    bindings, text = helper.pre_bind_variables(node, extravars=helper.param_bind_map)
    bound = {**bindings, **helper.param_bind_map}
    rows = [row.asdict() for row in graph.query(helper.apply_prefixes(text), initBindings=bound)]
    return [(node, (node, row.get("path"), row.get("value"))) for row in rows]


def _ask(
    self: Any, _executor: Any, node: Any, nodes: Collection[Any], graph: Any, helper: Any
) -> _Found:
    bindings, text = helper.pre_bind_variables(node, extravars=helper.param_bind_map)
    query = helper.apply_prefixes(text)
    answers = (
        (value, graph.query(query, initBindings=bindings | helper.param_bind_map | bound))
        for value in nodes
        for bound in ({"value": value},)
    )
    return [(value, (node, None, value)) for value, answer in answers if not answer.askAnswer]

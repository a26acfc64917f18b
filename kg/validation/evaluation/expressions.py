"""Checks of one value as expressions of SPARQL."""

from __future__ import annotations

from collections.abc import Collection

import pyoxigraph as ox

from kg.report import Term
from kg.validation.evaluation.forms import Forms, bound_of
from kg.validation.evaluation.hierarchy import Hierarchy
from kg.validation.lexical import XSD
from kg.validation.model import (
    Class,
    Datatype,
    In,
    LanguageIn,
    Length,
    NodeKind,
    Pattern,
    Range,
    ValueCheck,
)

_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
_BOOLEAN, _INTEGER = (f"<{XSD}{name}>" for name in ("boolean", "integer"))
_KINDS = {"IRI": "isIRI", "BlankNode": "isBlank", "Literal": "isLiteral"}


class Expressions:
    """Writes checks for the data of one validation."""

    def __init__(self, forms: Forms, hierarchy: Hierarchy) -> None:
        self._forms = forms
        self._hierarchy = hierarchy

    def breaks(self, check: ValueCheck, value: str) -> str:
        """An expression that is true of the variable *value* when it breaks *check*, never unbound.

        Comparisons are those of SPARQL; what cannot be compared breaks the check
        (SHACL §4.3).
        """
        match check:
            case Class():
                return f"NOT EXISTS {{ {self.instance(value, check)} }}"
            case Datatype(iri):
                return self._forms.not_of_datatype(value, iri)
            case NodeKind(kind):
                return f"!({' || '.join(f'{test}({value})' for test in _tests(kind))})"
            case Range(operator, bound):
                return f"!{self.stands(value, operator, str(bound_of(bound)))}"
            case Length(operator, number):
                return f"!COALESCE(STRLEN(STR({value})) {operator} {number}, false)"
            case Pattern(regex, flags):
                options = f", {ox.Literal(flags)}" if flags else ""
                return f"!COALESCE(REGEX(STR({value}), {ox.Literal(regex)}{options}), false)"
            case LanguageIn(ranges):
                tests = [f"LANGMATCHES(LANG({value}), {ox.Literal(tag)})" for tag in ranges]
                return f"!COALESCE({' || '.join(tests) or 'false'}, false)"
            case In(members):
                return f"!{self.is_among(value, members)}"

    def stands(self, left: str, operator: str, right: str) -> str:
        """An expression that is true when a variable stands so to another term, never unbound.

        The engine does not order booleans, as SPARQL §17.3 does.
        """
        one = self._forms.value(left)
        other = self._forms.value(right) if right.startswith("?") else right
        both = f"DATATYPE({one}) = {_BOOLEAN} && DATATYPE({other}) = {_BOOLEAN}"
        numbers = f"{_INTEGER}({one}) {operator} {_INTEGER}({other})"
        return f"COALESCE({one} {operator} {other}, IF({both}, {numbers}, false), false)"

    def is_among(self, value: str, members: Collection[Term]) -> str:
        """An expression that is true when *value* is the same term as one of *members*."""
        iris = [str(member) for member in members if isinstance(member, ox.NamedNode)]
        tests = [f"COALESCE({value} IN ({', '.join(iris)}), false)"] if iris else []
        tests += [
            f"sameTerm({value}, {self._forms.held(member)})"
            for member in members
            if isinstance(member, ox.Literal)
        ]
        return f"({' || '.join(tests) or 'false'})"

    def instance(self, value: str, check: Class) -> str:
        """A pattern that matches when the variable *value* is an instance."""
        patterns = self._hierarchy.patterns(value, check.iri)
        if len(patterns) == 1:
            return patterns[0]
        names = ", ".join(sorted(map(str, self._hierarchy.below(check.iri))))
        return f"{value} {_TYPE} ?class FILTER(?class IN ({names}))"


def _tests(kind: str) -> list[str]:
    """The tests for a kind of node; `IRIOrLiteral` names two (SHACL §4.1.3)."""
    return [_KINDS[part] for part in kind.split("Or")]

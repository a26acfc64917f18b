"""Tells by look-ups that a node surely passes, so that no query need be asked about it.

Sound data is the rule: most nodes of a change pass all checks, and a look-up costs less than
a hundredth of a query. What is not sure, queries tell; nothing is found to break a check here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from functools import lru_cache

import pyoxigraph as ox
from rdflib import RDF

from kg.report import Term
from kg.validation.evaluation.forms import Forms
from kg.validation.evaluation.hierarchy import Facts, Hierarchy
from kg.validation.evaluation.lookup import walk
from kg.validation.evaluation.targeting import queries_of
from kg.validation.lexical import is_well_typed
from kg.validation.model import (
    Check,
    Class,
    Closed,
    Conforms,
    Count,
    Datatype,
    Disjoint,
    Equals,
    HasValue,
    In,
    LanguageIn,
    Length,
    LessThan,
    NodeKind,
    Pattern,
    Qualified,
    Query,
    Shape,
    UniqueLang,
)
from kg.validation.property_paths import is_bounded
from kg.validation.query_patterns import needs_of
from kg.validation.targets import Targets

_TYPE = ox.NamedNode(str(RDF.type))
_KINDS: dict[str, type] = {
    "IRI": ox.NamedNode,
    "BlankNode": ox.BlankNode,
    "Literal": ox.Literal,
}
# Of such patterns Python and the engine think alike: no escapes, no groups that repeat, and
# no operators on classes.
_PLAIN = re.compile(
    r"\^?(?:(?:[A-Za-z0-9 _:/#-]|\[(?:[A-Za-z0-9]-[A-Za-z0-9]|[A-Za-z0-9_])+\])"
    r"(?:\{[0-9]+(?:,[0-9]*)?\}|[?*+])?)*\$?"
)
_CHOICES = re.compile(r"[?*+]|\{[0-9]+,[0-9]*\}")
_MOST_CHOICES = 2
_LONGEST = 200


class Passing:
    """Knows what nodes surely pass in one data graph, told by its *facts*."""

    def __init__(self, facts: Facts, hierarchy: Hierarchy, forms: Forms) -> None:
        self._facts = facts
        self._hierarchy = hierarchy
        self._forms = forms

    def passes(self, shape: Shape, node: Term) -> bool:
        """Whether *node* surely breaks nothing of *shape*; False when that is not sure."""
        values: Set[Term] = {node}
        if shape.path is not None:
            if not is_bounded(shape.path):
                return False
            values = walk(shape.path, values, self._facts)
        return all(self._passes(check, node, values) for check in shape.checks) and all(
            self.passes(part, value) for part in shape.properties for value in values
        )

    def _passes(self, check: Check, node: Term, values: Set[Term]) -> bool:
        match check:
            case Count(">=", number):
                return len(values) >= number
            case Count(_, number):
                return len(values) <= number
            case HasValue(value):
                return self._is_among(value, values)
            case UniqueLang():
                tags = [tag for tag in map(_language, values) if tag]
                return len(tags) == len(set(tags))
            case Equals(iri):
                return values == self._of(node, iri)
            case Disjoint(iri):
                return not values or values.isdisjoint(self._of(node, iri))
            case LessThan(_, iri):
                return not values or not self._of(node, iri)
            case Query(asks=False):
                return not self.can_match(check.text, node)
            case Qualified(">=", number, shape, ()):
                return sum(self.passes(shape, value) for value in values) >= number
            case Qualified("<=", number):
                return len(values) <= number
        return all(self._accepts(check, value) for value in values)

    def _accepts(self, check: Check, value: Term) -> bool:
        match check:
            case Class(iri):
                return self._is_instance(value, iri)
            case Datatype(iri):
                return _is_literal_of(value, iri)
            case NodeKind(kind):
                return any(isinstance(value, _KINDS[part]) for part in kind.split("Or"))
            case Pattern(regex, ""):
                return _matches_plainly(regex, value)
            case Length(operator, number):
                return isinstance(value, ox.NamedNode | ox.Literal) and (
                    len(value.value) >= number if operator == ">=" else len(value.value) <= number
                )
            case In(members):
                return any(self._is_among(member, {value}) for member in members)
            case LanguageIn(ranges):
                tag = _language(value)
                return bool(tag) and f"{tag}-".startswith(tuple(f"{r.lower()}-" for r in ranges))
            case Closed(allowed):
                found = self._facts.matching(value, None, None)
                return all(triple.predicate.value in allowed for triple in found)
            case Conforms(_, shapes, least, most) if most == len(shapes):
                return sum(self.passes(shape, value) for shape in shapes) >= least
        return False

    def _is_instance(self, value: Term, iri: str) -> bool:
        below = self._hierarchy.below(iri)
        return any(triple.object in below for triple in self._facts.matching(value, _TYPE, None))

    def _is_among(self, member: Term, values: Set[Term]) -> bool:
        # a blank node of the shapes is none of the data
        return not isinstance(member, ox.BlankNode) and self._forms.held(member) in values

    def _of(self, node: Term, iri: str) -> Set[Term]:
        return {t.object for t in self._facts.matching(node, ox.NamedNode(iri), None)}

    def possible(self, nodes: Iterable[Term], targets: Targets) -> set[Term]:
        """Those of *nodes* that the queries of *targets* may give."""
        queries = queries_of(targets)
        return {node for node in nodes if any(self.can_match(query, node) for query in queries)}

    def can_match(self, query: str, node: Term) -> bool:
        """Whether all is there that *query* needs of *node* as `$this`; it may need more."""
        for predicate, value, backward in needs_of(query):
            ends = (None, node) if backward else (node, value)
            if not any(True for _ in self._facts.matching(ends[0], predicate, ends[1])):
                return False
        return True


def _is_literal_of(value: Term, datatype: str) -> bool:
    return (
        isinstance(value, ox.Literal)
        and value.datatype.value == datatype
        and is_well_typed(value.value, datatype) is not False
    )


def _matches_plainly(regex: str, value: Term) -> bool:
    """Whether a plain pattern matches a short text of ASCII; False when it is another one."""
    if not isinstance(value, ox.NamedNode | ox.Literal) or len(value.value) > _LONGEST:
        return False
    text = value.value
    if not text.isascii() or "\n" in text or not _is_plain(regex):
        return False
    return re.search(regex, text) is not None


@lru_cache(maxsize=1024)
def _is_plain(regex: str) -> bool:
    """Whether a pattern is plain, and has not so many choices that matching takes long."""
    return _PLAIN.fullmatch(regex) is not None and len(_CHOICES.findall(regex)) <= _MOST_CHOICES


def _language(value: Term) -> str:
    """The language of a literal in small letters; none of anything else."""
    return (value.language or "").lower() if isinstance(value, ox.Literal) else ""

"""Literals as the engine holds them: it rewrites numbers and some times, `01` to `1`.

Data that is read from files is judged as it was written. Literals that the engine would
rewrite get a datatype of ours there, which queries and reports undo. What comes out of a
store has been rewritten before, and is judged as the store holds it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kg.report import Term
from kg.store.forms import quads_as_stored
from kg.validation.lexical import DERIVED_INTEGERS, XSD, ill_formed, is_well_typed

_WRITTEN = "urn:x-geoactors:written:"
# The engine takes a number that is out of the range of its datatype for the number.
_ILL_FORMED = "urn:x-geoactors:ill-formed:"

_MARKS = (_WRITTEN, _ILL_FORMED)

_KEPT = {
    "boolean": re.compile("true|false"),
    "integer": re.compile("0|-?[1-9][0-9]{0,17}"),
    "decimal": re.compile(r"-?(?:0|[1-9][0-9]{0,14})\.[0-9]{0,14}[1-9]"),
    "date": re.compile(r"-?[0-9]{4}-[0-9]{2}-[0-9]{2}Z?"),
    "dateTime": re.compile(r"-?[0-9]{4}-[0-9]{2}-[0-9]{2}T(?!24)[0-9]{2}:[0-9]{2}:[0-9]{2}Z?"),
    "gYear": re.compile(r"-?[0-9]{4}"),
    "gYearMonth": re.compile(r"-?[0-9]{4}-[0-9]{2}"),
}
"""What the engine gives back as it was, of the datatypes that it reads."""

_REWRITTEN = frozenset(
    {
        *_KEPT,
        *DERIVED_INTEGERS,
        *("double", "float", "dateTimeStamp", "time", "gMonth", "gMonthDay", "gDay"),
        *("duration", "yearMonthDuration", "dayTimeDuration"),
    }
)


def encode(term: Term) -> Term:
    """Write a literal so that the engine keeps it as it is."""
    if not isinstance(term, ox.Literal):
        return term
    datatype = term.datatype.value
    if not datatype.startswith(XSD):
        return term
    name = datatype[len(XSD) :]
    if name not in _REWRITTEN:
        return term
    kept = _KEPT.get(name)
    if kept is not None and kept.fullmatch(term.value):
        return term
    ill_formed = name in DERIVED_INTEGERS and not is_well_typed(term.value, datatype)
    mark = _ILL_FORMED if ill_formed else _WRITTEN
    return ox.Literal(term.value, datatype=ox.NamedNode(mark + datatype))


def encoded(term: Term) -> bool:
    """Whether `encode` wrote a term."""
    return isinstance(term, ox.Literal) and term.datatype.value.startswith(_MARKS)


def bound_of(literal: ox.Literal) -> Term:
    """A literal of a shape for comparisons; one that is ill-formed stands in no order."""
    held = encode(literal)
    marked = isinstance(held, ox.Literal) and held.datatype.value.startswith(_ILL_FORMED)
    return held if marked else literal


def stored(term: Term) -> Term:
    """What the engine makes of a literal that `encode` kept from it."""
    node = ox.NamedNode(_WRITTEN)
    (quad,) = quads_as_stored([ox.Quad(node, node, decode(term))])
    return quad.object


def decode(term: Term) -> Term:
    """Undo `encode`."""
    if isinstance(term, ox.Literal) and encoded(term):
        datatype = term.datatype.value.removeprefix(_WRITTEN).removeprefix(_ILL_FORMED)
        return ox.Literal(term.value, datatype=ox.NamedNode(datatype))
    return term


def value_of(variable: str) -> str:
    """An expression for the literal as the engine knows it, when *variable* may be encoded."""
    datatype = f"STR(DATATYPE({variable}))"
    own = f"IRI(SUBSTR({datatype}, {len(_WRITTEN) + 1}))"
    return (
        f'IF(isLiteral({variable}) && STRSTARTS({datatype}, "{_WRITTEN}"),'
        f" STRDT(STR({variable}), {own}), {variable})"
    )


def datatype_of(variable: str) -> str:
    """An expression for the datatype that a literal was written with."""
    return f'IRI(REPLACE(STR(DATATYPE({variable})), "^(?:{"|".join(_MARKS)})", ""))'


class Forms:
    """How queries name literals and their datatypes.

    *encoded*: the data holds literals that `encode` wrote. *stored*: it came out of a
    store, where a derived integer type has become `xsd:integer`.
    """

    def __init__(self, *, encoded: bool = False, stored: bool = False) -> None:
        self._encoded = encoded
        self._stored = stored

    def held(self, term: Term) -> Term:
        """A term of a shape as the data holds it."""
        return term if self._stored else encode(term)

    @property
    def encoded(self) -> bool:
        """Whether there may be literals that `encode` wrote."""
        return self._encoded

    @property
    def stored(self) -> bool:
        """Whether the data came out of a store."""
        return self._stored

    def expect(self, node: Term) -> None:
        """Prepare for a node that a shape names, whether the data hold it or not."""
        self._encoded = self._encoded or encoded(self.held(node))

    def value(self, variable: str) -> str:
        """The value of a literal, for comparisons."""
        return value_of(variable) if self._encoded else variable

    def not_of_datatype(self, variable: str, datatype: str) -> str:
        """An expression that is true unless a node is a well-formed literal of *datatype*."""
        wrong = f"DATATYPE({variable}) NOT IN ({', '.join(self._names(datatype))})"
        broken = ill_formed(f"STR({variable})", datatype)
        return f"COALESCE({' || '.join(filter(None, (wrong, broken)))}, true)"

    def _names(self, datatype: str) -> Iterator[str]:
        yield f"<{datatype}>"
        if self._encoded:
            yield f"<{_WRITTEN}{datatype}>"
        if self._stored and datatype.removeprefix(XSD) in DERIVED_INTEGERS:
            yield f"<{XSD}integer>"


def encode_quads(quads: Iterable[ox.Quad]) -> tuple[list[ox.Quad], bool]:
    """Encode the objects of *quads*; and whether there was anything to encode."""
    encoded, any_changed = [], False
    for quad in quads:
        written = quad.object  # a new object each time
        value = encode(written)
        if value is not written:
            quad = ox.Quad(quad.subject, quad.predicate, value, quad.graph_name)
            any_changed = True
        encoded.append(quad)
    return encoded, any_changed

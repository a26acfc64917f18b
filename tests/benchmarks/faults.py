"""The kinds of faults that are planted into data of our model."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Final

import pyoxigraph as ox
from rdflib import FOAF, XSD

from kg.report import Term
from kg.vocabulary import GA, GC, PREFIXES
from tests.benchmarks.planting import TYPE, Kind, Subject, Surroundings

Fits = Callable[[ox.Triple], bool]
Values = Callable[[ox.Triple, Surroundings], Iterable[Term]]

_START = re.compile("start(?:Earliest|Latest)$")


def _node(iri: str) -> ox.NamedNode:
    return ox.NamedNode(iri)


def _typed(text: str, datatype: str) -> ox.Literal:
    return ox.Literal(text, datatype=_node(f"{XSD}{datatype}"))


_NOBODY = _node(f"{PREFIXES['agent']}nobody")
_WRONG_NAME = _node(f"{PREFIXES['agent']}Some_Body")
_PART_OF_CLAIM = _node(f"{PREFIXES['claim']}said#p1")


def _is_any(_: ox.Triple) -> bool:
    return True


def _is_type(triple: ox.Triple) -> bool:
    return triple.predicate == TYPE


def _is_reference(triple: ox.Triple) -> bool:
    return isinstance(triple.object, ox.NamedNode) and triple.predicate != TYPE


def _is_code(triple: ox.Triple) -> bool:
    return isinstance(triple.object, ox.NamedNode) and triple.object.value.startswith(str(GC))


def _is_literal(triple: ox.Triple) -> bool:
    return isinstance(triple.object, ox.Literal)


def _is_text(triple: ox.Triple) -> bool:
    return isinstance(triple.object, ox.Literal) and bool(triple.object.language)


def _is_plain(triple: ox.Triple) -> bool:
    return isinstance(triple.object, ox.Literal) and not triple.object.language


def _is(datatype: str) -> Fits:
    node = _node(f"{XSD}{datatype}")
    return lambda t: isinstance(t.object, ox.Literal) and t.object.datatype == node


def _values(fits: Fits, values: Values, *, beside: bool = False) -> Kind:
    """Other values in the place of one, or *beside* it."""

    def spoil(triple: ox.Triple, around: Surroundings) -> Iterable[ox.Triple]:
        kept = [triple.object] if beside else []
        others = list(values(triple, around))
        # Nothing to put there is no fault.
        for value in [*kept, *others] if others else [triple.object]:
            yield ox.Triple(triple.subject, triple.predicate, value)

    return Kind(fits, spoil)


def _value(fits: Fits, value: Term) -> Kind:
    return _values(fits, lambda *_: [value])


def _written(fits: Fits, write: Callable[[str], str], datatype: str = "") -> Kind:
    """The text of a literal written anew, with its datatype or language or another datatype."""

    def values(triple: ox.Triple, _: Surroundings) -> Iterable[Term]:
        old = triple.object
        assert isinstance(old, ox.Literal)
        text = write(old.value)
        if datatype:
            return [_typed(text, datatype)]
        if old.language:
            return [ox.Literal(text, language=old.language)]
        return [ox.Literal(text, datatype=old.datatype)]

    return _values(fits, values)


def _subject(subject: Callable[[Surroundings], Subject]) -> Kind:
    """The same said of another subject."""
    return Kind(_is_any, lambda t, around: [ox.Triple(subject(around), t.predicate, t.object)])


def _property(iri: str) -> Kind:
    """The same said with another property."""
    return Kind(_is_any, lambda t, _: [ox.Triple(t.subject, _node(iri), t.object)])


def _also(name: str, predicate: str, *values: Term) -> Kind:
    """Something more said of the things of a class, with a property that they lack so far."""
    kind, node = _node(str(GA[name])), _node(str(GA[predicate]))
    return Kind(
        lambda t: t.predicate == TYPE and t.object == kind,
        lambda t, _: [t, *(ox.Triple(t.subject, node, value) for value in values)],
    )


def _another_value(triple: ox.Triple, around: Surroundings) -> Iterable[Term]:
    return around.another(triple.object, around.by_property[triple.predicate])


def _value_beside(triple: ox.Triple, around: Surroundings) -> Iterable[Term]:
    """The value of another property of the same node."""
    sort = type(triple.object)
    own = around.by_subject[triple.subject]
    return around.another(
        triple.object, [t for t in own if isinstance(t.object, sort) and t.predicate != TYPE]
    )


def _another_code(triple: ox.Triple, around: Surroundings) -> Iterable[Term]:
    """A code that some property has."""
    coded = [found[0] for found in around.by_property.values() if _is_code(found[0])]
    return around.another(triple.object, coded)


def _language_twice(triple: ox.Triple, _: Surroundings) -> Iterable[Term]:
    text = triple.object
    assert isinstance(text, ox.Literal)
    return [ox.Literal(f"{text.value} 2", language=text.language)]


def _out_of_order(triple: ox.Triple, _: Surroundings) -> Iterable[Term]:
    starts = _START.search(triple.predicate.value) is not None
    return [_typed("9999-12-31" if starts else "0001-01-01", "date")]


KINDS: Final[dict[str, Kind]] = {
    "missing": Kind(_is_any, lambda *_: []),
    "a misspelt property": _property(f"{GA}misspelt"),
    "a property of others": _property(str(FOAF.knows)),
    "one more value": _values(_is_any, _another_value, beside=True),
    "said of a thing without a name": _subject(lambda around: around.unnamed()),
    "said of a thing with a wrong name": _subject(lambda _: _WRONG_NAME),
    "said of a term": _subject(lambda _: _node(f"{GA}misspelt")),
    "said of a part of a claim": _subject(lambda _: _PART_OF_CLAIM),
    "another class": _values(_is_type, _another_value),
    "a misspelt class": _value(_is_type, _node(f"{GA}Misspelt")),
    "another thing": _values(_is_reference, lambda _, around: [around.node()]),
    "the thing itself": _values(_is_reference, lambda triple, _: [triple.subject]),
    "the thing beside": _values(_is_reference, _value_beside),
    "a thing that nobody describes": _value(_is_reference, _NOBODY),
    "a thing with a wrong name": _value(_is_reference, _WRONG_NAME),
    "a thing without a name": _values(_is_reference, lambda _, around: [around.unnamed()]),
    "a text for a thing": _value(_is_reference, ox.Literal("text")),
    "another code": _values(_is_code, _another_code),
    "a misspelt code": _value(_is_code, _node(f"{GC}misspelt")),
    "a code that contradicts": _values(
        lambda triple: triple.object == _node(str(GC.occurred)),
        lambda *_: [_node(str(GC.denied))],
        beside=True,
    ),
    "no language": _written(_is_text, str, "string"),
    "a language twice": _values(_is_text, _language_twice, beside=True),
    "a language": _values(_is_plain, lambda *_: [ox.Literal("text", language="en")]),
    "another spelling": _written(_is_literal, "{} ?".format),
    "another datatype": _written(_is_plain, str, "token"),
    "no such day": _value(_is("date"), _typed("2021-02-30", "date")),
    "no day": _written(_is("date"), "{:.4}".format),
    "a day with a zone": _written(_is("date"), "{}Z".format),
    "an hour": _written(_is("date"), "{}T00:00:00Z".format, "dateTime"),
    "out of order": _values(_is("date"), _out_of_order),
    "a zero in front": _written(_is("integer"), "0{}".format),
    "a fraction": _written(_is("integer"), "{}.0".format),
    "a smaller type": _written(_is("integer"), str, "int"),
    "a number beyond its type": _value(_is("integer"), _typed("4294967296", "int")),
    "a number below zero": _value(_is("integer"), _typed("-1", "integer")),
    "no number": _value(_is("integer"), _typed("many", "integer")),
    "the number beside": _values(_is("integer"), _value_beside),
    "seats in words": _also("Post", "seats", _typed("all", "integer")),
    "no seat": _also("Post", "seats", _typed("00", "integer")),
    "too few seats": _also("Post", "seats", _typed("1", "integer")),
    "a boolean in words": _also("Tenure", "acting", _typed("yes", "boolean")),
    "a boolean twice": _also("Tenure", "acting", _typed("1", "boolean"), _typed("true", "boolean")),
    "a decimal in words": _also("Event", "confidence", _typed("high", "decimal")),
    "a decimal too large": _also("Event", "confidence", _typed("1.10", "decimal")),
    "a double for a decimal": _also("Event", "confidence", _typed("9.0E-1", "double")),
    "a day in words": _also("Tenure", "retrievedOn", _typed("today", "date")),
}

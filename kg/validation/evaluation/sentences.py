"""What a result says: the component that was broken, and a sentence where the shape has none."""

from __future__ import annotations

from pyoxigraph import Literal
from rdflib import SH

from kg.terms import shorten, show
from kg.validation.evaluation.finding import Finding, Row
from kg.validation.messages import fill_message
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
    Range,
    Shape,
    UniqueLang,
)
from kg.validation.reports.common import counted

_RANGES = {">=": "minInclusive", "<=": "maxInclusive", ">": "minExclusive", "<": "maxExclusive"}
_RANGE_WORDS = {">=": "at least", "<=": "at most", ">": "more than", "<": "less than"}


def component_of(check: Check) -> str:
    """The IRI of the constraint component that *check* is of (SHACL §4)."""
    if isinstance(check, Query | Conforms):
        return check.component
    return f"{SH}{_name_of(check)}ConstraintComponent"


def _name_of(check: Check) -> str:
    match check:
        case Range(operator, _):
            name = _RANGES[operator]
            return name[0].upper() + name[1:]
        case Length(operator, _):
            return "MinLength" if operator == ">=" else "MaxLength"
        case Count(operator, _):
            return "MinCount" if operator == ">=" else "MaxCount"
        case LessThan(operator, _):
            return "LessThan" if operator == "<" else "LessThanOrEquals"
        case Qualified(operator=operator):
            return "QualifiedMinCount" if operator == ">=" else "QualifiedMaxCount"
    return type(check).__name__


def messages_of(shape: Shape, check: Check, finding: Finding) -> tuple[Literal, ...]:
    """What a result says: of the solution, the constraint, the shape, or a sentence of ours.

    All values of `sh:message`, in every language (SHACL §2.1.5); the first is the best one
    for an English reader.
    """
    if not isinstance(check, Query):
        return shape.messages or (Literal(_sentence(check, finding), language="en"),)
    own = finding.row.get("message")
    default = f"A node breaks the SPARQL constraint of {shape.name or 'a shape'}."
    texts = (own,) if isinstance(own, Literal) else check.messages
    row = {**dict(check.bindings), **finding.row}
    return tuple(_filled(text, row) for text in texts or (Literal(default, language="en"),))


def _filled(message: Literal, row: Row) -> Literal:
    text = fill_message(message.value, row)
    if message.language:
        return Literal(text, language=message.language)
    return Literal(text, datatype=message.datatype)


def _sentence(check: Check, finding: Finding) -> str:
    match check:
        case Class(iri):
            return f"It is no instance of {shorten(iri)}."
        case Datatype(iri):
            return f"It is no well-formed literal of the datatype {shorten(iri)}."
        case NodeKind(kind):
            return f"It is not of the kind {kind}."
        case Range(operator, bound):
            return f"It is not {_RANGE_WORDS[operator]} {bound.value}."
        case Length(operator, number):
            return f"It does not have {_RANGE_WORDS[operator]} {counted(number, 'character')}."
        case Pattern(regex, _):
            return f"It does not match the pattern “{regex}”."
        case LanguageIn(ranges):
            return f"It is no text in one of the languages {', '.join(ranges)}."
        case In(members):
            return f"It is none of {', '.join(map(show, members))}."
        case Count(operator, number):
            return f"{_number(operator, number)}."
        case UniqueLang():
            return f"There is more than one value in the language {show(finding.row['lang'])}."
        case HasValue(value):
            return f"{show(value)} is not among the values."
        case Equals(iri):
            return f"It is a value here or of {shorten(iri)}, but not of both."
        case Disjoint(iri):
            return f"It is a value of {shorten(iri)} too."
        case LessThan(operator, iri):
            return f"It is not {_RANGE_WORDS[operator]} the value of {shorten(iri)}."
        case Closed():
            return f"{shorten(finding.path)} may not stand here: the shape is closed."
        case Qualified(operator=operator, number=number):
            return f"{_number(operator, number)} that fit{'s' if number == 1 else ''} the shape."
        case Conforms():
            return _conforms(check)
    raise AssertionError(check)


def _number(operator: str, number: int) -> str:
    if operator == "<=" and number == 0:
        return "There is a value, and there may be none"
    verb = "is" if number == 1 else "are"
    return f"There {verb} not {_RANGE_WORDS[operator]} {counted(number, 'value')}"


def _conforms(check: Conforms) -> str:
    names = ", ".join(shorten(shape.name) for shape in check.shapes if shape.name)
    of = f" ({names})" if names else ""
    if check.most == 0:
        return f"It fits a shape that it must not fit{of}."
    if len(check.shapes) == 1 or check.least == len(check.shapes):
        return f"It does not fit the shape{of}."
    number = "exactly" if check.most == 1 else "at least"
    return f"It does not fit {number} one of the shapes{of}."

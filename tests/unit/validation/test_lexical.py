"""Lexical spaces of XSD 1.1."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.store.memory import MemoryDataset
from kg.validation.lexical import XSD, ill_formed, is_well_typed

WELL_TYPED = {
    "date": ["2024-02-29", "-0044-03-15", "0000-02-29", "12345-01-01", "2024-05-12Z"],
    "dateTime": ["2024-05-12T00:00:00", "2024-05-12T24:00:00", "2024-05-12T23:59:59.5-05:00"],
    "dateTimeStamp": ["2024-05-12T00:00:00Z"],
    "gYear": ["2024", "-0044", "2024+14:00"],
    "gYearMonth": ["2024-05"],
    "time": ["12:00:00", "24:00:00"],
    "boolean": ["true", "false", "0", "1"],
    "integer": ["0", "-7", "+07", "9" * 5000],
    "nonNegativeInteger": ["0", "9" * 5000],
    "byte": ["-128", "127"],
    "decimal": ["1", "1.", ".5", "-0.10"],
    "double": ["1e3", "INF", "-INF", "NaN", "1.5"],
}
ILL_TYPED = {
    "date": ["2024-02-30", "2023-02-29", "2100-02-29", "20240512", "2024-5-12", "2024-13-01", ""],
    "dateTime": ["2024-05-12", "2024-05-12T24:00:01", "2024-02-30T00:00:00"],
    "dateTimeStamp": ["2024-05-12T00:00:00"],
    "gYear": ["24", "02024"],
    "gYearMonth": ["2024-13"],
    "time": ["24:00:01"],
    "boolean": ["True", "yes", ""],
    "integer": ["1_000", "1.0", " 1", "٣", ""],
    "nonNegativeInteger": ["-1", "-" + "9" * 5000],
    "byte": ["128", "-129", "9" * 5000],
    "decimal": ["1e3", ".", "INF"],
    "double": ["inf", "nan", "1e"],
}


def pairs(table: dict[str, list[str]]) -> list[tuple[str, str]]:
    """List a table as datatype and lexical form."""
    return [(name, lexical) for name, forms in table.items() for lexical in forms]


@pytest.mark.parametrize(("name", "lexical"), pairs(WELL_TYPED))
def test_forms_of_the_lexical_space_are_well_typed(name: str, lexical: str) -> None:
    """What XSD allows is allowed, years that Python cannot count included."""
    assert is_well_typed(lexical, XSD + name) is True


@pytest.mark.parametrize(("name", "lexical"), pairs(ILL_TYPED))
def test_other_forms_are_ill_typed(name: str, lexical: str) -> None:
    """What Python's own parsers would take is refused all the same."""
    assert is_well_typed(lexical, XSD + name) is False


@pytest.mark.parametrize("datatype", [XSD + "duration", "http://example.org/own"])
def test_other_datatypes_are_not_judged(datatype: str) -> None:
    """Nothing is said about a datatype that is not known here."""
    assert is_well_typed("anything", datatype) is None


def judged(cases: list[tuple[str, str]]) -> list[bool | None]:
    """Let the engine judge forms by the expressions for it; None where there is none."""
    tests = [ill_formed(str(ox.Literal(lexical)), XSD + name) for name, lexical in cases]
    head = " ".join(f"({test or '0'} AS ?x{number})" for number, test in enumerate(tests))
    (row,) = MemoryDataset().select(f"SELECT {head} {{ }}")
    answers = {"true": False, "false": True, "0": None}
    terms = [row[f"x{number}"] for number in range(len(tests))]
    return [answers[term.value] for term in terms if isinstance(term, ox.Literal)]


def test_the_engine_judges_the_same() -> None:
    """All forms of the tables, in one query."""
    cases = [*pairs(WELL_TYPED), *pairs(ILL_TYPED), ("duration", "x"), ("anyURI", "")]
    assert judged(cases) == [is_well_typed(lexical, XSD + name) for name, lexical in cases]
    assert ill_formed("?value", "http://example.org/own") == ""


_YEARS = st.sampled_from(
    ["2020", "2021", "1900", "2000", "0000", "-0004", "-0100", "12000", "02020", "99"]
)
_PARTS = st.integers(0, 33).map("{:02}".format)
_TIMES = st.sampled_from(
    ["", "T00:00:00", "T24:00:00", "T24:00:00.0", "T24:00:01", "T23:59:59.9", "T23:60:00", "T1:0:0"]
)
_ZONES = st.sampled_from(["", "Z", "+14:00", "-13:59", "+14:01", "+1:00", " "])
_DATES = st.tuples(_YEARS, st.just("-"), _PARTS, st.just("-"), _PARTS, _TIMES, _ZONES).map("".join)
_NUMBERS = st.tuples(
    st.sampled_from(["", "+", "-", "--"]),
    st.sampled_from(["", "0", "000"]),
    st.integers(0, 2**64 + 2) | st.sampled_from([127, 128, 129, 2**31, 2**63, 10**40]),
    st.sampled_from(["", "", "", ".", ".0", "e1", "E+1", " ", "\n"]),
).map(lambda parts: "".join(map(str, parts)))
_TEXTS = st.text("0123456789+-.:TZEeINFatruls \n٣", max_size=8)


_SIGNED = ("positiveInteger", "nonPositiveInteger", "negativeInteger")
_NAMES = st.sampled_from([*WELL_TYPED, "long", "unsignedByte", "unsignedLong", "float", *_SIGNED])
_CASES = st.tuples(_NAMES, _DATES | _NUMBERS | _TEXTS)


@given(st.lists(_CASES, min_size=20, max_size=20))
@settings(max_examples=100, deadline=None)
def test_the_engine_judges_all_forms_alike(cases: list[tuple[str, str]]) -> None:
    """What only looks like a date or a number, too."""
    assert judged(cases) == [is_well_typed(lexical, XSD + name) for name, lexical in cases]

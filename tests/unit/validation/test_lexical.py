"""Lexical spaces of XSD 1.1."""

from __future__ import annotations

import pytest

from kg.validation.lexical import XSD, is_well_typed

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

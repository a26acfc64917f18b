"""Cells: quoted, and never a formula."""

from __future__ import annotations

import csv
import io

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.export.csv import statements_csv
from kg.export.csv.cells import defuse, line, restore

FORMULAS = ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "\n", "  =1", "\u3000=1", "\u200b=1",
            "\uff1d1", "\uff0b1", "\uff0d1", "\uff201", "'=1", "''=1"]  # fmt: skip
HARMLESS = ["Wang Yi", "a - b", "a=1", "'Ndrangheta", "", " a", "1-2", "é", "a; b"]
TEXTS = st.text(alphabet=st.sampled_from("=+-@'; \t\r\na,\"|\u3000\u200b\uff1d"), max_size=9)


@pytest.mark.parametrize("text", FORMULAS)
def test_what_a_spreadsheet_would_run_begins_with_an_apostrophe(text: str) -> None:
    """Signs, breaks, their full-width forms, and all of these after blanks."""
    assert defuse(text).startswith("'")
    assert defuse(text) != text


@pytest.mark.parametrize("text", HARMLESS)
def test_other_texts_stay_as_they_are(text: str) -> None:
    """An apostrophe or a sign within a text is no formula."""
    assert defuse(text) == text


def test_a_sign_where_another_spreadsheet_cuts_is_no_formula() -> None:
    """One that takes semicolons for commas begins a cell after each."""
    assert defuse("a;=1;b\n=2") == "a;'=1;b\n'=2"


@given(TEXTS)
def test_what_was_defused_can_be_restored(text: str) -> None:
    """The rule can be undone for every text."""
    assert restore(defuse(text)) == text


@given(st.lists(TEXTS, min_size=2, max_size=5))
def test_a_row_reads_as_it_was_written(cells: list[str]) -> None:
    """Commas, quotes and line breaks stay in their cells (RFC 4180)."""
    assert next(csv.reader(io.StringIO(line(cells), newline=""), strict=True)) == cells


def test_statements_of_a_thing_are_a_table() -> None:
    """Each quad is a row with labels, language, datatype and graph; texts are defused."""
    thing, name = ox.NamedNode("http://e/a"), ox.NamedNode("http://e/name")
    quads = [
        ox.Quad(thing, name, ox.Literal("=1", language="en"), ox.NamedNode("http://e/g")),
        ox.Quad(thing, name, ox.NamedNode("http://e/b")),
        ox.Quad(thing, name, ox.Literal("5", datatype=ox.NamedNode("http://e/type"))),
    ]
    text = statements_csv(quads, lambda iri: f"@{iri.value[-1]}").decode()
    header, *rows = csv.reader(io.StringIO(text, newline=""))
    assert header == ["thing", "property", "property_label", "value", "value_label", "language",
                      "datatype", "graph"]  # fmt: skip
    assert [row[3:] for row in rows] == [
        ["'=1", "", "en", "", "http://e/g"],
        ["5", "", "", "http://e/type", ""],
        ["http://e/b", "'@b", "", "", ""],
    ]
    assert {row[2] for row in rows} == {"'@e"}
    assert text.endswith("\r\n")

"""Patterns that Python matches in place of the engine, and texts that both see alike."""

from __future__ import annotations

import re

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.report import Severity, Term
from kg.store.memory import MemoryDataset
from kg.validation.evaluation.forms import Forms
from kg.validation.evaluation.hierarchy import Hierarchy
from kg.validation.evaluation.passing import Passing
from kg.validation.model import Pattern, Shape

NODE = ox.NamedNode("http://example.org/a-1")
PLAIN = {
    "": ["", "a", "A 1"],
    "^": ["", "a"],
    "$": ["", "a"],
    "^$": [""],
    "a": ["a", "cab"],
    "^a$": ["a"],
    "^[a-z]+$": ["a", "abc"],
    "^[A-Za-z0-9_]*$": ["", "a_1"],
    "[0-9]{4}-[0-9]{2}": ["2020-02", "on 2020-02-29"],
    "^[0-9]{2,}$": ["01", "012"],
    "^ab?c{1,2}$": ["ac", "abcc"],
    "^http://[a-z]+/": ["http://example/x"],
    "^a #b$": ["a #b"],
    "^[A-z]$": ["_", "a", "["],
    "a{0}b": ["b", "ab"],
}
"""Plain patterns, and texts that they match."""
OTHERS = {
    ".": "a",
    "a|b": "a",
    "(a)": "a",
    "(a*)*": "a",
    "\\d": "1",
    "\\w": "a",
    "[^b]": "a",
    "[a-z&&[a]]": "a",
    "[a-z-]": "a",
    "a*?": "a",
    "a++": "a",
    "a{2}{2}": "aaaa",
    "(?i)a": "a",
    "a$b?": "a",
    "é": "é",
    "a,": "a,",
    "'": "'",
    "a?a?a?b": "b",
}
"""Patterns that are not plain, though they match a text."""
TEXTS = [
    *("", "a", "A", "b", "ab", "ac", "abc", "abcc", "abccc", "cab", "aaaa", "_", "[", "^", "-"),
    *("1", "01", "012", "2020-02", "2020-02-29", "x2020-02x", "a #b", "a b", " a", "a ", "\ta"),
    *("http://example/x", "https://example/x", "a_1", "A 1", "on 2020-02-29", "a\r", "\x00a"),
]
OUT_OF_SIGHT = ["a\n", "\na", "a\nb", "é", "aé", "\u017f", "\u212a", "a" * 201]
"""Texts that both may see in different ways, or that are long."""

_pieces = st.sampled_from(["a", "b", "1", " ", "-", "[a-b]", "[0-9]", "[A-Za-z_]", "[ab1]"])
_repeats = st.sampled_from(["", "", "?", "*", "+", "{2}", "{0,1}", "{1,}"])
_plain = st.builds(
    "{}{}{}".format,
    st.sampled_from(["", "^"]),
    st.lists(st.builds(str.__add__, _pieces, _repeats), max_size=4).map("".join),
    st.sampled_from(["", "$"]),
)
_texts = st.text(st.sampled_from("abAB1_ -\r\n\té"), max_size=8)


def passes(regex: str, value: Term, flags: str = "") -> bool:
    """Whether a value surely matches a pattern."""
    data = MemoryDataset()
    shape = Shape(NODE, "", None, Severity.VIOLATION, "", (), (Pattern(regex, flags),), ())
    return Passing(data, Hierarchy(data), Forms()).passes(shape, value)


def engine_matches(regex: str, text: str) -> bool:
    """What the engine says."""
    query = "SELECT ?text ?regex (REGEX(?text, ?regex) AS ?matches) WHERE {}"
    given = {"text": ox.Literal(text), "regex": ox.Literal(regex)}
    (row,) = MemoryDataset().select(query, given)
    return row["matches"] == ox.Literal(True)


@pytest.mark.parametrize("regex", PLAIN)
def test_python_and_the_engine_agree_on_plain_patterns(regex: str) -> None:
    """Over all the texts, those that match and those that do not."""
    found = {text for text in TEXTS if passes(regex, ox.Literal(text))}
    assert found == {text for text in TEXTS if engine_matches(regex, text)}
    assert found >= set(PLAIN[regex])


@settings(deadline=None)
@given(_plain, _texts)
def test_what_surely_matches_a_plain_pattern_matches_in_the_engine(regex: str, text: str) -> None:
    """And of texts that both see alike nothing else does, unless the pattern has many choices."""
    sure, matches = passes(regex, ox.Literal(text)), engine_matches(regex, text)
    few = len(re.findall(r"[?*+]|\{[0-9]+,[0-9]*\}", regex)) <= 2
    assert sure is (few and matches and text.isascii() and "\n" not in text)


@pytest.mark.parametrize(("regex", "text"), OTHERS.items())
def test_other_patterns_are_left_to_the_engine(regex: str, text: str) -> None:
    """Python may take them for something else."""
    assert not passes(regex, ox.Literal(text))


@pytest.mark.parametrize("text", OUT_OF_SIGHT)
def test_texts_that_both_may_see_differently_are_left_to_the_engine(text: str) -> None:
    """So are long ones, on which Python may spend long."""
    assert not passes("", ox.Literal(text))
    assert engine_matches("", text)


def test_the_texts_of_iris_and_of_all_literals_are_matched() -> None:
    """A blank node has none."""
    values: list[Term] = [NODE, ox.Literal("a-1", language="en"), ox.Literal("a-1", datatype=NODE)]
    assert all(passes("a-1$", value) for value in values)
    assert not passes("", ox.BlankNode("a"))


def test_flags_are_left_to_the_engine() -> None:
    """Whatever they are."""
    assert not passes("a", ox.Literal("a"), "i")

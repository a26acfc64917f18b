"""The pages about limits and problems say what the program does."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest

from kg.cli.limits import LIMITS, Limit
from kg.guards import MAX_DEPTH
from kg.importers.running import MOST_TRIPLES
from kg.importers.unpacking import LARGEST
from kg.parsing import ParseLimits
from kg.query_limits import QueryLimits
from kg.store.dataset import MAX_SORTED
from kg.store.entity_relations import MOST as MOST_RELATED
from kg.store.view_folders import KEPT
from kg.update.instantiate import MAX_QUADS
from kg.validation.fallback import FallbackLimits
from kg.web import ServiceSettings
from kg.web.held.views import WAITING
from kg.web.problems import KINDS
from kg.workers import WorkerLimits
from tests.conftest import Kg

ROOT = Path(__file__).parents[2]
HOLDERS: dict[str, WorkerLimits | QueryLimits | ServiceSettings] = {
    "workers": WorkerLimits(),
    "queries": QueryLimits(),
    "": ServiceSettings(),
}
UNITS = ((1 << 30, "G"), (1 << 20, "M"), (1 << 10, "K"))
WITHOUT_OPTION = {
    "triples that one operation with a pattern changes": MAX_QUADS,
    "bytes of a literal in a document": ParseLimits().literal_bytes,
    "bytes of a document that is loaded": ParseLimits().document_bytes,
    "nesting of elements, objects and collections in a document": MAX_DEPTH,
    "triples that `kg import` makes of one release": MOST_TRIPLES,
    "bytes of a file that `kg import` unpacks": LARGEST,
    "seconds to match the values of one check, in pySHACL": int(FallbackLimits().seconds),
    "bytes of memory to match them": FallbackLimits().memory_bytes,
    "processes ready beside those at work": WorkerLimits().spare,
    "an answer that is complete before its status": WorkerLimits().small_bytes,
    "triples of an answer that are put in order": MAX_SORTED,
    "things that lead to a thing by one relation, in its data": MOST_RELATED,
    "requests that wait for a view of what was known": WAITING,
    "views that are kept": KEPT,
}
ELSEWHERE = {
    "network", "services", "tokens", "read_only", "public_url", "workers", "queries"
}  # fmt: skip
"""Settings that are no limits, or hold them."""


def rows(page: str) -> dict[str, list[str]]:
    """The rows of all tables of a page, by their first cells."""
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.startswith("| ")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    found = {first.strip("`"): rest for first, *rest in cells}
    assert len(found) > 20
    return found


def shown(value: float, kind: str) -> str:
    """A number as the page writes it."""
    if kind == "bytes":
        return next(f"{value // size:.0f}{unit}" for size, unit in UNITS if value >= size)
    return f"{value:g}" if value < 1000 else f"{value:.0f}"


def default(limit: Limit) -> float:
    """The default of a setting."""
    found = getattr(HOLDERS[limit.place], limit.name)
    assert isinstance(found, int | float)
    return found


@pytest.mark.parametrize("limit", LIMITS, ids=lambda limit: limit.option)
def test_the_page_has_each_limit(limit: Limit) -> None:
    """With its default, and where it ends."""
    value, beyond, _ = rows("limits.md")[limit.option]
    if limit.option == "--workers":
        assert value == "three more than cores, at least 4"
    else:
        assert value == shown(default(limit), limit.kind)
        if limit.most < float("inf") and limit.option != "--queue":
            assert f"{limit.most:.0f} is the most" in beyond
        if limit.least:
            assert f"{shown(limit.least, limit.kind)} is the least" in beyond


def test_the_page_has_no_other_limits(kg: Kg) -> None:
    """An option that is gone, or was never there."""
    documented = {first for first in rows("limits.md") if first.startswith("--")}
    assert documented == {limit.option for limit in LIMITS} | {"--allow-service"}


def test_every_setting_is_a_limit_with_an_option_or_is_told_of() -> None:
    """So that none is added in silence."""
    settings = {field.name for holder in HOLDERS.values() for field in fields(holder)}
    optional = {limit.name for limit in LIMITS}
    assert settings - optional - ELSEWHERE == {"spare", "small_bytes"}


@pytest.mark.parametrize(("what", "value"), WITHOUT_OPTION.items(), ids=WITHOUT_OPTION)
def test_the_page_has_the_limits_without_an_option(what: str, value: int) -> None:
    """They are constants of the program."""
    kind = "bytes" if what.startswith(("bytes", "an answer")) else ""
    assert rows("limits.md")[what][0] == shown(value, kind)


def test_the_help_shows_the_defaults(kg: Kg) -> None:
    """Those that are in force."""
    text = " ".join(kg("serve", "--help").out.split())
    for limit in LIMITS:
        value = shown(default(limit), limit.kind)
        shows = f"{limit.option} {limit.kind.upper()} {limit.text} [default: {value}]"
        assert shows in text
    assert "--allow-service IRI" in text


def test_the_page_explains_each_problem() -> None:
    """With its status."""
    documented = rows("problems.md")
    for status, name in KINDS.values():
        assert documented[name][0] == str(status), name


def test_the_page_explains_each_limit() -> None:
    """By the rule that it states, and with its own type."""
    documented = rows("problems.md")
    for name in limit_names():
        status = "413" if re.search("(bytes|rows|changes)$", name) else "400"
        assert documented[name][0] == status, name


def test_the_page_explains_nothing_else() -> None:
    """A type that no answer has."""
    headings = {"type"}
    assert set(rows("problems.md")) - headings == limit_names() | {
        name for _, name in KINDS.values()
    }


def test_limits_lead_to_problems() -> None:
    """Every type in the last column is one of the other page."""
    problems = rows("problems.md")
    types = {cells[-1] for cells in rows("limits.md").values()}
    named = {name.strip("`") for name in types if name.startswith("`")}
    assert len(named) > 12
    assert named <= set(problems)
    assert limit_names() <= named


def limit_names() -> set[str]:
    """What the program gives as `limit` of an error."""
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in (ROOT / "kg").rglob("*.py")]
    taking = {name: place for tree in trees for name, place in takers(tree)}
    found = {name for tree in trees for name in given(tree, taking)}
    assert len(found) > 8
    return found


def takers(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Functions with a parameter `limit` that is a text, and its place."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            names = [argument.arg for argument in node.args.args]
            if "limit" in names and "str" in ast.unparse(
                node.args.args[names.index("limit")].annotation or ast.Constant("")
            ):
                yield node.name, names.index("limit")


def given(tree: ast.AST, taking: dict[str, int]) -> Iterator[str]:
    """The texts that calls give for it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.name in taking:
            values: list[ast.expr] = list(node.args.defaults)
        elif isinstance(node, ast.Call):
            name = ast.unparse(node.func).rpartition(".")[2]
            values = [word.value for word in node.keywords if word.arg == "limit"]
            values += node.args[taking[name] : taking[name] + 1] if name in taking else []
        else:
            continue
        for value in values:
            if isinstance(value, ast.Constant) and isinstance(value.value, str):
                yield value.value

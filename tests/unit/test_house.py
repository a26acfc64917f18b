"""The rules that keep the house easy to live in."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODULES = sorted((ROOT / "kg").rglob("*.py"))
LONGEST_MODULE = 250
LONGEST_FUNCTION = 40


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef]:
    """All functions and methods of a module."""
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def uses_store(tree: ast.AST) -> bool:
    """Whether a module names pyoxigraph's Store."""
    return any(
        isinstance(node, ast.Attribute)
        and node.attr == "Store"
        and isinstance(node.value, ast.Name)
        and node.value.id == "ox"
        for node in ast.walk(tree)
    )


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_modules_and_functions_stay_small(path: Path) -> None:
    """A module of more than 250 lines, or a function of more than 40, is two things."""
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= LONGEST_MODULE
    for function in functions(ast.parse(text)):
        length = (function.end_lineno or 0) - function.lineno + 1
        assert length <= LONGEST_FUNCTION, f"{function.name} has {length} lines"


def test_only_the_store_package_opens_stores() -> None:
    """Everything else gets at data through the store package."""
    users = {
        path.relative_to(ROOT).parts[1]
        for path in MODULES
        if uses_store(ast.parse(path.read_text(encoding="utf-8")))
    }
    # `update` reads pieces of text with the engine's parser, on stores that are empty
    assert users == {"store", "update"}


def test_the_architecture_names_every_module() -> None:
    """A module that the floor plan does not name has no place."""
    plan = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    tops = {
        path.stem if path.suffix else path.name
        for path in (ROOT / "kg").iterdir()
        if path.name not in ("__init__.py", "__pycache__", "py.typed")
    }
    missing = {name for name in tops if not re.search(rf"\b{name}\b", plan)}
    assert missing == set()


def test_no_query_is_built_by_formatting() -> None:
    """Queries are files; a SELECT inside an f-string would be text pasted into text."""
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr):
                text = "".join(str(p.value) for p in node.values if isinstance(p, ast.Constant))
                assert not re.search(r"\b(SELECT|CONSTRUCT|ASK)\b[^.]*\{", text), path


def test_tracked_files_name_no_machine() -> None:
    """A path of one machine, or a registry's host, would be wrong on every other."""
    pattern = re.compile(r"(?<![\w.])/(?:work|root|home)/|index-url|pypi\.org|registry\.npmjs")
    folders = ("kg", "ontology", "shapes", "queries", "data", "docs", "tools", ".ci")
    files = [path for folder in folders for path in (ROOT / folder).rglob("*") if path.is_file()]
    files += [ROOT / name for name in ("README.md", "ARCHITECTURE.md", "Makefile")]
    files += [ROOT / name for name in ("pyproject.toml", "constraints.txt", "CHANGELOG.md")]
    found = [
        str(path)
        for path in files
        if path.suffix != ".pyc" and pattern.search(path.read_text(encoding="utf-8"))
    ]
    assert found == []

"""The table of clauses and the tests name each other."""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path

FOLDER = Path(__file__).parent
TABLE = FOLDER.parent / "sparql-protocol.md"
ROW = re.compile(r"^\|(?P<cells>.*)\|$", re.MULTILINE)
NAME = re.compile(r"`(test_\w+)`")


def functions() -> list[str]:
    """The names of all test functions of this folder."""
    return [
        node.name
        for path in sorted(FOLDER.glob("test_*.py"))
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    ]


def rows() -> list[list[str]]:
    """The cells of each clause of the table: its number, what it says, its tests, a note."""
    text = TABLE.read_text(encoding="utf-8")
    cells = [[cell.strip() for cell in match["cells"].split("|")] for match in ROW.finditer(text)]
    return [row for row in cells if row[0] not in ("§", "---")]


def test_each_test_has_a_name_of_its_own() -> None:
    """The table names them without their files."""
    assert [name for name, count in Counter(functions()).items() if count > 1] == []


def test_the_table_and_the_tests_agree() -> None:
    """Every test stands in the table, and every test of the table is there."""
    assert set(NAME.findall(TABLE.read_text(encoding="utf-8"))) == set(functions())


def test_every_clause_has_a_test_or_a_reason() -> None:
    """A clause about clients, or one that is only informative, says so."""
    assert rows()
    for row in rows():
        assert len(row) == 4, row
        section, clause, named, note = row
        assert section
        assert clause
        assert NAME.search(named) or note, row
        assert (
            not re.search(r"\b(MUST|MUST NOT)\b", clause) or NAME.search(named) or "client" in note
        )

"""The tutorial of docs/importers/csv.md as a reader follows it."""

from __future__ import annotations

from pathlib import Path

from kg.importers.csv_kinds import KINDS
from tests.importers.support import fixture
from tests.pages import BLOCK, ROOT, check_command, commands

PAGE = (ROOT / "docs" / "importers" / "csv.md").read_text(encoding="utf-8")
BLOCKS = BLOCK.findall(PAGE)
SAVED = {"csv": "ministers.csv", "toml": "ministers.toml", "sparql": "incumbents.rq"}


def test_the_table_and_the_mapping_are_those_of_the_tests() -> None:
    """So that what is shown is what is tested."""
    shown = {SAVED[language]: text for language, text in BLOCKS if language in SAVED}
    for name in ("ministers.csv", "ministers.toml"):
        assert shown[name] == (fixture("csv") / name).read_text(encoding="utf-8")


def test_every_command_prints_what_the_page_shows(tmp_path: Path) -> None:
    """The commands run in order in one folder."""
    for language, text in BLOCKS:
        if language in SAVED:
            (tmp_path / SAVED[language]).write_text(text, encoding="utf-8")
            continue
        for command, shown in commands(text):
            check_command(command, shown, tmp_path)


def test_the_page_names_every_kind_and_field() -> None:
    """What a mapping can say is written down."""
    words = set(PAGE.replace("`", " ").replace(",", " ").split())
    assert words >= {name for kind in KINDS.values() for name in kind.fields} | KINDS.keys()

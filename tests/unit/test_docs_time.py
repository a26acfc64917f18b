"""The page about time shows what the program answers."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.resources import query_files
from kg.store.embedded import DatasetStore
from kg.store.view_folders import KEPT
from tests.conftest import Kg

PAGE = (Path(__file__).parents[2] / "docs" / "time.md").read_text(encoding="utf-8")
NUMBERS = ("no", "one", "two", "three", "four", "five")


def shown() -> Iterator[tuple[str, str]]:
    """Each command of the page, and the lines below it."""
    for block in re.findall(r"^```console\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL):
        for example in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = example.partition("\n")
            yield command, output


@pytest.mark.parametrize(("command", "output"), list(shown()), ids=lambda text: text[:40])
def test_the_examples_answer_as_shown(
    kg: Kg, demo_store: DatasetStore, command: str, output: str
) -> None:
    """On the packaged data."""
    program, *words = shlex.split(command)
    assert program == "kg"
    folder = str(demo_store.folder)
    done = kg(*(folder if word == "my.store" else word for word in words))
    if output.startswith("error: "):
        assert (done.code, output.removeprefix("error: ").strip() in done.err) == (2, True)
    else:
        assert (done.code, done.out.splitlines()) == (0, output.splitlines())


def test_the_page_names_queries_that_there_are() -> None:
    """Each of the table, and no other."""
    table = PAGE.partition("## Questions")[2]
    named = re.findall(r"^\| `([\w-]+)` \|", table, re.MULTILINE)
    assert len(named) == 6
    assert set(named) <= set(query_files())


def test_the_page_says_how_many_views_are_kept() -> None:
    """As the program does it."""
    assert f"The {NUMBERS[KEPT]} views that were used last stay" in PAGE

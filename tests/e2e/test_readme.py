"""The README as a newcomer runs it."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.pages import BLOCK, ROOT, check_command, commands

BLOCKS = BLOCK.findall((ROOT / "README.md").read_text(encoding="utf-8"))
DEMO = "make demo"
FILES = {"trig": "broadcast.trig", "csv": "holders.csv", "toml": "holders.toml"}
"""The names under which the README has its reader save the blocks of a language."""


@pytest.fixture(scope="module")
def demo_address() -> Iterator[str]:
    """Run `make demo` as it stands, but for the port and the browser."""
    # the environment that runs the tests is the one that make would install
    process = subprocess.Popen(
        ["make", "--no-print-directory", "demo", "DEMO=--port 0 --no-browser"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stdout is not None
    try:
        address = ""
        for line in process.stdout:
            if found := re.search(r"^Serving (http://\S+)", line):
                address = found[1]
                break
        assert address, "the demo ended before it served"
        yield address
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.stdout.close()
        process.wait(timeout=30)


def test_readme_has_the_blocks_that_are_tested() -> None:
    """A block in a language that nothing runs would go unnoticed."""
    assert {language for language, _ in BLOCKS} == {"console", *FILES}
    assert sum(DEMO in text for _, text in BLOCKS) == 1


def test_every_command_of_the_readme_prints_what_it_shows(
    tmp_path: Path, demo_address: str
) -> None:
    """The commands run in order in one folder, as a reader would type them."""
    (tmp_path / "data").symlink_to(ROOT / "data")
    assert shutil.which("curl")
    for language, text in BLOCKS:
        if language in FILES:
            (tmp_path / FILES[language]).write_text(text, encoding="utf-8")
            continue
        for command, shown in commands(text):
            if command == DEMO:
                continue
            check_command(command.replace("http://127.0.0.1:8000", demo_address), shown, tmp_path)


def test_every_link_of_the_documentation_leads_somewhere() -> None:
    """Relative links of the README and the pages it leads to."""
    for page in [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("*/README.md")]:
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"

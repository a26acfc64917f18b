"""The README as a newcomer runs it."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
BLOCKS = BLOCK.findall((ROOT / "README.md").read_text(encoding="utf-8"))
DEMO = "make demo"
FILES = {"trig": "broadcast.trig", "csv": "holders.csv", "toml": "holders.toml"}
"""The names under which the README has its reader save the blocks of a language."""


def commands(block: str) -> Iterator[tuple[str, str]]:
    """Split a console block into commands, each with the output that it shows."""
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        first, _, rest = part.partition("\n")
        marker = re.search(r"<<'(\w+)'", first)
        if marker is None:
            yield first, rest
            continue
        document, _, output = rest.partition(f"\n{marker[1]}\n")
        yield f"{first}\n{document}\n{marker[1]}", output


def matches(shown: str, output: str) -> bool:
    """Compare output with what the README shows, where … stands for anything."""
    pattern = "(?s:.*)".join(re.escape(part) for part in shown.strip().split("…"))
    return re.fullmatch(pattern, output.strip()) is not None


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
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    assert shutil.which("curl")
    for language, text in BLOCKS:
        if language in FILES:
            (tmp_path / FILES[language]).write_text(text, encoding="utf-8")
            continue
        for command, shown in commands(text):
            if command == DEMO:
                continue
            done = subprocess.run(
                ["bash", "-c", command.replace("http://127.0.0.1:8000", demo_address)],
                cwd=tmp_path,
                env={**os.environ, "PATH": path},
                capture_output=True,
                text=True,
                check=False,
            )
            assert done.returncode == 0, f"{command}\n{done.stderr}"
            assert matches(shown, done.stdout), f"{command}\n{done.stdout}"


def test_every_link_of_the_documentation_leads_somewhere() -> None:
    """Relative links of the README and the pages it leads to."""
    for page in [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("*/README.md")]:
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"

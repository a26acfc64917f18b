"""Pages of documentation whose blocks are run as a reader would type them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


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


def check_command(command: str, shown: str, folder: Path, *, code: int = 0) -> None:
    """Run one command in a folder: it ends with *code*, and prints what the page shows."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == code, f"{command}\n{done.stderr}"
    assert matches(shown, done.stdout), f"{command}\n{done.stdout}"

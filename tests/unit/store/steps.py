"""What the disk holds at each step of a write: what a crash there would leave."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from kg.store.staging import Staging
from tests.unit.store.disk import listing


class Camera:
    """Copies a folder before and after every step that may change it, if it is another then."""

    def __init__(self, folder: Path, shots: Path) -> None:
        self._folder = folder
        self._shots = shots
        self._last: dict[str, bytes | None] = {}
        self.taken: list[Path] = []

    def shoot(self, label: str) -> None:
        """Copy the folder as it is now."""
        seen = listing(self._folder)
        if seen != self._last:
            target = self._shots / f"{len(self.taken):03}-{label}"
            with suppress(shutil.Error):  # the engine tidies up its copy meanwhile
                shutil.copytree(self._folder, target)
            self.taken.append(target)
            self._last = seen

    def around(self, label: str, step: Callable[..., Any]) -> Callable[..., Any]:
        """The same step, with a copy before it and after it."""

        def shown(*arguments: Any, **options: Any) -> Any:
            self.shoot(f"before-{label}")
            try:
                return step(*arguments, **options)
            finally:
                self.shoot(f"after-{label}")

        return shown


@contextmanager
def each_step(folder: Path, shots: Path) -> Iterator[Camera]:
    """Copy *folder* to folders in *shots* at each step of what the block does with it."""
    camera = Camera(folder, shots)
    with pytest.MonkeyPatch.context() as patch:
        for owner, name in (
            (os, "fsync"),
            (Path, "replace"),
            (Path, "unlink"),
            (Path, "rename"),
            (shutil, "rmtree"),
            (Staging, "save"),
        ):
            patch.setattr(owner, name, camera.around(name, getattr(owner, name)))
        yield camera

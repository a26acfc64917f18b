"""What is fixed when a store is created: a different value later is refused."""

from __future__ import annotations

import json
import secrets
from dataclasses import asdict, dataclass, field
from pathlib import Path

from kg.errors import NotFoundError, ParameterError
from kg.store.files import write_atomically

FORMAT = 2
"""The layout of the folder: 2 has a journal. An older store is upgraded when it is written or
served, a newer one is refused."""


@dataclass(frozen=True, slots=True)
class StoreSettings:
    """The settings of a store.

    *default_graph* is `union` (the default graph is the materialised union of
    the accepted source graphs) or `own` (a plain dataset). *shapes* is
    `packaged`, `none` or the digest of a shapes file that the store keeps.
    *base_iri* begins the IRI of every thing that the store describes; *identity*
    tells stores apart. *keep_versions* is how many published versions stay on
    disk at least, so that readers of an older one can finish.
    """

    default_graph: str = "union"
    shapes: str = "packaged"
    base_iri: str = "https://w3id.org/geoactors/"
    keep_versions: int = 3
    format: int = FORMAT
    identity: str = field(default_factory=lambda: secrets.token_hex(4), compare=False)

    def write(self, folder: Path) -> None:
        """Write the settings into the store at *folder*."""
        text = json.dumps(asdict(self), indent=2) + "\n"
        write_atomically(folder / "settings.json", text)


def read_settings(folder: Path) -> StoreSettings:
    """Read the settings of the store at *folder*.

    Raises:
        NotFoundError: there is no store.
        ParameterError: the store was written by a newer release.
    """
    try:
        values = json.loads((folder / "settings.json").read_text(encoding="utf-8"))
        settings = StoreSettings(**values)
    except FileNotFoundError:
        raise NotFoundError(
            f"{folder}: there is no store here.", hint="`kg load --store DIR FILE…` creates one."
        ) from None
    except (OSError, ValueError, TypeError) as error:
        raise ParameterError(f"{folder}: settings.json cannot be read: {error}.") from error
    if settings.format > FORMAT:
        raise ParameterError(
            f"{folder}: the store has format {settings.format}, this release reads {FORMAT}.",
            hint="Install the newest release: `pip install --upgrade geoactors`.",
        )
    return settings


def require_same(settings: StoreSettings, default_graph: str | None, shapes: str | None) -> None:
    """Refuse options that differ from the settings the store was created with.

    Raises:
        ParameterError: an option differs.
    """
    for name, stored, asked in (
        ("--default-graph", settings.default_graph, default_graph),
        ("--shapes", settings.shapes, shapes),
    ):
        if asked is not None and asked != stored:
            raise ParameterError(
                f"The store was created with {name} {stored}; it cannot be opened with {asked}.",
                hint="Leave the option out, or create another store.",
            )

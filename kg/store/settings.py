"""What is fixed when a store is created: a different value later is refused."""

from __future__ import annotations

import json
import secrets
from dataclasses import asdict, dataclass, field, fields
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


_DEFAULTS = StoreSettings()


def read_settings(folder: Path) -> StoreSettings:
    """Read the settings of the store at *folder*.

    Raises:
        NotFoundError: there is no store.
        ParameterError: the store was written by a newer release, or it is a file.
    """
    try:
        values = json.loads((folder / "settings.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise NotFoundError(
            f"{folder}: there is no store here.", hint="`kg load --store DIR FILE…` creates one."
        ) from None
    except NotADirectoryError as error:
        raise ParameterError(
            f"{folder}: there is no folder of that name.", hint="A store is a folder: name one."
        ) from error
    except OSError as error:
        reason = error.strerror or error
        raise ParameterError(f"{folder}: settings.json cannot be read: {reason}.") from error
    except ValueError as error:
        raise ParameterError(f"{folder}: settings.json cannot be read: {error}.") from error
    return settings_of(values, f"{folder}: settings.json")


def settings_of(values: object, place: str) -> StoreSettings:
    """Make settings of what was read at a *place*.

    Raises:
        ParameterError: a newer release wrote them, or they are none.
    """
    if not isinstance(values, dict):
        raise ParameterError(f"{place} holds no settings.")
    version = values.get("format")
    if isinstance(version, int) and version > FORMAT:
        raise ParameterError(
            f"{place}: the store has format {version}, this release reads {FORMAT}.",
            hint="Install the newest release: `pip install --upgrade geoactors`.",
        )
    try:
        settings = StoreSettings(**values)
    except TypeError as error:
        raise ParameterError(f"{place} cannot be read: {error}.") from error
    for name in fields(StoreSettings):
        found = getattr(settings, name.name)
        if type(found) is not type(getattr(_DEFAULTS, name.name)):
            raise ParameterError(f"{place}: {name.name} cannot be {found!r}.")
    if settings.default_graph not in ("union", "own"):
        raise ParameterError(f"{place}: default_graph is union or own.")
    if settings.keep_versions < 1:
        raise ParameterError(f"{place}: keep_versions is at least 1: the published one.")
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

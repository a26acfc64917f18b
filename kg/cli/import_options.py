"""The options of `kg import`: those of every import, and those of single formats."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from kg.importers.options import OPTIONS

RELEASE_WORDS = ("key", "retrieved", "published", "licence", "citation")
"""The names under which a command gets what is said of the release."""

Command = TypeVar("Command", bound=Callable[..., Any])


def release_options(command: Command) -> Command:
    """Add the options that say what the release is."""
    for option in (
        click.option("--citation", help="How the source wants to be cited."),
        click.option(
            "--licence", metavar="IRI", help="Licence, where it is not that of the source."
        ),
        click.option(
            "--published", metavar="DATE", help="When the release came out; may be partial."
        ),
        click.option("--retrieved", metavar="DATE", help="Day on which the files were fetched."),
        click.option("--release", "key", help="Name of the release; default: from that of PATH."),
    ):
        command = option(command)
    return command


def running_options(command: Command) -> Command:
    """Add the options that say how the import is run."""
    path = click.Path(path_type=Path)
    for option in (
        click.option(
            "--set-aside", type=path, help="Folder for such rows; goes with --keep-going."
        ),
        click.option(
            "--keep-going", is_flag=True, help="Set rows that cannot be read aside, and go on."
        ),
        click.option("--report", type=path, help="Write the counts as JSON."),
        click.option("--dry-run", is_flag=True, help="Read and count, and store nothing."),
        click.option("--preview", is_flag=True, help="Show the first rows as facts."),
        click.option("--list", "listing", is_flag=True, help="List the formats."),
    ):
        command = option(command)
    return command


def format_options(command: Command) -> Command:
    """Add the options of single formats; the command gets them under the names they are given.

    Formats that share a name share the option.
    """
    helps: dict[str, list[str]] = {}
    metavars: dict[str, str] = {}
    for format_name, options in OPTIONS.items():
        for option in options:
            helps.setdefault(option.name, []).append(f"{format_name}: {option.help}")
            metavars[option.name] = option.metavar
    for name, texts in sorted(helps.items(), reverse=True):
        command = click.option(f"--{name}", name, metavar=metavars[name], help=" ".join(texts))(
            command
        )
    return command

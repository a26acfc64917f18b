"""The command line: one file per command, each loaded when it is called."""

from __future__ import annotations

import io
import os
import signal
import sys
import traceback
from importlib import import_module
from types import FrameType
from typing import NoReturn

import click

from kg import __version__
from kg.cli.exits import exit_code
from kg.errors import KgError


class _Commands(click.Group):
    """Loads a command's module at its first use: `kg --help` needs none of the libraries."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(_SUMMARIES)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in _SUMMARIES:
            return None
        module = _MODULES.get(name, name)
        command = getattr(import_module(f"kg.cli.{module}"), f"{module}_command")
        assert isinstance(command, click.Command)
        return command

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:  # the reader of our output went away; there is nobody to tell
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise click.exceptions.Exit(0) from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        rows = [(name, _SUMMARIES[name]) for name in self.list_commands(ctx)]
        with formatter.section("Commands"):
            formatter.write_dl(rows)


_SUMMARIES = {
    "backup": "Write a store to one file.",
    "correct": "Correct what a source says of a thing, with reason and evidence.",
    "demo": "Serve the packaged data from a temporary store.",
    "doctor": "Check the installation, and a store.",
    "export": "Write a store in the formats of other programs.",
    "forget": "Erase things from a store for good.",
    "graphs": "List source graphs; suspend, resume or drop one.",
    "identity": "Decide which things of different sources are one.",
    "import": "Import the files of a source: Wikidata, sanctions lists, visits …",
    "init": "Start a repository of data that is validated on every change.",
    "load": "Validate RDF files and store them.",
    "log": "Show who changed what and when.",
    "query": "Run a stored query or your own.",
    "restore": "Make a store from a backup.",
    "serve": "Serve a store over HTTP.",
    "validate": "Validate RDF files without a store.",
}

_MODULES = {"import": "importing"}
"""Modules of commands whose names are words of Python."""


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: 0 fine, 1 the data breaks the shapes, 2 usage or unreadable input,"
    " 3 a remote endpoint failed, 4 the installation is broken, 5 busy, or the disk is full.",
)
@click.version_option(__version__, prog_name="geoactors")
@click.option("--debug", is_flag=True, help="Show the traceback of an error; stands anywhere.")
def cli(debug: bool) -> None:
    """A knowledge graph of geopolitical actors: who held which office when, and who says so."""


def main() -> None:
    """Run the command line and exit with the documented code."""
    debug = "--debug" in sys.argv[1:]
    arguments = [argument for argument in sys.argv[1:] if argument != "--debug"]
    signal.signal(signal.SIGTERM, _end)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal that knows only Latin
    try:
        code = cli.main(arguments, standalone_mode=False)  # click returns the code of an Exit
    except click.Abort:
        _say("Stopped.")
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except KgError as error:
        _fail(error, exit_code(error), debug)
    except (MemoryError, OSError) as error:
        _fail(error, 5, debug)
    except Exception as error:
        if not debug:
            _say("kg: an error that the program does not know; --debug shows where it arose.")
        _fail(error, 4, debug)
    sys.exit(code if isinstance(code, int) else 0)


def _end(number: int, _frame: FrameType | None) -> NoReturn:
    """Unwind, so that copies and temporary folders are removed."""
    sys.exit(128 + number)


def _fail(error: Exception, code: int, debug: bool) -> NoReturn:
    if debug:
        traceback.print_exception(error)
    _say(f"kg: {error}" if str(error) else f"kg: {type(error).__name__}")
    sys.exit(code)


def _say(text: str) -> None:
    click.echo(text, err=True)

"""`kg validate`: RDF files against the shapes, without a store."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from kg.errors import InputError, KgError, NotFoundError, ParameterError, UnavailableError
from kg.gate import packaged_gate
from kg.ingest import validate_documents, validate_with_shapes
from kg.parsing import ParsedDocument, find_files, parse_path
from kg.report import Severity
from kg.store.settings import StoreSettings
from kg.validation.reports import FORMATS, write_report

_EXAMPLES = """\b
Examples:
  kg validate talks.ttl
  kg validate data/ --format sarif --output report.sarif
  kg validate my-data/ --shapes my-shapes.ttl
"""


class _Path(click.Path):
    """A path that is not empty: Python takes an empty one for the working directory."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if value == "":
            raise ParameterError(
                "An empty text names no file or folder.", hint="Write . for this folder."
            )
        return super().convert(value, param, ctx)


_FILES = _Path(path_type=Path)


@click.command("validate", epilog=_EXAMPLES)
@click.argument("paths", nargs=-1, required=True, metavar="PATH…", type=_FILES)
@click.option(
    "--context", "context", multiple=True, type=_FILES, help="Data that PATH… may refer to."
)
@click.option(
    "--shapes", "shapes", multiple=True, type=_FILES, help="Validate by these shapes alone."
)
@click.option("--format", "fmt", type=click.Choice(FORMATS), default="text", show_default=True)
@click.option(
    "--fail-on",
    type=click.Choice([severity.value for severity in Severity]),
    default=Severity.VIOLATION.value,
    show_default=True,
    help="The mildest result that ends with exit code 1.",
)
@click.option("--output", type=_FILES, help="Write the report to this file.")
def validate_command(
    paths: tuple[Path, ...],
    context: tuple[Path, ...],
    shapes: tuple[Path, ...],
    fmt: str,
    fail_on: str,
    output: Path | None,
) -> None:
    """Validate the RDF in PATH…: files of any syntax, and folders with all files in them.

    All of PATH… is one dataset. The packaged ontology, code lists and states
    are its context, and only nodes of PATH… are reported. With --shapes it is
    plain SHACL: these shapes, no context, the data as it is written.
    """
    if shapes and context:
        raise ParameterError(
            "--shapes is plain SHACL, without context.", hint="Name all the data among PATH…."
        )
    documents = _parse_all(paths)
    if shapes:
        report = validate_with_shapes(documents, _parse_all(shapes))
    else:
        report = validate_documents(
            documents,
            packaged_gate(states=True),
            base_iri=StoreSettings().base_iri,
            context=_parse_all(context),
        )
    _write(write_report(report, fmt), output)
    if report.at_least(Severity(fail_on)):
        raise click.exceptions.Exit(1)


def _parse_all(paths: tuple[Path, ...]) -> list[ParsedDocument]:
    """Parse every file, and name all that cannot be read, not only the first."""
    documents: list[ParsedDocument] = []
    errors: list[KgError] = []
    for path in find_files(paths) if paths else []:
        try:
            documents.append(parse_path(path))
        except (InputError, NotFoundError) as error:
            errors.append(error)
    for earlier in errors[:-1]:
        click.echo(f"kg: {earlier}", err=True)  # the last one is written where the program ends
    if errors:
        raise errors[-1]
    return documents


def _write(text: str, output: Path | None) -> None:
    if output is None:
        click.echo(text, nl=not text.endswith("\n"))
        return
    try:
        output.write_text(text, encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError) as error:
        raise NotFoundError(
            f"{output}: {error.strerror}.", hint="Name a file in a folder that is there."
        ) from error
    except OSError as error:
        raise UnavailableError(f"{output}: {error.strerror or error}.") from error

"""`kg validate`: RDF files against the shapes, without a store, or what a store holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import click

from kg.cli.baselines import Baseline
from kg.cli.documents import Documents, GivenPath, read_documents
from kg.cli.project import Project, read_project
from kg.cli.revalidation import refuse_files, validate_store
from kg.errors import NotFoundError, ParameterError, UnavailableError
from kg.gate import packaged_gate
from kg.ingest import validate_documents, validate_with_shapes
from kg.parsing import find_files
from kg.report import Severity, ValidationReport
from kg.store.settings import StoreSettings
from kg.validation.reports import FORMATS, write_report
from kg.validation.reports.catalogue import explain as explained
from kg.validation.reports.common import summary_of

_EXAMPLES = """\b
Examples:
  kg validate talks.ttl
  kg validate data/ --format sarif --output report.sarif
  kg validate my-data/ --shapes my-shapes.ttl
  kg validate data/ --write-baseline baseline.toml --reason "Mended by spring."
  kg validate data/ --baseline baseline.toml
  kg validate --explain gs:TenureShape-holder
  kg validate --store my.store
"""
_PARTIAL = (
    "Not every file could be read: what refers to a thing in one of the others may be reported"
    " as if that thing were missing."
)


_FILES = GivenPath(path_type=Path)


@dataclass(frozen=True, slots=True)
class _Task:
    """Which files are validated, beside which, by which shapes; *whole*: nothing is left out."""

    files: list[Path]
    context: list[Path]
    shapes: list[Path]
    whole: bool


@click.command("validate", epilog=_EXAMPLES)
@click.argument("paths", nargs=-1, metavar="[PATH…]", type=_FILES)
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
    show_default=Severity.VIOLATION.value,
    help="The mildest result that ends with exit code 1.",
)
@click.option("--output", type=_FILES, help="Write the report to this file.")
@click.option("--baseline", type=_FILES, help="Let the results pass that this file accepts.")
@click.option(
    "--write-baseline", "written", type=_FILES, help="Accept all further results in this file."
)
@click.option("--reason", help="Why they are accepted, for --write-baseline.")
@click.option("--explain", metavar="RULE", help="Print the page about a rule, with examples.")
@click.option(
    "--store", metavar="DIR", type=_FILES, help="Validate what this store holds, and no files."
)
@click.option(
    "--all-shapes", "every", is_flag=True, help="Of a store: also by shapes that it has passed."
)
def validate_command(
    paths: tuple[Path, ...],
    context: tuple[Path, ...],
    shapes: tuple[Path, ...],
    fmt: str,
    fail_on: str | None,
    output: Path | None,
    baseline: Path | None,
    written: Path | None,
    reason: str | None,
    explain: str | None,
    store: Path | None,
    every: bool,
) -> None:
    """Validate the RDF in PATH…: files of any syntax, and folders with all files in them.

    All of PATH… is one dataset. The packaged ontology, code lists and states
    are its context, and only nodes of PATH… are reported. With --shapes it is
    plain SHACL: these shapes, no context, the data as it is written.

    A kg.toml in the working directory names the dataset when PATH… is not given,
    and what PATH… leaves of it is context.

    With --store it is what that store holds, by those of its shapes that changed.
    """
    if explain is not None:
        click.echo(explained(explain), nl=False)
        return
    refuse_files(store, given=bool(paths or context or shapes), every=every)
    project = Project() if store else read_project()
    severity = Severity(fail_on) if fail_on else project.fail_on
    accepting = Baseline.of(baseline, written, reason, project.baseline)
    write = partial(_write, fmt, output)
    if store is None:
        files = _task(project, paths, context, shapes)
        report = _validate_files(files, accepting, severity, write, quiet=fmt == "text")
    else:
        report = validate_store(store, accepting, severity, write, every=every)
    if report.at_least(severity):
        raise click.exceptions.Exit(1)


def _task(
    project: Project, paths: tuple[Path, ...], context: tuple[Path, ...], shapes: tuple[Path, ...]
) -> _Task:
    """Fill in from `kg.toml` what the command line does not say."""
    given = paths or project.paths
    if not given:
        raise ParameterError(
            "Validate what?", hint="Name files or folders, or write a kg.toml (`kg init DIR`)."
        )
    shapes = shapes or project.shapes
    if shapes and context:
        raise ParameterError(
            "--shapes is plain SHACL, without context.", hint="Name all the data among PATH…."
        )
    files = find_files(given)
    beside = () if shapes else (*context, *project.context, *(project.paths if paths else ()))
    real = {path.resolve() for path in files}
    return _Task(
        files=files,
        context=[path for path in find_files(beside) if path.resolve() not in real],
        shapes=find_files(shapes),
        whole=not (paths and project.paths),
    )


def _validate_files(
    task: _Task,
    accepting: Baseline,
    severity: Severity,
    write: Callable[[ValidationReport], None],
    *,
    quiet: bool,
) -> ValidationReport:
    """Validate files and *write* the report; when *quiet*, not where nothing could be read."""
    entries = accepting.entries()
    documents = read_documents(task.files, based=bool(task.shapes))
    report = _validate(documents, task)
    report = accepting.apply(report, entries, severity, whole=task.whole)
    if documents.read or not quiet:
        write(report)
    documents.fail()
    return report


def _validate(documents: Documents, task: _Task) -> ValidationReport:
    """Validate what could be read; without its context or shapes nothing can be said."""
    shapes, context = read_documents(task.shapes, based=True), read_documents(task.context)
    if shapes.errors or context.errors:
        Documents(errors=[*shapes.errors, *context.errors, *documents.errors]).fail()
    if not documents.read:
        report = ValidationReport()
    elif task.shapes:
        report = validate_with_shapes(documents.read, shapes.read)
    else:
        report = validate_documents(
            documents.read,
            packaged_gate(states=True),
            base_iri=StoreSettings().base_iri,
            context=context.read,
        )
    if documents.unreadable:
        notes = (*report.notes, _PARTIAL) if documents.read else report.notes
        report = replace(report, unreadable=tuple(documents.unreadable), notes=notes)
    return report


def _write(fmt: str, output: Path | None, report: ValidationReport) -> None:
    text = write_report(report, fmt)
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
    click.echo(f"{summary_of(report)} The report is in {output}.", err=True)

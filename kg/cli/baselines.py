"""The options `--baseline` and `--write-baseline`: accepted results in a file to review."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import click

from kg.errors import InputError, NotFoundError, ParameterError
from kg.report import Severity, ValidationReport
from kg.validation.reports.baseline import (
    Entry,
    apply_baseline,
    new_entries,
    read_baseline,
    with_entries,
)
from kg.validation.reports.common import counted


@dataclass(frozen=True, slots=True)
class Baseline:
    """Which file accepts results, and why further ones are *added* to it, if they are."""

    path: Path | None
    reason: str = ""
    added: bool = False

    @classmethod
    def of(
        cls, read: Path | None, written: Path | None, reason: str | None, default: Path | None
    ) -> Baseline:
        """Check the options against each other; without any, *default* is read.

        Raises:
            ParameterError: they contradict each other, or a reason is missing.
        """
        if written is None:
            if reason is not None:
                raise ParameterError("--reason goes with --write-baseline FILE.")
            return cls(read or default)
        if read not in (None, written):
            raise ParameterError(
                "--write-baseline adds to its own file.", hint="Leave --baseline out."
            )
        if reason is None or not reason.strip():
            raise ParameterError(
                "An accepted result needs a reason.", hint='Give it with --reason "…".'
            )
        return cls(written, reason.strip(), added=True)

    def entries(self) -> list[Entry]:
        """Read the file; one that is to be written need not be there yet.

        Raises:
            NotFoundError: there is no such file.
            ParameterError: it is no baseline.
        """
        return [] if self.path is None else read_baseline(self._text(), str(self.path))

    def apply(
        self, report: ValidationReport, entries: list[Entry], fail_on: Severity, *, whole: bool
    ) -> ValidationReport:
        """Take accepted results out of the way, after adding those that are to be accepted."""
        report = apply_baseline(report, entries, whole=whole)
        if not self.added or report.unreadable:
            return report
        assert self.path is not None
        results = report.at_least(fail_on)
        text, nameless = new_entries(results, self.reason)
        if text:
            _replace(self.path, with_entries(self._text(), text))
        click.echo(
            f"{counted(len(results) - nameless, 'result')} accepted in {self.path}.", err=True
        )
        if nameless:
            click.echo(
                f"{counted(nameless, 'result')} of blank nodes or shapes without a name cannot be"
                " accepted: their names change with every run. Give them IRIs.",
                err=True,
            )
        return apply_baseline(report, read_baseline(text, str(self.path)), whole=False)

    def _text(self) -> str:
        assert self.path is not None
        try:
            return self.path.read_text(encoding="utf-8")
        except FileNotFoundError as error:
            if self.added:
                return ""
            raise NotFoundError(
                f"{self.path}: there is no such baseline.",
                hint="--write-baseline FILE --reason TEXT makes one.",
            ) from error
        except UnicodeDecodeError as error:
            raise InputError(f"{self.path}: the baseline is not UTF-8.") from error
        except OSError as error:
            raise NotFoundError(f"{self.path}: {error.strerror or error}.") from error


def _replace(path: Path, text: str) -> None:
    """Write a file whole or not at all: people review it, and it may be the only copy."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        beside.write_text(text, encoding="utf-8")
        beside.replace(path)
    except FileNotFoundError as error:
        raise NotFoundError(f"{path}: {error.strerror}.", hint="Make the folder first.") from error
    finally:
        beside.unlink(missing_ok=True)

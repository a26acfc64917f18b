"""Pairs of things as tables: written for people and programs, and read again."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

import click

from kg.cli.tables import write_rows
from kg.errors import InputError, NotFoundError
from kg.identity import Candidate
from kg.ingest.decisions import Decision
from kg.terms import expand, shorten

_COLUMNS = ("score", "kind", "first", "second", "name", "other name", "reasons")
_DECIDED = ("decision", "first", "second", "written as", "confidence", "by", "on", "reason")


def write_candidates(candidates: Iterable[Candidate], form: str) -> None:
    """Write candidates as a table for people, as TSV, or as a line of JSON each."""
    if form == "json":
        for candidate in candidates:
            values = asdict(candidate)
            for name in ("sources", "ids"):
                values[name] = [sorted(found) for found in values[name]]
            click.echo(json.dumps(values, ensure_ascii=False))
        return
    rows = [
        (
            f"{c.score:.3f}",
            c.kind,
            *(shorten(iri) if form == "table" else iri for iri in c.pair),
            *c.names,
            "; ".join(c.reasons),
        )
        for c in candidates
    ]
    _write(_COLUMNS, rows, form)


def write_decisions(decisions: Iterable[Decision], form: str) -> None:
    """Write decisions as a table for people, as TSV, or as a line of JSON each."""
    if form == "json":
        for decision in decisions:
            values = asdict(decision) | {"day": str(decision.day or "")}
            click.echo(json.dumps(values, ensure_ascii=False))
        return
    rows = [
        (
            "accepted" if d.same else "rejected",
            *(shorten(iri) if form == "table" else iri for iri in d.pair),
            (shorten(d.canonical) if form == "table" else d.canonical) if d.same else "",
            d.confidence,
            d.editor,
            str(d.day or ""),
            d.reason,
        )
        for d in decisions
    ]
    _write(_DECIDED, rows, form)


def _write(header: tuple[str, ...], rows: list[tuple[str, ...]], form: str) -> None:
    if form == "table":
        write_rows(header, rows)
        return
    writer = csv.writer(sys.stdout, dialect="excel-tab", lineterminator="\n")
    writer.writerow(header)
    writer.writerows(tuple(" ".join(cell.split()) for cell in row) for row in rows)


def read_pairs(path: Path) -> list[tuple[str, str, str]]:
    """Read the pairs of a TSV file with the columns `first` and `second`, and perhaps `reasons`.

    Raises:
        NotFoundError: there is no such file.
        InputError: it lacks a column, or a cell holds no IRI.
    """
    try:
        with path.open(encoding="utf-8", newline="") as file:
            table = csv.DictReader(file, dialect="excel-tab")
            missing = {"first", "second"} - set(table.fieldnames or ())
            if missing:
                raise InputError(
                    f"{path}: there is no column {' and no column '.join(sorted(missing))}.",
                    hint="`kg identity candidates --format tsv` writes such a table.",
                )
            return [
                (expand(row["first"] or ""), expand(row["second"] or ""), row.get("reasons") or "")
                for row in table
            ]
    except FileNotFoundError as error:
        raise NotFoundError(f"{path}: there is no such file.") from error
    except IsADirectoryError as error:
        raise InputError(f"{path} is a folder; name a table of pairs.") from error
    except PermissionError as error:
        raise InputError(f"{path}: the table may not be read.") from error
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"{path}: the table cannot be read: {error}.") from error

"""A folder to publish as it is: the data, digests, terms of use, and how to cite and load it."""

from __future__ import annotations

import json
from pathlib import Path

from kg.export.dump.about import read_about
from kg.export.dump.contents import DATA, losses_of
from kg.export.dump.package import package
from kg.export.dump.readme import readme
from kg.export.formats import FORMATS
from kg.export.losses import Losses
from kg.export.running import ExportReport, export_to, measured
from kg.export.version import ExportedVersion
from kg.store.files import sync_files


def write(version: ExportedVersion, target: Path, losses: Losses) -> None:
    """Write the folder; every file has its digest in `SHA256SUMS`, but for that itself."""
    reports = {name: export_to(version, FORMATS[of], target / name) for name, of in DATA.items()}
    _pass_on(reports, losses)
    _write(target / "losses.json", _json(losses_of(version, reports)))
    about = read_about(version, target / "void.ttl")
    files = [measured(target / name, target) for name in (*DATA, "losses.json")]
    _write(target / "datapackage.json", _json(package(version, about, files)))
    _write(target / "README.md", readme(version, about, files))
    found = [measured(path, target) for path in sorted(target.iterdir())]
    _write(target / "SHA256SUMS", "".join(f"{file.sha256}  {file.name}\n" for file in found))
    sync_files(target)


def _pass_on(reports: dict[str, ExportReport], losses: Losses) -> None:
    for name, report in reports.items():
        for loss in report.losses.listed():
            what = f"{loss.what} (in {name})"
            for example in loss.examples:
                losses.note(what, loss.why, example, count=0)
            losses.note(what, loss.why, count=loss.count)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _write(path: Path, text: str) -> None:
    path.write_bytes(text.encode())

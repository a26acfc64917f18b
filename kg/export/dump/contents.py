"""The files of a dump with data, and what none of them carries."""

from __future__ import annotations

from dataclasses import asdict

from kg.export.running import ExportReport
from kg.export.version import ExportedVersion

DATA = {"dataset.nq.gz": "nquads", "dataset.ttl.gz": "turtle", "void.ttl": "void"}
"""The files with RDF by their names, each with its format."""

TITLES = {
    "dataset.nq.gz": "The dataset with its named graphs, as N-Quads",
    "dataset.ttl.gz": "The facts of all graphs merged, as Turtle",
    "void.ttl": "What the dataset is and holds, in VoID and DCAT",
    "losses.json": "What was left out of the files, and what their formats cannot say",
}
MERGED_TITLE = "The facts of all graphs merged, as N-Triples"


def title_of(name: str, version: ExportedVersion) -> str:
    """What a file is, in a line."""
    if name == "dataset.nq.gz" and version.selection.merged:
        return MERGED_TITLE
    return TITLES[name]


def losses_of(version: ExportedVersion, reports: dict[str, ExportReport]) -> dict[str, object]:
    """What was left out of all files, and what each cannot carry, counted and with examples."""
    return {
        "left_out": [asdict(loss) for loss in version.left_out.listed()],
        "losses": {
            name: [asdict(loss) for loss in report.losses.listed()]
            for name, report in reports.items()
        },
    }

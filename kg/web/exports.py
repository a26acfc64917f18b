"""`/exports`: the dataset in the formats of other programs, made once for each version."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from flask import Blueprint, Response, render_template, request, send_file

from kg.errors import NotFoundError
from kg.export import FORMATS, ExportFormat
from kg.web import hot
from kg.web.conditions import not_modified
from kg.web.downloads import MadeExport
from kg.web.negotiation import choose
from kg.web.responses import respond, unchanged
from kg.web.state import state

blueprint = Blueprint("exports", __name__)

_HTML, _JSON = "text/html", "application/json"
_PACKED = {".gz": "application/gzip", ".zip": "application/zip"}
LICENCE_NOTE = (
    "Each source graph has a licence of its own. The report of an export names the licences and"
    " whom to credit."
)


@dataclass(frozen=True, slots=True)
class OfferedExport:
    """A format as the list shows it: made, being made, or made when it is asked for."""

    format: ExportFormat
    state: str
    made: MadeExport | None

    def described(self) -> dict[str, object]:
        """The format as JSON has it."""
        place = f"{request.root_url}exports/{self.format.name}"
        said: dict[str, object] = {
            "format": self.format.name,
            "title": self.format.title,
            "media_type": self.format.media_type,
            "state": self.state,
            "href": place,
            "report": f"{place}/report",
        }
        if self.made:
            said |= {
                "file": self.made.file.name,
                "bytes": self.made.bytes,
                "sha256": self.made.sha256,
            }
        return said


@blueprint.get("/exports")
def exports() -> Response:
    """List the formats, and what is there of the published version."""
    media_type = choose(request.headers.get("Accept"), [_JSON, _HTML])
    version = hot.current_version()
    offered = _offered(version)
    if media_type == _HTML:
        text = render_template(
            "exports.html", version=version, exports=offered, licence=LICENCE_NOTE
        )
    else:
        text = _listed(version, offered)
    digest = sha256(text.encode()).hexdigest()[:16]
    tag = state().tag(version, "exports", digest)
    return unchanged(tag) or respond(text, media_type, tag)


@blueprint.get("/exports/<name>")
def export(name: str) -> Response:
    """The file of an export; the client may ask for a part of it."""
    version, made = _held(name)
    tag = state().tag(version, "export", name, made.sha256[:16])
    if not_modified(tag):
        response = Response(status=304)
    else:
        response = send_file(
            made.file.resolve(),
            mimetype=_media_type(name, made),
            as_attachment=True,
            download_name=made.file.name,
            conditional=True,
            etag=tag,
            last_modified=_time(version),
        )
    response.set_etag(tag)
    response.headers["Cache-Control"] = "no-cache"
    report = f"{request.root_url}exports/{name}/report"
    response.headers["Link"] = f'<{report}>; rel="describedby"; type="{_JSON}"'
    return response


@blueprint.get("/exports/<name>/report")
def report(name: str) -> Response:
    """Of an export: its sources with their terms of use, and what its format cannot express."""
    choose(request.headers.get("Accept"), [_JSON])
    version, made = _held(name)
    tag = state().tag(version, "export-report", name)
    if held := unchanged(tag):
        return held
    try:
        return respond(made.report.read_bytes(), _JSON, tag)
    except FileNotFoundError:
        raise _gone(version) from None


def made_exports(version: int) -> dict[str, MadeExport]:
    """The exports of a version that are there."""
    found = ((name, state().exports.find(version, name)) for name in FORMATS)
    return {name: made for name, made in found if made}


def _held(name: str) -> tuple[int, MadeExport]:
    if name not in FORMATS:
        raise NotFoundError("There is no export of that name.", hint="/exports lists them.")
    version = hot.current_version()
    return version, state().exports.hold(version, name)


def _gone(version: int) -> NotFoundError:
    return NotFoundError(f"The exports of version {version} were removed.", hint="Ask again.")


def _offered(version: int) -> list[OfferedExport]:
    known = state().exports
    offered = []
    for name, wanted in FORMATS.items():
        made = known.find(version, name)
        begun = "being made" if known.is_begun(version, name) else "made when asked for"
        offered.append(OfferedExport(wanted, "ready" if made else begun, made))
    return offered


def _listed(version: int, offered: list[OfferedExport]) -> str:
    listed = {
        "dataset": state().store.settings.base_iri,
        "version": version,
        "licence": LICENCE_NOTE,
        "exports": [entry.described() for entry in offered],
    }
    return json.dumps(listed, indent=2, ensure_ascii=False) + "\n"


def _media_type(name: str, made: MadeExport) -> str:
    return _PACKED.get(made.file.suffix) or FORMATS[name].media_type


def _time(version: int) -> datetime | None:
    """When the version was published."""
    entry = next(state().store.journal.log.newest(before=version + 1), None)
    return datetime.fromisoformat(entry.time) if entry else None

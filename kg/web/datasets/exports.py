"""`/exports`: the dataset in the formats of other programs, made once for each version."""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import BinaryIO

from flask import Blueprint, Response, render_template, request
from werkzeug.exceptions import HTTPException
from werkzeug.wsgi import wrap_file

from kg.errors import KgError, NotFoundError
from kg.export import FORMATS, ExportFormat
from kg.web import hot
from kg.web.conditions import not_modified
from kg.web.entities.version_times import last_modified_at
from kg.web.held.downloads import MadeExport
from kg.web.negotiation import HTML, choose
from kg.web.responses import respond, unchanged
from kg.web.state import state

blueprint = Blueprint("exports", __name__)

_JSON = "application/json"
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
    media_type = choose(request.headers.get("Accept"), [_JSON, HTML])
    version = hot.current_version()
    offered = _offered(version)
    if media_type == HTML:
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
    version, made, file = _opened(name)
    tag = state().tag(version, "export", name, made.sha256[:16])
    try:
        response = Response(status=304) if not_modified(tag) else _sent(version, name, made, file)
        response.set_etag(tag)
        response.make_conditional(request, accept_ranges=True, complete_length=made.bytes)
    except (KgError, HTTPException):
        file.close()
        raise
    if response.status_code == 304 or request.method == "HEAD":
        file.close()  # else the server closes it, when it is sent
    response.headers["Cache-Control"] = "no-cache"
    report = f"{request.root_url}exports/{name}/report"
    response.headers["Link"] = f'<{report}>; rel="describedby"; type="{_JSON}"'
    return response


@blueprint.get("/exports/<name>/report")
def report(name: str) -> Response:
    """Of an export: its sources with their terms of use, and what its format cannot express."""
    version, _, file = _opened(name, report=True)
    with file:
        tag = state().tag(version, "export-report", name)
        return unchanged(tag) or respond(file.read(), _JSON, tag)


def made_exports(version: int) -> dict[str, MadeExport]:
    """The exports of a version that are there."""
    found = ((name, state().exports.find(version, name)) for name in FORMATS)
    return {name: made for name, made in found if made}


def _opened(name: str, *, report: bool = False) -> tuple[int, MadeExport, BinaryIO]:
    if name not in FORMATS:
        raise NotFoundError("There is no export of that name.", hint="/exports lists them.")
    version = hot.current_version()
    return version, *state().exports.opened(version, name, report=report)


def _sent(version: int, name: str, made: MadeExport, file: BinaryIO) -> Response:
    """The file as it is, which the server may send in its own way (PEP 3333)."""
    body = wrap_file(request.environ, file)
    response = Response(body, mimetype=_media_type(name, made), direct_passthrough=True)
    response.content_length = made.bytes
    if modified := last_modified_at(version):
        response.last_modified = modified
    response.headers.set("Content-Disposition", "attachment", filename=made.file.name)
    return response


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

"""What the form of `/validate` sends: a text or a file, put into a file for the validator."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import gettempdir

from flask import request
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import RequestEntityTooLarge

from kg.errors import TooLargeError
from kg.store.files import translated_errors
from kg.validation.reports.common import plain
from kg.web.bodies import body_folder
from kg.web.parameters import FORM
from kg.web.state import state
from kg.web.validating.syntaxes import chosen_syntax, name_of, syntax_of_name, syntax_of_text
from kg.writer import Part

FORMS = (FORM, "multipart/form-data")
_NAME = "the text"
_LONGEST_NAME = 80
_LOOKED_AT = 1 << 16  # bytes that are looked at to tell a syntax


@dataclass(frozen=True, slots=True)
class Sent:
    """A document that somebody sent by the form.

    *name* is what the page calls it, *chosen* the ending that was chosen for its syntax, and
    *syntax* what its syntax is called. *both* says that a text came with the file, and was
    not read.
    """

    part: Part
    name: str
    chosen: str
    syntax: str
    is_file: bool = False
    both: bool = False


@contextmanager
def sent_by_form() -> Iterator[Sent | None]:
    """The document of the form in the current request, for as long as the block runs.

    A file goes before a text. None where neither has more than space.

    Raises:
        TooLargeError: the form is larger than a body may be.
        ParameterError: the form chooses a syntax that is none.
        DiskFullError: there is no room for it.
    """
    with body_folder() as folder:
        with translated_errors(Path(gettempdir())):
            sent = _sent(folder / "document")
        yield sent


def text_sent() -> str:
    """The text of the form in the current request, as far as the form could be read."""
    try:
        _check_size()
        return _with_ends(request.form.get("text", ""))
    except (TooLargeError, RequestEntityTooLarge):
        return ""


def _with_ends(text: str) -> str:
    """Forms send each end of a line as two characters (HTML, 4.10.21.8)."""
    return text.replace("\r\n", "\n")


def _sent(path: Path) -> Sent | None:
    _check_size()
    try:
        text, file = request.form.get("text", ""), request.files.get("file")
        chosen = request.form.get("syntax", "")
    except RequestEntityTooLarge as error:
        raise _too_large() from error
    wanted = chosen_syntax(chosen)
    is_file = file is not None and _is_there(file)
    if file is not None and is_file:
        file.save(path)
    else:
        path.write_bytes(_with_ends(text).encode("utf-8", "replace"))
    head = _head(path)
    if not head.strip():
        return None
    name = _name(file.filename or "") if file is not None and is_file else _NAME
    by_name = syntax_of_name(name) if is_file else None
    syntax = wanted or by_name or syntax_of_text(head)
    both = is_file and bool(text.strip())
    part = Part(path, syntax.media_type, _NAME)
    return Sent(part, name, chosen, name_of(syntax), is_file, both)


def _is_there(file: FileStorage) -> bool:
    """A form without a chosen file sends one without a name and without content."""
    there = bool(file.filename) or bool(file.stream.read(1))
    file.stream.seek(0)
    return there


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_LOOKED_AT)


def _name(filename: str) -> str:
    """The last part of a file name that a stranger chose, without what could mislead."""
    last = plain(filename.replace("\\", "/").rpartition("/")[2]).strip()
    return f"…{last[-_LONGEST_NAME:]}" if len(last) > _LONGEST_NAME else last or "the file"


def _check_size() -> None:
    if (request.content_length or 0) > state().settings.body_bytes:
        raise _too_large()


def _too_large() -> TooLargeError:
    most = state().settings.body_bytes
    return TooLargeError(
        f"What you sent is larger than the limit of {most:,} bytes.",
        hint="Send a part of it, or run `kg validate` on your own machine.",
        limit="body-bytes",
    )

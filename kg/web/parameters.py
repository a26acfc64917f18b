"""Parameters of requests, with their order and repetitions, and strict about their encoding."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from urllib.parse import unquote_to_bytes

from flask import request

from kg.errors import InputError, ParameterError, UnsupportedFormatError

FORM = "application/x-www-form-urlencoded"
_BROKEN = re.compile(r"%(?![0-9A-Fa-f]{2})")
_LONGEST_KEPT = 500
_UTF8 = ("utf-8", "utf8", "us-ascii", "ascii")
_SECONDS = re.compile(r"\d{1,9}(?:\.\d{1,9})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Parameters:
    """The parameters of a request, of its address first."""

    pairs: tuple[tuple[str, str], ...] = ()
    body_pairs: tuple[tuple[str, str], ...] = field(default=())

    def all(self, name: str) -> tuple[str, ...]:
        """Every value of a parameter."""
        return tuple(value for key, value in (*self.pairs, *self.body_pairs) if key == name)

    def one(self, name: str) -> str | None:
        """The value of a parameter that may stand once.

        Raises:
            ParameterError: it stands twice.
        """
        values = self.all(name)
        if len(values) > 1:
            raise ParameterError(
                f"The parameter {name} stands {len(values)} times.", hint="Send it once."
            )
        return values[0] if values else None

    def has(self, *names: str) -> bool:
        """Whether one of these parameters is there."""
        return any(key in names for key, _ in (*self.pairs, *self.body_pairs))

    def kept(self, names: Collection[str]) -> list[tuple[str, str]]:
        """Those of the address that links of a page keep: of these names, as long as a name is."""
        return [
            (name, value)
            for name, value in self.pairs
            if name in names and value and len(value) <= _LONGEST_KEPT
        ]

    def seconds(self) -> float | None:
        """The time that the client allows, in seconds.

        Raises:
            ParameterError: it is no positive number.
        """
        text = self.one("timeout")
        if text is None:
            return None
        if not _SECONDS.fullmatch(text) or float(text) <= 0:
            raise ParameterError(
                f"timeout={text[:40]} is no number of seconds.", hint="Write it as timeout=2.5."
            )
        return float(text)


def of_address() -> Parameters:
    """The parameters in the address of the current request.

    Raises:
        InputError: they are not percent-encoded UTF-8.
    """
    return Parameters(_pairs(request.query_string))


def with_form(body: bytes) -> Parameters:
    """The parameters in the address, and those of a form in the body.

    Raises:
        InputError: they are not percent-encoded UTF-8.
    """
    return Parameters(_pairs(request.query_string), _pairs(body))


def utf8(body: bytes, what: str) -> str:
    """Read a body as UTF-8.

    Raises:
        InputError: it is not.
        UnsupportedFormatError: it says that it is something else.
    """
    check_charset(what)
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError(
            f"{what} is not UTF-8: byte {error.start + 1} cannot stand there.",
            hint="Send it as UTF-8.",
        ) from error


def check_charset(what: str) -> None:
    """Refuse a body in another charset than UTF-8.

    Raises:
        UnsupportedFormatError: the request names another.
    """
    charset = request.mimetype_params.get("charset", "utf-8").strip('"').lower()
    if charset not in _UTF8:
        raise UnsupportedFormatError(f"{what} is sent as {charset[:40]}.", hint="Send it as UTF-8.")


def _pairs(encoded: bytes) -> tuple[tuple[str, str], ...]:
    try:
        text = encoded.decode("ascii")
    except UnicodeDecodeError as error:
        raise InputError(
            "The parameters hold a byte that is not ASCII.", hint="Percent-encode them as UTF-8."
        ) from error
    parts = (part.partition("=") for part in text.split("&") if part)
    return tuple((_decoded(name), _decoded(value)) for name, _, value in parts)


def _decoded(text: str) -> str:
    if _BROKEN.search(text):
        raise InputError(
            "The parameters hold a % without two hexadecimal digits.",
            hint="Percent-encode them as UTF-8; a % itself is %25.",
        )
    try:
        return unquote_to_bytes(text.replace("+", " ")).decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError(
            "The parameters are not UTF-8.", hint="Percent-encode them as UTF-8."
        ) from error

"""Errors as pages: what is wrong in plain words, what to try, and a way on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlencode

from flask import render_template, request

from kg.errors import InputError
from kg.web.addresses import here
from kg.web.known import KNOWN_AT
from kg.web.parameters import of_address

_PLAIN = {
    400: "This request cannot be understood",
    401: "A token is needed for this",
    403: "This is not allowed here",
    404: "There is nothing at this address",
    405: "This address is used in another way",
    406: "There is no page at this address",
    409: "This contradicts what is stored",
    410: "This was removed",
    412: "This has changed meanwhile",
    413: "This is too large",
    415: "This kind of file is not read here",
    422: "The data breaks the rules",
    500: "Something went wrong on the server",
    502: "Another server did not answer",
    503: "The server cannot do this just now",
    507: "The server has no room left",
}
_OF_THINGS = re.compile(r"/(?:(?:page|id|data)/[\w-]+|cabinet)/(.*)", re.DOTALL)
_SLUG = re.compile(r"[\w.~-]{1,100}")
_ENDING = re.compile(r"\.[a-z]{1,6}$")
_LISTED = re.compile(r"(/[a-z.]+) lists them\.")
_BETWEEN = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class WrongParameter:
    """A parameter that an error is about, and the address of the page without it."""

    name: str
    address: str


def problem_page(
    status: int,
    detail: str,
    *,
    kind: str = "",
    hint: str = "",
    links: Sequence[tuple[str, str]] = (),
    methods: Iterable[str] = (),
    seconds: str = "",
) -> str:
    """Write the page of an error; nothing of the request is in it but as text.

    *links* are what the page leads to, each an address and what it is called; *methods*
    those that the address takes, *seconds* the time after which to try again.
    """
    phrase = HTTPStatus(status).phrase
    words = _searched() if status in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE) else None
    return render_template(
        "problem.html",
        status=status,
        phrase=phrase,
        title=_PLAIN.get(status, phrase),
        detail="" if detail == HTTPStatus(status).description or not kind else detail,
        kind=kind,
        hint="" if status == HTTPStatus.NOT_FOUND and words else hint,  # the search says more
        listed=listed[1] if (listed := _LISTED.match(hint)) else "",
        links=links,
        methods=sorted(set(methods) - {"HEAD", "OPTIONS"}),
        seconds=seconds if request.method == "GET" else "",
        again=_again(),
        wrong_parameter=_wrong_parameter(detail) if status == HTTPStatus.BAD_REQUEST else None,
        words=words,
        all_known=_all_known() if words is not None else "",
        back=_back(),
    )


def _searched() -> str | None:
    """What somebody may have looked for, by the address; none where it is no thing's.

    What is not written as the addresses of things are is not repeated.
    """
    found = _OF_THINGS.fullmatch(request.path)
    if not found:
        return None
    name = found[1] if _SLUG.fullmatch(found[1]) else ""
    return _BETWEEN.sub(" ", _ENDING.sub("", name)).strip()


def _wrong_parameter(detail: str) -> WrongParameter | None:
    """The parameter of the address that a sentence names or quotes, if it does."""
    try:
        pairs = of_address().pairs
    except InputError:
        return None
    for name, value in pairs:
        named = re.escape(name)
        if name and re.search(rf"(?<![\w-]){named}=|\bparameter {named}(?![\w-])", detail):
            return _without(name, pairs)
        if value and repr(value) in detail:
            return _without(name, pairs)
    return None


def _all_known() -> str:
    """The address of the request without the day whose knowledge it asks; "" where it has none."""
    try:
        pairs = of_address().pairs
    except InputError:
        return ""
    if not any(name == KNOWN_AT and value for name, value in pairs):
        return ""
    return _without(KNOWN_AT, pairs).address


def _without(name: str, pairs: Sequence[tuple[str, str]]) -> WrongParameter:
    kept = urlencode([pair for pair in pairs if pair[0] != name])
    return WrongParameter(name[:60], here() + (f"?{kept}" if kept else ""))


def _again() -> str:
    """The address of the request, for another try."""
    sent = request.query_string.decode("ascii", "replace")
    return here() + (f"?{sent}" if sent else "")


def _back() -> str:
    """The page of this server that led here; "" when another or none did."""
    came_from = request.referrer or ""
    return came_from if came_from.startswith(request.host_url) else ""

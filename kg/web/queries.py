"""`/queries`: the stored queries, and their answers for values given in the address."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial

from flask import Blueprint, Response, render_template, request

from kg.errors import KgError, NotFoundError
from kg.lookup import AT, example_values, list_queries, parameter_values, prepare, stored_query
from kg.resources import query_files
from kg.web import hot
from kg.web.answering import Asked, answer
from kg.web.entities.aliases import decided
from kg.web.known import KNOWN_AT, day_of
from kg.web.negotiation import HTML, accepts_html, choose
from kg.web.parameters import Parameters, of_address
from kg.web.problems import problem_of, public_sentences
from kg.web.querying.elsewhere import address_of
from kg.web.querying.formats import FORMAT
from kg.web.querying.length import check_address
from kg.web.querying.pages import Question, answered_page, question_page
from kg.web.querying.topics import topics
from kg.web.querying.trouble import trouble_of
from kg.web.responses import respond, unchanged
from kg.web.state import state

blueprint = Blueprint("queries", __name__)

_JSON = "application/json"
_LONGEST_DAY = 40
_OURS = ("timeout", KNOWN_AT, FORMAT)


@blueprint.get("/queries")
def queries() -> Response:
    """List the stored queries with their questions and parameters."""
    media_type = choose(request.headers.get("Accept"), [_JSON, HTML])
    tag = state().tag(0, "queries", media_type.partition("/")[2])
    if held := unchanged(tag):
        return held
    if media_type == HTML:
        return respond(render_template("queries.html", topics=topics()), HTML, tag)
    return respond(json.dumps(_listed(), indent=2, ensure_ascii=False) + "\n", _JSON, tag)


@blueprint.get("/queries/<name>")
def query(name: str) -> Response:
    """Answer a stored query; its parameters are those of the address."""
    text, sent = _stored(name), of_address()
    values = _values(sent)
    html = accepts_html(request.headers.get("Accept")) and not sent.one(FORMAT)
    try:
        if html:
            check_address()
            asked = _question(name, text, values, sent)
            if asked.missing or asked.meant:
                return respond(question_page(asked), HTML)
        return answer(_asked(name, text, values, sent))
    except KgError as error:
        if not html:
            raise
        return _trouble(error, name, text, values, sent)


@blueprint.get("/queries/<name>/edit")
def edit(name: str) -> Response:
    """Lead to a stored query in the editor, with the values of the address and examples besides."""
    text, sent = _stored(name), of_address()
    values = example_values(text) | {name: value for name, value in _values(sent).items() if value}
    query = prepare(text, parameter_values(text, values, option=""))
    known = sent.one(KNOWN_AT)
    pairs = [("query", query), *([(KNOWN_AT, known)] if known else [])]
    place = address_of("sparql", pairs)
    return Response(status=303, headers={"Location": place}, mimetype="text/plain")


def _stored(name: str) -> str:
    if name not in query_files():
        raise NotFoundError("There is no stored query of that name.", hint="/queries lists them.")
    return stored_query(name)


def _values(sent: Parameters) -> dict[str, str]:
    """What the address gives for the parameters of the query: all that is not ours."""
    names = dict.fromkeys(name for name, _ in sent.pairs if name not in _OURS)
    return {name: sent.one(name) or "" for name in names}


def _asked(name: str, text: str, values: dict[str, str], sent: Parameters) -> Asked:
    known = day_of(sent, KNOWN_AT)
    return Asked(
        prepare(text, decided(parameter_values(text, values, option=""))),
        partial(answered_page, _question(name, text, values, sent)),
        seconds=sent.seconds(),
        known=known,
        format=sent.one(FORMAT) or "",
        name=name,
        address=address_of(f"queries/{name}", _kept(sent)),
        at=day_of(sent, AT) if AT in values else None,
    )


def _kept(sent: Parameters) -> Iterator[tuple[str, str]]:
    """What the answer depends on, as parameters of its address."""
    return ((name, value) for name, value in sent.pairs if name != FORMAT and value)


def _question(name: str, text: str, values: dict[str, str], sent: Parameters) -> Question:
    return Question(name, text, values, day_of(sent, KNOWN_AT), hot.current_version())


def _trouble(
    error: KgError, name: str, text: str, values: dict[str, str], sent: Parameters
) -> Response:
    """An error in the page of the question, with all that was written to mend."""
    known = (sent.all(KNOWN_AT) or ("",))[0][:_LONGEST_DAY]
    asked = Question(name, text, values, known, hot.current_version())
    trouble = trouble_of(error, *public_sentences(error), text)
    return problem_of(error, question_page(asked, trouble))


def _listed() -> dict[str, object]:
    return {
        "queries": [
            {
                "name": name,
                "question": asked,
                "href": f"/queries/{name}",
                "parameters": [
                    {
                        "name": parameter.name,
                        "kind": parameter.kind,
                        "description": parameter.description,
                        "example": parameter.example,
                    }
                    for parameter in parameters
                ],
            }
            for name, asked, parameters in list_queries()
        ]
    }

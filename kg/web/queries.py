"""`/queries`: the stored queries, and their answers for values given in the address."""

from __future__ import annotations

import json

from flask import Blueprint, Response, render_template, request

from kg.errors import NotFoundError
from kg.lookup import list_queries, parameter_values, prepare, stored_query
from kg.resources import query_files
from kg.sparql import parameters as declared_parameters
from kg.sparql import question
from kg.web.answering import HTML, KNOWN_AT, Asked, answer, day_of
from kg.web.entities.aliases import decided
from kg.web.negotiation import accepts_html, choose
from kg.web.parameters import Parameters, of_address
from kg.web.responses import respond, unchanged
from kg.web.state import state

blueprint = Blueprint("queries", __name__)

_JSON = "application/json"
_OURS = ("timeout", KNOWN_AT)


@blueprint.get("/queries")
def queries() -> Response:
    """List the stored queries with their questions and parameters."""
    media_type = choose(request.headers.get("Accept"), [_JSON, HTML])
    tag = state().tag(0, "queries", media_type.partition("/")[2])
    if held := unchanged(tag):
        return held
    if media_type == HTML:
        return respond(render_template("queries.html", queries=list_queries()), HTML, tag)
    return respond(json.dumps(_listed(), indent=2, ensure_ascii=False) + "\n", _JSON, tag)


@blueprint.get("/queries/<name>")
def query(name: str) -> Response:
    """Answer a stored query; its parameters are those of the address."""
    if name not in query_files():
        raise NotFoundError("There is no stored query of that name.", hint="/queries lists them.")
    text = stored_query(name)
    sent = of_address()
    values = _values(sent)
    missing = [p.name for p in declared_parameters(text) if not values.get(p.name)]
    if missing and accepts_html(request.headers.get("Accept")):
        return respond(_form(name, text, values), HTML)
    bound = prepare(text, decided(parameter_values(text, values, option="")))
    return answer(Asked(bound, None, sent.seconds(), day_of(sent, KNOWN_AT)))


def _values(sent: Parameters) -> dict[str, str]:
    """What the address gives for the parameters of the query: all that is not ours."""
    names = dict.fromkeys(name for name, _ in sent.pairs if name not in _OURS)
    return {name: sent.one(name) or "" for name in names}


def _form(name: str, text: str, values: dict[str, str]) -> str:
    """A page to fill in what is missing."""
    return render_template(
        "question.html",
        name=name,
        question=question(text),
        parameters=declared_parameters(text),
        values=values,
        known=of_address().one(KNOWN_AT) or "",
    )


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

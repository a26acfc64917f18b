"""The text of SPARQL queries and updates: tokens, form, parameters, places of errors."""

from kg.sparql.binding import with_rows, with_values
from kg.sparql.forms import QueryForm, form_of, query_form
from kg.sparql.pieces import Piece, located
from kg.sparql.stored import Parameter, parameters, question
from kg.sparql.tokens import NOWHERE, Token, error_at, position, tokenise

__all__ = [
    "NOWHERE",
    "Parameter",
    "Piece",
    "QueryForm",
    "Token",
    "error_at",
    "form_of",
    "located",
    "parameters",
    "position",
    "query_form",
    "question",
    "tokenise",
    "with_rows",
    "with_values",
]

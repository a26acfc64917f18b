"""Pre-binding (SHACL appendix A): what a query may not do, and what the engine has to be told.

`$this` and `$value` are substituted by the engine when a query runs. It takes `BOUND` of
such a variable for false, and leaves `?x` of `BIND($this AS ?x)` unbound: both are rewritten
here. Other pre-bound variables are constants, and stand in the text.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise

from kg.errors import KgError, ResourceError
from kg.sparql import Token
from kg.validation.tokens import tokens_of


def refuse_rebinding(
    query: str, names: Collection[str], error: type[KgError] = ResourceError
) -> None:
    """Refuse what SHACL forbids beside the pre-bound variables *names*.

    Raises:
        KgError: of the class *error*: one is assigned, or a nested SELECT does not give it.
    """
    tokens = list(tokens_of(query))
    for before, token in pairwise(tokens):
        if before.is_word("AS") and _name(token) in names:
            raise error(f"A query in the shapes graph assigns ${_name(token)}, which is pre-bound.")
    starts = [index for index, token in enumerate(tokens) if token.is_word("SELECT")]
    for start in starts[1:] if _begins_with_select(tokens) else starts:
        projected = {_name(tokens[index]) for index in _head(tokens, start)}
        if "*" in projected:
            projected |= set(_matched(tokens, start))
        if missing := sorted(set(names) - projected):
            raise error(
                f"A nested SELECT in the shapes graph does not give ${missing[0]},"
                " which SHACL wants of it for pre-binding."
            )


def prepare(query: str, substituted: Collection[str], constants: Mapping[str, str]) -> str:
    """Write *query* for the engine; *constants* are terms as SPARQL writes them, by name."""
    tokens = list(tokens_of(query))
    places = _places(tokens)
    pieces: list[str] = []
    end = 0
    for index in range(len(tokens)):
        replaced = _replaced(tokens, index, substituted, constants, places.get(index, ""))
        if replaced is not None:
            start, text, stop = replaced
            pieces += [query[end:start], text]
            end = stop
    return "".join([*pieces, query[end:]])


def _places(tokens: Sequence[Token]) -> dict[int, str]:
    """Where a bare term may not stand for a variable: what a SELECT gives, and after BY."""
    places: dict[int, str] = {}
    outer = 0 if _begins_with_select(tokens) else -1
    starts = [start for start, word in enumerate(tokens) if word.is_word("SELECT")]
    for number, start in enumerate(starts):
        place = "head" if number == outer else "nested head"
        places |= dict.fromkeys(_head(tokens, start), place)
    for start, word in enumerate(tokens):
        if word.is_word("BY"):
            places |= dict.fromkeys(_bare(tokens, start + 1), "by")
    return places


def _replaced(
    tokens: Sequence[Token],
    index: int,
    substituted: Collection[str],
    constants: Mapping[str, str],
    place: str,
) -> tuple[int, str, int] | None:
    """What stands in the place of a token: from where, the text, to where."""
    token = tokens[index]
    name = _name(token)
    if token.kind != "variable" or (name not in substituted and name not in constants):
        return None
    if index > 1 and tokens[index - 2].is_word("BOUND"):
        return tokens[index - 2].offset, "(true)", tokens[index + 1].end
    after = tokens[index + 1] if index + 1 < len(tokens) else token
    if name in constants:
        return token.offset, _constant(constants[name], name, place), token.end
    if after.is_word("AS"):
        return token.offset, f"COALESCE({token.text}, 0)", token.end
    return None


def _constant(text: str, name: str, place: str) -> str:
    match place:
        case "head":
            return f"({text} AS ?{name})"
        case "nested head":
            return ""  # the query around it has the constant itself
        case "by":
            return f"({text})"
    return text


def _bare(tokens: Sequence[Token], start: int) -> Iterator[int]:
    """The indices from *start* to the end of the clause, without what stands in brackets."""
    depth = 0
    for index in range(start, len(tokens)):
        token = tokens[index]
        if token.text in "{}" or token.is_word("HAVING", "ORDER", "LIMIT", "OFFSET"):
            return
        if token.kind == "other" and token.text in "()":
            depth += 1 if token.text == "(" else -1
        elif not depth:
            yield index


def _head(tokens: Sequence[Token], start: int) -> Iterator[int]:
    """The indices of the variables that the SELECT at *start* gives, or of its star."""
    for index in _bare(tokens, start + 1):
        if tokens[index].is_word("WHERE", "FROM"):
            return
        if tokens[index].kind == "variable" or tokens[index].text == "*":
            yield index


def _matched(tokens: Sequence[Token], start: int) -> Iterator[str]:
    """The variables in the patterns of the SELECT at *start*, filters left aside."""
    braces = brackets = 0
    for token in tokens[start + 1 :]:
        if token.kind == "other" and token.text in "{}":
            braces += 1 if token.text == "{" else -1
            if not braces:
                return
        elif token.kind == "other" and token.text in "()":
            brackets += 1 if token.text == "(" else -1
        elif token.kind == "variable" and braces and not brackets:
            yield _name(token)


def _begins_with_select(tokens: Sequence[Token]) -> bool:
    first = next((token for token in tokens if token.is_word("SELECT", "ASK")), None)
    return first is not None and first.is_word("SELECT")


def _name(token: Token) -> str:
    return token.text[1:] if token.kind == "variable" else token.text

"""Decides whether a query means the same for some nodes when it begins with them.

`SELECT ?this { A }` gives, of some nodes, those that `SELECT ?this { nodes . A }` gives, where
each solution of A binds `?this` by a triple pattern: the join moves through OPTIONAL, MINUS and
FILTER (SPARQL 1.1 §18.5). The test is conservative: a query that it does not understand is run
as it is.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

from kg.sparql import Token
from kg.validation.prebinding import Group, group_of
from kg.validation.query_patterns import AGGREGATES
from kg.validation.tokens import is_variable, tokens_of

_OTHER = ("VALUES", "SERVICE", "GRAPH", "GROUP", "HAVING", "LIMIT", "OFFSET", "LATERAL")
_ASIDE = ("OPTIONAL", "EXISTS", "MINUS")


@lru_cache(maxsize=1024)
def can_begin_with_nodes(query: str) -> bool:
    """Answer True only when *query* may begin with a pattern that binds `?this`."""
    tokens = list(tokens_of(query))
    if any(token.is_word(*_OTHER, *AGGREGATES) for token in tokens):
        return False
    if sum(token.is_word("SELECT") for token in tokens) != 1:
        return False
    named = any(
        before.is_word("AS") and is_variable(token, "this") for before, token in pairwise(tokens)
    )
    group = group_of(tokens)
    return not named and group is not None and _binds(group)


def _binds(group: Group) -> bool:
    """Whether every solution of *group* binds `?this`."""
    depth, expression, branches = 0, False, True
    for index, part in enumerate(group.parts):
        if isinstance(part, Group):
            if part.role in _ASIDE:
                expression = False  # FILTER NOT EXISTS ends with its group
                continue
            branches = _binds(part) and (branches or part.role != "UNION")
            after = group.parts[index + 1] if index + 1 < len(group.parts) else None
            if branches and not (isinstance(after, Token) and after.is_word("UNION")):
                return True
            continue
        if not depth and part.is_word("FILTER", "BIND"):
            expression = True
        elif part.kind == "other" and part.text in "()":
            depth += 1 if part.text == "(" else -1
            expression = expression and depth > 0
        elif not depth and not expression and is_variable(part, "this"):
            return True
    return False

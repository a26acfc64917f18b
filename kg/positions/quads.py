"""Finds statements in N-Triples and N-Quads by their number."""

from __future__ import annotations

from collections.abc import Sequence

from kg.positions.statements import Statement
from kg.positions.tokens import QUAD
from kg.positions.turtle import Reads


def find_in_quads(data: bytes, wanted: Sequence[int], reads: Reads) -> dict[int, Statement]:
    """Find the statements with the numbers *wanted*, in ascending order; what is lost is left out.

    *reads* holds each against its quad.
    """
    found: dict[int, Statement] = {}
    number = offset = 0
    take = QUAD.match
    for target in wanted:
        match = None
        while number <= target:
            match = take(data, offset)
            if match is None:
                return found
            offset = match.end()
            number += 1
        if match is not None:
            statement = Statement(match.start(1), match.start(2), match.start(3))
            if reads(target, statement):
                found[target] = statement
    return found

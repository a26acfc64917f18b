"""Refuses prefixes that are not declared."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.sparql import Token, error_at
from kg.vocabulary import PREFIXES


@dataclass(slots=True)
class Prefixes:
    """Refuses prefixes that are not declared, with the line to add."""

    text: str
    declared: set[str] = field(default_factory=set)
    declares: bool = False

    def see(self, token: Token) -> None:
        """Take the next token of the text.

        Raises:
            QuerySyntaxError: with line and column.
        """
        if token.kind == "name":
            prefix = token.text.partition(":")[0]
            if self.declares:
                self.declared.add(prefix)
            elif prefix not in self.declared:
                add = f"PREFIX {prefix}: <{PREFIXES.get(prefix) or '…'}>"
                raise error_at(
                    self.text, token, f"prefix {prefix}: is not declared", f"Add {add} at the top."
                )
        self.declares = token.is_word("PREFIX")

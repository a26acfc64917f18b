"""What became of every row of an import; the counts add up, for each file and together."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from kg.importers.rows import Fate


@dataclass(slots=True)
class Account:
    """The rows of one file, by what became of them, and the reasons for those skipped."""

    outcomes: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)

    def note(self, fate: Fate) -> None:
        """Count a row."""
        self.outcomes[fate.outcome] += 1
        if fate.reason:
            self.reasons[fate.reason] += 1

    @property
    def rows(self) -> int:
        """All rows; always the sum of those imported, merged and skipped."""
        return sum(self.outcomes.values())

    def as_json(self) -> dict[str, Any]:
        """The counts under the names of the report."""
        return {
            "rows": self.rows,
            **{name: self.outcomes[name] for name in ("imported", "merged", "skipped")},
            "reasons": dict(sorted(self.reasons.items())),
        }


class Accounts:
    """The accounts of the files of one import, in their order, and what else is to be told."""

    def __init__(self) -> None:
        self.files: dict[str, Account] = {}
        self.notes: list[str] = []

    def note(self, file: str, fate: Fate) -> None:
        """Count a row of a file."""
        account = self.files.get(file)
        if account is None:
            account = self.files[file] = Account()
        account.note(fate)

    def open(self, file: str) -> None:
        """Name a file, so that it is reported though it should have no row."""
        self.files.setdefault(file, Account())

    @property
    def total(self) -> Account:
        """All files together."""
        total = Account()
        for account in self.files.values():
            total.outcomes.update(account.outcomes)
            total.reasons.update(account.reasons)
        return total

    def as_json(self) -> dict[str, Any]:
        """The counts together and by file, and the notes."""
        files = {name: account.as_json() for name, account in self.files.items()}
        return {**self.total.as_json(), "notes": self.notes, "files": files}

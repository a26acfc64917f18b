"""The pages of queries: that of a query of one's own, and those of stored questions."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property

from flask import render_template

from kg.dates import Day
from kg.errors import ParameterError
from kg.lookup import parameter_values, prepare, stored_query
from kg.sparql import Parameter, parameters, question
from kg.terms import expand, plain
from kg.vocabulary import PREFIXES
from kg.web.asking import rows
from kg.web.querying.elsewhere import elsewhere
from kg.web.querying.meant import Meant, things_meant
from kg.web.querying.results import Shown, result_view
from kg.web.querying.topics import topics
from kg.web.querying.trouble import Trouble
from kg.web.state import state

_FEW = 3
"""Rows that are read one by one, and not as a table."""
_FIRST = "latest-tenures"
"""The query that stands in an empty editor."""
_NOTE = re.compile(r"^#(?!\s*Parameter:)\s*(?:Competency question \d+\.\s*)?(.*)$")


@dataclass(frozen=True)
class Question:
    """A stored question with the *values* given for its parameters, as they were written.

    *version* is what the names of things are looked up in.
    """

    name: str
    text: str
    values: Mapping[str, str]
    known: Day | None
    version: int

    @property
    def question(self) -> str:
        """The question itself."""
        return question(self.text)

    @property
    def parameters(self) -> list[Parameter]:
        """What may be chosen."""
        return parameters(self.text)

    @property
    def notes(self) -> str:
        """What the query file says further of its answers."""
        lines = self.text.lstrip().splitlines()[1:]
        head = lines[: next((n for n, line in enumerate(lines) if line[:1] != "#"), len(lines))]
        return " ".join(match[1] for line in head if (match := _NOTE.match(line)))

    @property
    def missing(self) -> bool:
        """Whether a parameter has no value."""
        return any(not self.values.get(parameter.name) for parameter in self.parameters)

    @cached_property
    def meant(self) -> dict[str, list[Meant]]:
        """The things that may be meant where a name was written in place of an IRI."""
        days = {"known-at": str(self.known)} if self.known else {}
        return things_meant(self.parameters, self.values, days, self.version)

    @cached_property
    def names(self) -> dict[str, str]:
        """What the things are called that stand in the form, by parameter."""
        found = {}
        for parameter in self.parameters:
            value = self.values.get(parameter.name) or parameter.example
            if parameter.kind == "iri" and value:
                with suppress(ParameterError):  # the page is about that error
                    found[parameter.name] = _name(value, self.version)
        return found


def empty_page(known: Day | None = None) -> str:
    """The page of a query that is still to be written."""
    return _query_page(stored_query(_FIRST), known, empty=True)


def result_page(shown: Shown) -> str:
    """Run a query and write its result as HTML."""
    return _query_page(
        shown.query,
        shown.known,
        result=result_view(shown),
        elsewhere=elsewhere(shown),
        question=question(shown.query),
        graphs=shown.graphs,
    )


def trouble_page(trouble: Trouble, query: str, known: str) -> str:
    """The page of a query that went wrong; *known* is the day as it was written."""
    return _query_page(query, known, trouble=trouble, question=question(query))


def question_page(asked: Question, trouble: Trouble | None = None) -> str:
    """The page of a stored question that is still to be asked, or cannot be."""
    return render_template("question.html", asked=asked, trouble=trouble, prefixes=_prefixes())


def answered_page(asked: Question, shown: Shown) -> str:
    """Ask a stored question and write its answer as HTML.

    Columns that repeat a parameter are left out.
    """
    result = result_view(shown).without({parameter.name for parameter in asked.parameters})
    return render_template(
        "question.html",
        asked=asked,
        result=result,
        few=0 < len(result.rows) <= _FEW and not result.more,
        query=shown.query,
        elsewhere=elsewhere(shown),
        titles=[humanised(name) for name in result.names],
        prefixes=_prefixes(),
    )


def _query_page(query: str, known: Day | str | None, **shown: object) -> str:
    limits = state().settings.workers
    return render_template(
        "query.html",
        query=query,
        known=known or "",
        topics=topics(),
        limits=limits,
        megabytes=limits.memory_bytes >> 20,
        prefixes=_prefixes(),
        **shown,
    )


def _prefixes() -> str:
    """Our prefixes as JSON, for scripts."""
    return json.dumps(PREFIXES)


def _name(written: str, version: int) -> str:
    text = stored_query("named-thing")
    values = parameter_values(text, {"thing": f"<{expand(written)}>"})
    found = rows(version, prepare(text, values), 1)
    return next((found.labels.get(plain(row["thing"]), "") for row in found.rows), "")


def humanised(name: str) -> str:
    """The name of a variable as words: `begunBy` as `begun by`."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name).replace("_", " ").lower()

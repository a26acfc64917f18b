"""The pages of queries: that of a query of one's own, and those of stored questions."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property

from flask import render_template

from kg.dates import Day
from kg.errors import ParameterError
from kg.lookup import AT, parameter_values, prepare, read_day, stored_query
from kg.sparql import Parameter, parameters, question
from kg.store.dataset import GraphChoice
from kg.terms import expand, plain
from kg.vocabulary import PREFIXES
from kg.web.addresses import link
from kg.web.asking import rows
from kg.web.dates_in_words import day_in_words
from kg.web.querying.elsewhere import elsewhere
from kg.web.querying.length import fits
from kg.web.querying.meant import Meant, things_meant
from kg.web.querying.results import Shown, result_view
from kg.web.querying.topics import topics
from kg.web.querying.trouble import Trouble
from kg.web.state import state

_FEW = 3
"""Rows that are read one by one, and not as a table."""
_FIRST = "latest-tenures"
"""The query that stands in an empty editor."""
_LONGEST_TITLE = 200
_LONGEST_VALUE = 1000
_NOTE = re.compile(r"^#(?!\s*Parameter:)\s*(?:Competency question \d+\.\s*)?(.*)$")


@dataclass(frozen=True)
class Question:
    """A stored question with the *values* given for its parameters, as they were written.

    *known* is the day whose knowledge is asked, or what was written for it and is none.
    *version* is what the names of things are looked up in.
    """

    name: str
    text: str
    values: Mapping[str, str]
    known: Day | str | None
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

    @property
    def when(self) -> str:
        """The day that is asked about, in words; "" where there is none."""
        day = self.values.get(AT)
        return day_in_words(read_day(day)) if day else ""

    @property
    def places(self) -> list[tuple[str, str]]:
        """The names of the things asked about, with their pages on the days asked about."""
        days = {AT: self.values.get(AT, ""), "known-at": str(self.known or "")}
        asked = [(self.names.get(p.name), self.values.get(p.name)) for p in self.parameters]
        return [(name, link(expand(value), days)) for name, value in asked if name and value]


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
        question=_title(shown.query),
        graphs=shown.graphs,
    )


def trouble_page(trouble: Trouble, query: str, known: str, graphs: GraphChoice | None) -> str:
    """The page of a query that went wrong, to be mended and asked again of the same graphs.

    *known* is the day as it was written. What no page has room for is left out.
    """
    if not fits(query, graphs):
        query, graphs = "", None
    return _query_page(query, known, trouble=trouble, question=_title(query), graphs=graphs)


def question_page(asked: Question, trouble: Trouble | None = None) -> str:
    """The page of a stored question that is still to be asked, or cannot be."""
    values = {name: value[:_LONGEST_VALUE] for name, value in asked.values.items()}
    asked = replace(asked, values=values)
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
        memory=_size(limits.memory_bytes),
        prefixes=_prefixes(),
        **shown,
    )


def _title(query: str) -> str:
    """What a query says that it asks, as far as a heading has room for it."""
    asked = question(query)
    return asked if len(asked) <= _LONGEST_TITLE else f"{asked[:_LONGEST_TITLE]}…"


def _prefixes() -> str:
    """Our prefixes as JSON, for scripts."""
    return json.dumps(PREFIXES)


def _size(number: int) -> str:
    """A number of bytes as people say it."""
    gigabytes = number / (1 << 30)
    return f"{gigabytes:g} GB" if gigabytes in (0.5, int(gigabytes)) else f"{number >> 20} MB"


def _name(written: str, version: int) -> str:
    text = stored_query("named-thing")
    values = parameter_values(text, {"thing": f"<{expand(written)}>"})
    found = rows(version, prepare(text, values), 1)
    return next((found.labels.get(plain(row["thing"]), "") for row in found.rows), "")


def humanised(name: str) -> str:
    """The name of a variable as words: `begunBy` as `begun by`."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name).replace("_", " ").lower()

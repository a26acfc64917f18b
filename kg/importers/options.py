"""The options of single formats beside those of every import; known without loading a format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kg.errors import ParameterError

Options = Mapping[str, str]
"""Values by the names of options; those not given are missing."""


@dataclass(frozen=True, slots=True)
class Option:
    """An option `--NAME VALUE` of one format; *metavar* stands for its value in the help."""

    name: str
    metavar: str
    help: str


OPTIONS: dict[str, tuple[Option, ...]] = {
    "csv": (Option("mapping", "FILE", "TOML file that says what the columns are."),),
    "ftm": (Option("publisher", "NAME", "Who published the file, if not OpenSanctions."),),
    "popolo": (Option("publisher", "NAME", "Who published the files, which do not say so."),),
    "wikidata": (
        Option("endpoint", "ADDRESS", "Address of the query service."),
        Option("class", "QID", "Take the instances of a class instead of a list."),
        Option("post", "QID", "Take those who held a post instead of a list."),
        Option("cache", "DIR", "Keep answers here, so that the next run goes on from them."),
        Option("contact", "ADDRESS", "Whom the endpoint's operators can write to."),
        Option("deadline", "SECONDS", "Time for everything together (3600)."),
        Option("page", "NUMBER", "Entities of one answer (50)."),
    ),
}


def options_of(format_name: str, given: Mapping[str, str | None]) -> Options:
    """Take those options that were given, for one format.

    Raises:
        ParameterError: one of them is no option of the format.
    """
    own = {option.name for option in OPTIONS.get(format_name, ())}
    options = {name: value for name, value in given.items() if value is not None}
    if other := sorted(options.keys() - own):
        allowed = ", ".join(f"--{name}" for name in sorted(own)) or "none of its own"
        raise ParameterError(
            f"--{other[0]} is no option of {format_name[:50]}.", hint=f"It has {allowed}."
        )
    return options

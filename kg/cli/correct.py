"""`kg correct`: an editor's correction of one fact."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import click
import pyoxigraph as ox

from kg.cli.refusals import shown_refusal
from kg.cli.stores import existing_store, open_existing, user
from kg.dates import parse_day
from kg.errors import DateError, ParameterError
from kg.gate import gate_of
from kg.ingest import Author
from kg.ingest.correction import Correction, Passage, Value, check_text
from kg.ingest.corrections import correct, find_statement, read_value
from kg.store.embedded import DatasetStore
from kg.terms import expand, shorten

_EXAMPLES = """\b
Examples:
  kg correct --store my.store tenure:doe-mayor-1 ga:edtf --to 2001/2005 \\
    --reason "The decree is of 2005." --document https://example.org/gazette/17 --locator "page 3"
  kg correct --store my.store agent:doe skos:prefLabel --value "Jon Doe" --to "John Doe" \\
    --reason "Misspelt." --document https://example.org/who --quote "Mayor John Doe"
"""


@click.command("correct", epilog=_EXAMPLES)
@click.argument("subject")
@click.argument("predicate")
@existing_store
@click.option("--value", metavar="TEXT", help="The wrong value, where there are several.")
@click.option("--to", "new", metavar="TEXT", help="The right value; without it only the mark.")
@click.option("--reason", required=True, help="Why: a sentence that a reader can check.")
@click.option("--document", required=True, metavar="IRI", help="Where it was read: document, page.")
@click.option("--quote", default="", help="The exact words there.")
@click.option("--locator", default="", help="The place there, as in 'page 3'.")
@click.option("--title", default="", help="Title of a page that the store does not know.")
@click.option("--language", default="en", show_default=True, help="Language of quote and title.")
@click.option("--by", "editor", help="Name of the editor; default: your login name.")
@click.option("--date", "day", metavar="DATE", help="Day of the decision; default: today.")
def correct_command(
    subject: str, predicate: str, store: Path, value: str | None, **given: str | None
) -> None:
    """Correct what a source says of SUBJECT with PREDICATE.

    The correction becomes a source graph of its own, with its reason, evidence and
    editor. Nothing is taken away: the statement stays where it is, and is marked as
    corrected. Where dates differ, answers are disputed; suspend the graph of the source,
    or have it mended, if it shall not count any more.
    """
    dataset = open_existing(store)
    statement, graphs = find_statement(
        dataset, ox.NamedNode(expand(subject)), ox.NamedNode(expand(predicate)), value
    )
    texts = {name: text or "" for name, text in given.items()}
    right = _right(dataset, statement, texts["new"])
    made = _correction(statement, graphs, right, texts)
    author = Author(who=user(), action="correct", wait=10.0)
    before = dataset.version
    with shown_refusal("Nothing was corrected."):
        outcome = correct(dataset, made, gate_of(dataset), author)
    if outcome.version == before:
        click.echo(f"Nothing changed; the store stays at version {before}.")
        return
    sources = ", ".join(map(shorten, graphs))
    click.echo(f"Corrected what {sources} says; published as version {outcome.version}.")


def _correction(
    statement: ox.Triple, graphs: tuple[str, ...], right: Value | None, given: Mapping[str, str]
) -> Correction:
    """Read the options."""
    if not (reason := given["reason"].strip()):
        raise ParameterError("Why?", hint="Give --reason, a sentence that a reader can check.")
    try:
        day = parse_day(given["day"] or date.today().isoformat())
    except DateError as error:
        raise ParameterError(f"--date: {error.message}") from error
    passage = Passage(
        expand(given["document"]),
        *(given[name] for name in ("quote", "locator", "title", "language")),
    )
    editor = given["editor"].strip() or user()
    for text in (reason, editor):
        check_text(text)
    return Correction(statement, graphs, right, reason, editor, passage, day)


def _right(dataset: DatasetStore, statement: ox.Triple, new: str) -> Value | None:
    if not new:
        return None
    check_text(new)
    right = read_value(dataset, new, statement.object)
    if right == statement.object:
        raise ParameterError("The new value is the old one.")
    return right

"""`kg identity`: which things of different sources are one; proposes, decides, takes back."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.candidate_tables import read_pairs, write_candidates, write_decisions
from kg.cli.load import show_warnings
from kg.cli.refusals import shown_refusal
from kg.cli.stores import Command, existing_store, open_existing, user
from kg.dates import parse_day
from kg.errors import DateError, NonConformingDataError, ParameterError
from kg.gate import gate_of
from kg.identity import KINDS, Candidate, choose, propose
from kg.ingest import Author, Outcome
from kg.ingest.decisions import RULES, pair_of
from kg.ingest.identity import Verdict, accept, list_decisions, reject, revoke
from kg.store.embedded import DatasetStore
from kg.terms import expand, plain

_EXAMPLES = """\b
Examples:
  kg identity candidates --store my.store --kind agent --limit 20
  kg identity candidates --store my.store --accept-above 0.99
  kg identity accept --store my.store agent:lavrov agent:sergey-lavrov --reason "Same birth."
  kg identity accept --store my.store --pairs checked.tsv
  kg identity reject --store my.store agent:john-smith agent:john-smith-2
  kg identity list --store my.store
  kg identity revoke --store my.store agent:lavrov agent:sergey-lavrov
"""
_REFUSED = "With it the dataset cannot stand; nothing was decided."
_FORMAT = click.Choice(["table", "tsv", "json"])


@click.group("identity", epilog=_EXAMPLES)
def identity_command() -> None:
    """Decide which things of different sources are one.

    What was accepted as one is stored under one IRI in every graph. What the sources
    delivered is kept beside it, so that each decision can be taken back.
    """


def _verdict_options(command: Command) -> Command:
    """Add what may be said of a decision: why, who, when."""
    for option in (
        click.option("--on", metavar="DATE", help="Day of the decision."),
        click.option("--by", metavar="NAME", help="Who decides; default: the user."),
        click.option("--reason", help="Why; default: that an editor compared them."),
    ):
        command = option(command)
    return command


@identity_command.command("candidates", epilog=_EXAMPLES)
@existing_store
@click.option("--kind", type=click.Choice(KINDS), multiple=True, help="Only things of this kind.")
@click.option("--min-score", type=click.FloatRange(0, 1), default=0.5, show_default=True)
@click.option("--format", "fmt", type=_FORMAT, default="table")
@click.option("--limit", type=click.IntRange(1), metavar="N", help="Only the N likeliest.")
@click.option(
    "--accept-above",
    type=click.FloatRange(0, 1),
    metavar="SCORE",
    help="Accept all pairs from this score on that no other pair rivals.",
)
def candidates_command(
    store: Path,
    kind: tuple[str, ...],
    min_score: float,
    fmt: str,
    limit: int | None,
    accept_above: float | None,
) -> None:
    """Propose pairs of things that may be one, the likeliest first, with the reasons.

    Pairs that were decided, one way or the other, are not proposed again.
    """
    dataset = open_existing(store)
    decided = {decision.pair for decision in list_decisions(dataset)}
    snapshot = dataset.snapshot()
    least = min_score if accept_above is None else min(min_score, accept_above)
    found = propose(dataset.view(snapshot), kind or KINDS, least=least, decided=decided)
    snapshot.close()
    if accept_above is not None:
        _accept_chosen(dataset, choose(found, accept_above))
        return
    write_candidates(found[:limit], fmt)


@identity_command.command("accept", epilog=_EXAMPLES)
@click.argument("iris", nargs=-1, metavar="[IRI IRI]")
@existing_store
@click.option(
    "--pairs",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Accept the pairs of a table as `candidates --format tsv` writes it.",
)
@_verdict_options
@click.option("--although-ids-differ", is_flag=True, help="Also when Wikidata tells them apart.")
def accept_command(
    iris: tuple[str, ...],
    store: Path,
    pairs: Path | None,
    reason: str | None,
    by: str | None,
    on: str | None,
    although_ids_differ: bool,
) -> None:
    """Decide that two IRIs mean one thing."""
    dataset = open_existing(store)
    verdicts = _verdicts(iris, pairs, reason, by, on, although=although_ids_differ)
    with shown_refusal(_REFUSED):
        outcome = accept(dataset, verdicts, gate_of(dataset), _author("accept"))
    _tell(outcome, len(verdicts), "accepted")


@identity_command.command("reject", epilog=_EXAMPLES)
@click.argument("iris", nargs=-1, metavar="[IRI IRI]")
@existing_store
@click.option("--pairs", type=click.Path(path_type=Path), metavar="FILE", help="As of `accept`.")
@_verdict_options
def reject_command(
    iris: tuple[str, ...],
    store: Path,
    pairs: Path | None,
    reason: str | None,
    by: str | None,
    on: str | None,
) -> None:
    """Decide that two IRIs mean two things; they are not proposed again."""
    dataset = open_existing(store)
    verdicts = _verdicts(iris, pairs, reason, by, on)
    with shown_refusal(_REFUSED):
        outcome = reject(dataset, verdicts, gate_of(dataset), _author("reject"))
    _tell(outcome, len(verdicts), "rejected")


@identity_command.command("revoke", epilog=_EXAMPLES)
@click.argument("iris", nargs=-1, metavar="[IRI IRI]")
@existing_store
@click.option("--pairs", type=click.Path(path_type=Path), metavar="FILE", help="As of `accept`.")
def revoke_command(iris: tuple[str, ...], store: Path, pairs: Path | None) -> None:
    """Take a decision back: what the sources delivered is stored again."""
    dataset = open_existing(store)
    taken = [pair_of(first, second) for first, second, _ in _named(iris, pairs)]
    with shown_refusal("Without it the dataset cannot stand; nothing was taken back."):
        outcome = revoke(dataset, taken, gate_of(dataset), _author("revoke"))
    _tell(outcome, len(taken), "taken back")


@identity_command.command("list", epilog=_EXAMPLES)
@existing_store
@click.option("--format", "fmt", type=_FORMAT, default="table")
def list_command(store: Path, fmt: str) -> None:
    """List what was decided, with the IRI by which things are written."""
    write_decisions(list_decisions(open_existing(store)), fmt)


def _accept_chosen(dataset: DatasetStore, chosen: list[Candidate]) -> None:
    if not chosen:
        click.echo("No pair is likely enough, or each has a rival.")
        return
    verdicts = [
        Verdict(c.first, c.second, f"Score {c.score}: {'; '.join(c.reasons)}.", RULES, c.score)
        for c in chosen
    ]
    gate = gate_of(dataset)
    with shown_refusal(_REFUSED):
        while True:
            try:
                outcome = accept(dataset, verdicts, gate, _author("accept"))
                break
            except NonConformingDataError as error:
                sound = _without(verdicts, error)
                if not sound or len(sound) == len(verdicts):
                    raise
                verdicts = sound
    _tell(outcome, len(verdicts), "accepted")
    if left := len(chosen) - len(verdicts):
        click.echo(f"{left} left out: with them the dataset would break the shapes.")


def _without(verdicts: list[Verdict], error: NonConformingDataError) -> list[Verdict]:
    """The verdicts on things that nothing is wrong with."""
    broken = {plain(result.focus_node) for result in error.report.violations}
    return [v for v in verdicts if broken.isdisjoint((v.first, v.second))]


def _verdicts(
    iris: tuple[str, ...],
    pairs: Path | None,
    reason: str | None,
    by: str | None,
    on: str | None,
    *,
    although: bool = False,
) -> list[Verdict]:
    try:
        day = parse_day(on) if on else None
    except DateError as error:
        raise ParameterError(f"--on: {error.message}") from error
    return [
        Verdict(
            first,
            second,
            reason or (f"An editor checked: {why}." if why else "An editor compared them."),
            by or user(),
            day=day,
            although=although,
        )
        for first, second, why in _named(iris, pairs)
    ]


def _named(iris: tuple[str, ...], pairs: Path | None) -> list[tuple[str, str, str]]:
    """The pairs that a command names, each with the reasons that its table gives."""
    if pairs is not None and not iris:
        return read_pairs(pairs)
    if len(iris) != 2 or pairs is not None:
        raise click.UsageError("Name two IRIs, or a table of pairs with --pairs FILE.")
    return [(expand(iris[0]), expand(iris[1]), "")]


def _author(action: str) -> Author:
    return Author(who=user(), action=f"identity {action}", wait=10.0)


def _tell(outcome: Outcome, number: int, done: str) -> None:
    pairs = f"{number} pair{'s' if number != 1 else ''}"
    click.echo(f"{pairs} {done}; the store is at version {outcome.version}.")
    show_warnings(outcome.report)

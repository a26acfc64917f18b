"""The comparison with pySHACL tells what is missed and what is false, and fails for it."""

from __future__ import annotations

import pytest

from tests.benchmarks import agreement
from tests.benchmarks.agreement import Trial, main, remarks_on, row_of
from tests.benchmarks.verdicts import Agreement, Found, Results

_SAME = Results({("shape", "component", "node"): 2})
_ONCE = Results({("shape", "component", "node"): 1})
_OTHER = Results({("other", "component", "node"): 1})


def _trial(ours: Results, peer: Results) -> Trial:
    both = Agreement(Found(ours, 0.5), Found(peer, 40.0))
    rules = {("shape", "component"), ("other", "component")}
    return Trial("10 triples, all shapes", 3, both, rules, {("shape", "component")})


def test_a_result_counts_as_often_as_it_is_found() -> None:
    """Half of a result that is found twice is missed."""
    found = _trial(_ONCE, _SAME).agreement
    assert (found.missed, found.false) == (_ONCE, Results())
    assert not found.is_complete
    assert _trial(_SAME, _SAME).agreement.is_complete


def test_two_that_find_nothing_do_not_agree() -> None:
    """The faults are there, so neither has run."""
    assert not _trial(Results(), Results()).agreement.is_complete


def test_a_row_says_how_many_are_missed_and_how_many_are_false() -> None:
    """Beside how many faults there are, and how many rules they break."""
    assert row_of(_trial(_SAME, _OTHER)) == (
        "10 triples, all shapes, 3 faults that break 1 of 2 rules",
        "500.0 ms, 2 results",
        "40.00 s, 1 results (pySHACL)",
        "1 missed, 2 false: missed",
    )


def test_differences_and_rules_that_nothing_breaks_are_named() -> None:
    """Who reads the figures can look them up."""
    assert list(remarks_on(_trial(_SAME, _OTHER))) == [
        "10 triples, all shapes: no fault breaks other (component)",
        "10 triples, all shapes: missed: other | component | node",
        "10 triples, all shapes: false: shape | component | node",
    ]


@pytest.mark.parametrize(("peer", "status"), [(_SAME, 0), (_ONCE, 1), (_OTHER, 1)])
def test_the_command_fails_where_the_two_differ(
    peer: Results, status: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A table that nobody reads must not pass."""
    monkeypatch.setattr(agreement, "trial", lambda *_: _trial(_SAME, peer))
    assert main(["--sizes", "10,1k"]) == status
    assert capsys.readouterr().out.count("| 10 triples") == 2

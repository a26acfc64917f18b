"""The full lists of states: the counts, some facts by eye, and one store that takes them all."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.importers import support
from tests.importers.support import ask, imported, rows
from tests.running import run_kg


@pytest.mark.parametrize(
    ("parts", "number"),
    [
        (("states-iso", "country-codes.csv"), 249),
        (("states-iso", "iso_3166-1.json"), 249),
        (("states-iso", "iso_3166-3.json"), 31),
        (("states-systems", "cowstates.csv"), 243),
        (("org-memberships", "country_data.tsv"), 140),
    ],
)
def test_the_counts_add_up(parts: tuple[str, ...], number: int) -> None:
    """No row is skipped."""
    total = imported("states", support.testdata(*parts)).accounts.total
    assert total.rows == number
    assert not total.reasons


def test_states_read_by_eye() -> None:
    """France left the system in 1942; the two Germanies ended together."""
    made = imported("states", support.testdata("states-systems"))
    assert rows(
        made,
        "SELECT ?dates { ?m org:member agent:france ; ga:edtf ?dates } ORDER BY ?dates",
    ) == [("1944-08-25/..",), ("[..1816-01-01]/1942-11-11",)]
    assert (
        len(rows(made, "SELECT ?s { ?s ga:edtf ?d FILTER(STRENDS(STR(?d), '/1990-10-02')) }")) == 4
    )


def test_no_packaged_state_is_described_twice() -> None:
    """Every current entry of ISO 3166-1 is a packaged one."""
    for name in ("country-codes.csv", "iso_3166-1.json"):
        made = imported("states", support.testdata("states-iso", name))
        assert not ask(made, "ASK { ?entry a ga:Polity }")


def test_one_store_takes_all_lists(tmp_path: Path) -> None:
    """A folder of each kind, one after the other, breaks no shape."""
    for folder in ("states-iso", "states-systems", "org-memberships"):
        command = ("import", "states", support.testdata(folder), "--store", tmp_path / "store")
        done = run_kg(*command, "--retrieved", "2026-11-23")
        assert done.returncode == 0, done.stdout[-2000:] + done.stderr

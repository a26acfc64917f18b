"""Tests of kg.gate.passing: what the data of a store has passed, beside its shapes of now."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.gate import Passing, names_text
from kg.store.embedded import DatasetStore
from kg.store.passed import CONTEXT, Differences, ShapeDigests
from kg.store.settings import StoreSettings

NOW = ShapeDigests({CONTEXT: "0", "urn:a": "1", "urn:b": "2"})


def passing(parts: dict[str, str] | None) -> Passing:
    """Data that passed some shapes, beside those of now."""
    passed = None if parts is None else ShapeDigests({CONTEXT: "0", "urn:a": "1"} | parts)
    return Passing(Path("my.store"), 3, NOW, passed)


@pytest.mark.parametrize(
    ("parts", "ahead", "said"),
    [
        ({"urn:b": "2"}, set(), ""),
        ({"urn:b": "1"}, {"urn:b"}, "not those that version 3 passed: changed <urn:b>."),
        ({"urn:b": "1", "urn:a": ""}, {"urn:a", "urn:b"}, "changed <urn:a>, <urn:b>."),
        ({"urn:z": "1"}, {"urn:b"}, "passed: new <urn:b>; gone <urn:z>."),
        ({"urn:b": "2", "urn:z": "1"}, set(), "passed: gone <urn:z>."),
        ({"urn:b": "2", CONTEXT: "1"}, None, "changed the ontology or its code lists."),
        (None, None, "It is not known by which shapes version 3 passed."),
    ],
)
def test_what_is_ahead_is_said_in_a_line(
    parts: dict[str, str] | None, ahead: set[str] | None, said: str
) -> None:
    """With the command to run; nothing when all was passed."""
    found = passing(parts)
    assert found.ahead == ahead
    assert said in found.sentence()
    assert found.sentence().endswith("Run `kg validate --store my.store`.") is bool(said)
    assert found.is_current is not bool(said)


def test_a_long_list_is_cut() -> None:
    """The ontology comes first; shapes without a name count as one."""
    names = [*(f"urn:{number}" for number in range(7)), "_:1", "_:2", CONTEXT]
    assert names_text(names) == (
        "the ontology or its code lists, (a shape without a name), <urn:0>, <urn:1>, <urn:2>"
        " and 4 more"
    )


def test_names_send_nothing_to_a_terminal() -> None:
    """Shapes may be anybody's."""
    assert "\x1b" not in names_text(["urn:\x1b[31m"])


def test_an_empty_store_passes_everything(tmp_path: Path) -> None:
    """And one that takes data as it is asks nothing."""
    new = Passing.of(DatasetStore.create(tmp_path / "new"))
    plain = Passing.of(DatasetStore.create(tmp_path / "plain", StoreSettings(shapes="none")))
    assert (new.differences, plain.differences) == (Differences(), Differences())
    assert (new.empty, plain.present) == (True, None)

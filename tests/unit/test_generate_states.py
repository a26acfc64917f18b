"""The command that writes the reference graph of states: IRIs that last, and sound TriG."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest

pytest.importorskip("babel")
pytest.importorskip("pycountry")

from tools.generate_states import (
    OUTPUT,
    Entry,
    generate,
    main,
    mint,
    read_entries,
    read_minted,
    slug_of,
)

ATLANTIS = Entry("QA", "QAA", "999", {"en": "Atlantis", "fr": "Atlantide"}, (), "", "")
ID = "https://w3id.org/geoactors/id"


def named(english: str, code: str = "QAA") -> Entry:
    """Rename Atlantis."""
    return replace(ATLANTIS, alpha3=code, names={"en": english})


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("United States", "united-states"),
        ("Côte d’Ivoire", "cote-d-ivoire"),
        ("Hong Kong SAR China", "hong-kong"),
        ("Myanmar (Burma)", "myanmar"),
        ("St. Kitts & Nevis", "saint-kitts-and-nevis"),
        ("U.S. Virgin Islands", "us-virgin-islands"),
        ("Congo - Kinshasa", "congo-kinshasa"),
        ("Åland Islands", "aland-islands"),
    ],
)
def test_slugs_are_plain_english_short_names(name: str, slug: str) -> None:
    """Small letters, digits and single hyphens, without what CLDR adds to a name."""
    assert slug_of(named(name)) == slug


def test_a_slug_can_be_decided_by_hand() -> None:
    """The English name of CLDR is not always that of the actor."""
    assert slug_of(named("Palestinian Territories", "PSE")) == "palestine"


@pytest.mark.parametrize(
    ("entry", "kind"),
    [
        (replace(ATLANTIS, admitted="1999"), "State"),
        (replace(ATLANTIS, alpha3="VAT"), "State"),
        (replace(ATLANTIS, alpha3="ATA"), "Place"),
        (ATLANTIS, "Polity"),
    ],
)
def test_the_class_follows_membership_and_the_list_of_places(entry: Entry, kind: str) -> None:
    """Member, observer, place without a government of its own, anything else."""
    assert entry.kind == kind


def test_an_iri_once_minted_survives_a_new_name() -> None:
    """Otherwise every link to a renamed state would break."""
    minted = {"QAA": f"{ID}/agent/atlantis"}
    assert mint([named("Republic of Poseidonia")], minted) == minted


def test_equal_names_get_numbers() -> None:
    """Two things never share an IRI, nor does a new one take an old one's."""
    entries = [named("Atlantis", code) for code in ("QAA", "QAB", "QAC")]
    minted = {"QAC": f"{ID}/agent/atlantis"}
    assert mint(entries, minted) == {
        "QAA": f"{ID}/agent/atlantis-2",
        "QAB": f"{ID}/agent/atlantis-3",
        "QAC": f"{ID}/agent/atlantis",
    }


def test_a_withdrawn_entry_stops_the_command() -> None:
    """Its IRI would vanish from the data in silence."""
    with pytest.raises(ValueError, match="deprecate by hand: QAB"):
        mint([ATLANTIS], {"QAA": f"{ID}/agent/atlantis", "QAB": f"{ID}/agent/mu"})


def test_without_an_earlier_file_nothing_is_minted(tmp_path: Path) -> None:
    """The first run finds no file."""
    assert read_minted(tmp_path / "states.trig") == {}


def test_the_command_keeps_the_iris_of_its_output(tmp_path: Path) -> None:
    """Only the IRI in the file says what it is; name and slug rule have moved on."""
    output = tmp_path / "states.trig"
    output.write_text(
        OUTPUT.read_text(encoding="utf-8").replace("agent:turkiye", "agent:turkey"),
        encoding="utf-8",
    )
    assert main(["--output", str(output)]) == 0
    assert read_minted(output)["TUR"] == f"{ID}/agent/turkey"
    text = output.read_text(encoding="utf-8")
    assert "membership:un-turkey a ga:Membership" in text
    assert "turkiye" not in text


def test_checking_says_no_and_changes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A stale file is reported by the exit code and left alone."""
    output = tmp_path / "states.trig"
    assert main(["--check", "--output", str(output)]) == 1
    assert not output.exists()
    main(["--output", str(output)])
    output.write_text(output.read_text(encoding="utf-8") + "# edited\n", encoding="utf-8")
    assert main(["--check", "--output", str(output)]) == 1
    assert output.read_text(encoding="utf-8").endswith("# edited\n")
    assert "not up to date" in capsys.readouterr().out


def test_two_runs_write_the_same_bytes() -> None:
    """From nothing, and from the IRIs of an earlier run."""
    first = generate(read_entries(), {})
    minted = mint(read_entries(), {})
    assert generate(read_entries(), minted) == first


def test_any_name_comes_out_as_it_went_in() -> None:
    """Quotes, backslashes and line ends are escaped."""
    awkward = 'The "Isle"\\ of\nAtlantis'
    text = generate([named(awkward)], {})
    found = {
        quad.object.value
        for quad in ox.parse(input=text, format=ox.RdfFormat.TRIG)
        if isinstance(quad.object, ox.Literal)
    }
    assert awkward in found

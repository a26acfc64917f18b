"""`kg validate`: what is read, what beside it, what is accepted, and how it ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.cli.init import starter_files
from kg.cli.project import SETTINGS
from tests.conftest import BREAKING, Kg

NAMELESS = "<https://w3id.org/geoactors/id/agent/x> a <https://w3id.org/geoactors/ns#Person> .\n"
MISTAKE = 'skos:prefLabel "Secretary-General of the United Nations"'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository as `kg init` writes it, as the working directory."""
    for path, text in starter_files():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def mend(folder: Path) -> None:
    """Give the name its language."""
    path = folder / "data" / "newsletter.trig"
    text = path.read_text(encoding="utf-8")
    assert text.count(MISTAKE) == 1
    path.write_text(text.replace(MISTAKE, f"{MISTAKE}@en"), encoding="utf-8")


# ---------- all problems in one run ----------


def test_files_that_cannot_be_read_do_not_hide_the_others(kg: Kg, folder: Path) -> None:
    """The report has both; the command ends with 2, since not everything was validated."""
    (folder / "data" / "broken.ttl").write_text("<urn:a> <urn:b>", encoding="utf-8")
    (folder / "data" / "empty.ttl").write_text("# nothing\n", encoding="utf-8")
    done = kg("validate", "--format", "json")
    assert done.code == 2
    report = json.loads(done.out)
    places = [document["location"].partition(":")[0] for document in report["unreadable"]]
    assert places == ["data/broken.ttl", "data/empty.ttl"]
    assert report["counts"]["violation"] == 1
    assert "as if that thing were missing" in report["notes"][0]
    assert done.err.count("\n") == 2
    text = kg("validate").out
    assert "  - data/broken.ttl:1:16: " in text
    assert "gs:LanguageShape" in text


@pytest.mark.parametrize("form", ["github", "sarif", "junit"])
def test_a_server_learns_of_a_file_that_cannot_be_read(kg: Kg, tmp_path: Path, form: str) -> None:
    """Also when nothing else is there to report."""
    path = tmp_path / "broken.ttl"
    path.write_text("wrong", encoding="utf-8")
    done = kg("validate", path, "--format", form)
    assert done.code == 2
    assert "broken.ttl" in done.out


@pytest.mark.parametrize("option", ["--context", "--shapes"])
def test_without_its_context_nothing_can_be_said(
    kg: Kg, tmp_path: Path, breaking_file: Path, option: str
) -> None:
    """No report, and every file that cannot be read is named."""
    (tmp_path / "x").mkdir()
    for name in ("a.ttl", "b.ttl"):
        (tmp_path / "x" / name).write_text("wrong", encoding="utf-8")
    done = kg("validate", breaking_file, option, tmp_path / "x")
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 2)


def test_a_report_in_a_file_is_summed_up_on_the_terminal(
    kg: Kg, tmp_path: Path, breaking_file: Path
) -> None:
    """A log without a word looks like success."""
    target = tmp_path / "report.json"
    done = kg("validate", breaking_file, "--output", target)
    assert (done.code, done.out) == (1, "")
    assert (
        done.err == f"Does not conform: 1 violation; looked at 1 node. The report is in {target}.\n"
    )


# ---------- kg.toml ----------


def test_a_folder_says_what_is_validated(kg: Kg, folder: Path) -> None:
    """Its dataset; without a kg.toml there is nothing to guess."""
    assert kg("validate").code == 1
    mend(folder)
    assert kg("validate").code == 0
    (folder / "kg.toml").unlink()
    done = kg("validate")
    assert (done.code, "Validate what?" in done.err) == (2, True)


def test_a_path_narrows_what_is_reported(kg: Kg, folder: Path) -> None:
    """The rest of the dataset is context: what stands there counts as known."""
    catalogue = "data/catalogue.trig"
    assert kg("validate", catalogue).code == 0
    assert kg("validate", f"./data/../{catalogue}").code == 0
    assert kg("validate", "data/newsletter.trig").code == 1
    (folder / "kg.toml").unlink()
    done = kg("validate", catalogue)
    assert (done.code, "ga:sourceDocument points to" in done.out) == (1, True)
    assert kg("validate", catalogue, "--context", "data").code == 0


def test_the_command_line_goes_before_the_file(kg: Kg, folder: Path) -> None:
    """Severity, baseline and shapes."""
    mend(folder)
    (folder / "data" / "x.ttl").write_text(NAMELESS, encoding="utf-8")
    (folder / "kg.toml").write_text(
        '[validate]\npaths = ["data"]\nfail-on = "warning"\n', encoding="utf-8"
    )
    assert kg("validate").code == 1
    assert kg("validate", "--fail-on", "violation").code == 0
    (folder / "kg.toml").write_text(
        '[validate]\npaths = ["data"]\nbaseline = "none.toml"\n', encoding="utf-8"
    )
    done = kg("validate")
    assert (done.code, "none.toml: there is no such baseline" in done.err) == (2, True)


def test_every_setting_is_read(kg: Kg, folder: Path) -> None:
    """Shapes and context of the file are those of the options, and contradict each other too."""
    (folder / "shapes.ttl").write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . <urn:S> a sh:NodeShape ;"
        " sh:targetClass <https://w3id.org/geoactors/ns#Post> ; sh:property <urn:P> ."
        " <urn:P> sh:path <urn:p> ; sh:minCount 1 .",
        encoding="utf-8",
    )
    text = '[validate]\npaths = ["data/newsletter.trig"]\n'
    (folder / "kg.toml").write_text(f'{text}shapes = ["shapes.ttl"]\n', encoding="utf-8")
    [found] = json.loads(kg("validate", "--format", "json").out)["results"]
    assert found["shape"] == "urn:P"
    assert kg("validate", "--context", "data").code == 2
    (folder / "kg.toml").write_text(f'{text}context = ["no.ttl"]\n', encoding="utf-8")
    assert "no.ttl: there is no such file" in kg("validate").err
    assert SETTINGS == ("paths", "context", "shapes", "fail-on", "baseline")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[validate", "kg.toml: Expected ']'"),
        ("[validate]\npaths =, 1", "at line 2"),
        (f"[validate]\npaths = {'[' * 5000}", "kg.toml: the values are nested too deep"),
        (
            "[valdate]",
            "nothing reads the table or setting 'valdate' at its top. Did you mean validate?",
        ),
        (
            "[validate]\nfail_on = 'info'",
            "nothing reads the setting 'fail_on'. Did you mean fail-on?",
        ),
        ("[validate]\nfail-on = 'error'", "nothing reads the severity 'error'"),
        ("[validate]\nfail-on = 1", "fail-on is a text"),
        ("[validate]\npaths = 'data'", 'paths is a list of paths. As in paths = ["data"].'),
        ("[validate]\npaths = ['']", "paths is a list of paths"),
        ("[validate]\nbaseline = ['a']", "baseline is a text"),
        ("validate = 1", "'validate' is no table"),
    ],
)
def test_a_mistake_in_the_file_is_named(kg: Kg, folder: Path, text: str, said: str) -> None:
    """Nothing that is misspelt is passed over."""
    (folder / "kg.toml").write_text(text, encoding="utf-8")
    done = kg("validate")
    assert (done.code, done.out) == (2, "")
    assert said in done.err


def test_the_file_is_read_as_utf_8(kg: Kg, folder: Path) -> None:
    """Another encoding is named."""
    (folder / "kg.toml").write_bytes("[validate]\npaths = ['ä']".encode("latin-1"))
    assert "kg.toml: the file is not UTF-8. Save it as UTF-8." in kg("validate").err


# ---------- the baseline ----------


def test_results_are_accepted_until_they_are_mended(kg: Kg, folder: Path) -> None:
    """Written, read, and the entry that nothing needs any more is named."""
    written = kg("validate", "--write-baseline", "baseline.toml", "--reason", "Mended by spring.")
    assert written.code == 0
    assert "1 result accepted in baseline.toml.\n" in written.err
    assert "Accepted by the baseline: 1." in written.out
    assert kg("validate").code == 1
    accepted = kg("validate", "--baseline", "baseline.toml")
    assert (accepted.code, "Accepted by the baseline: 1." in accepted.out) == (0, True)
    mend(folder)
    idle = kg("validate", "--baseline", "baseline.toml")
    assert idle.code == 0
    assert (
        "Note: baseline.toml:4: nothing needs the entry for gs:LanguageShape at post:" in idle.out
    )
    part = kg("validate", "data/catalogue.trig", "--baseline", "baseline.toml")
    assert "Note:" not in part.out


def test_a_baseline_lets_nothing_else_pass(kg: Kg, folder: Path) -> None:
    """What is new fails; adding it keeps the entries that are there."""
    kg("validate", "--write-baseline", "b.toml", "--reason", "one")
    (folder / "data" / "new.ttl").write_text(BREAKING, encoding="utf-8")
    done = kg("validate", "--baseline", "b.toml")
    assert (done.code, "gs:DeclaredPropertyShape" in done.out) == (1, True)
    assert kg("validate", "--write-baseline", "b.toml", "--reason", "two").code == 0
    text = (folder / "b.toml").read_text(encoding="utf-8")
    assert (text.count('reason = "one"'), text.count('reason = "two"')) == (1, 1)
    assert kg("validate", "--baseline", "b.toml").code == 0


def test_what_does_not_fail_is_not_accepted(kg: Kg, folder: Path) -> None:
    """`--fail-on` says what is."""
    mend(folder)
    (folder / "data" / "x.ttl").write_text(NAMELESS, encoding="utf-8")
    options = ("--write-baseline", "b.toml", "--reason", "r")
    assert "0 results accepted" in kg("validate", *options).err
    assert not (folder / "b.toml").exists()
    assert "1 result accepted" in kg("validate", "--fail-on", "warning", *options).err
    assert kg("validate", "--fail-on", "warning", "--baseline", "b.toml").code == 0


def test_nothing_is_accepted_when_not_all_could_be_read(kg: Kg, folder: Path) -> None:
    """The results may be those of the files that are missing."""
    (folder / "data" / "broken.ttl").write_text("wrong", encoding="utf-8")
    assert kg("validate", "--write-baseline", "b.toml", "--reason", "r").code == 2
    assert not (folder / "b.toml").exists()


def test_blank_nodes_still_fail(kg: Kg, tmp_path: Path) -> None:
    """They have no name that an entry could give."""
    path = tmp_path / "a.ttl"
    path.write_text("[] a <https://w3id.org/geoactors/ns#Person> .\n", encoding="utf-8")
    done = kg("validate", path, "--write-baseline", tmp_path / "b.toml", "--reason", "r")
    assert done.code == 1
    assert "cannot be accepted: their names change with every run" in done.err


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--write-baseline", "b.toml"), "needs a reason"),
        (("--write-baseline", "b.toml", "--reason", "  "), "needs a reason"),
        (("--reason", "r"), "--reason goes with --write-baseline"),
        (("--write-baseline", "b", "--reason", "r", "--baseline", "c"), "Leave --baseline out"),
        (("--baseline", "no.toml"), "no.toml: there is no such baseline"),
        (("--baseline", "data"), "data: Is a directory"),
        (("--baseline", "kg.toml"), "kg.toml: a baseline holds [[accepted]] entries"),
        (("--write-baseline", "no/b.toml", "--reason", "r"), "Make the folder first"),
    ],
)
def test_options_of_the_baseline_that_make_no_sense_end_with_2(
    kg: Kg, folder: Path, options: tuple[str, ...], said: str
) -> None:
    """Before or after the validation, with a sentence and nothing written."""
    before = sorted(folder.rglob("*"))
    done = kg("validate", *options)
    assert (done.code, said in done.err) == (2, True), done.err
    assert sorted(folder.rglob("*")) == before


# ---------- explaining ----------


def test_a_rule_is_explained_without_anything_to_validate(kg: Kg) -> None:
    """The command that every report names."""
    done = kg("validate", "--explain", "gs:LanguageShape")
    assert (done.code, done.err) == (0, "")
    assert "Breaks it" in done.out
    unknown = kg("validate", "--explain", "gs:LangaugeShape")
    assert (unknown.code, "Did you mean gs:LanguageShape?" in unknown.err) == (2, True)

"""Mapping files: each mistake in one names the file, the key, and what could have been meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import InputError, KgError, ParameterError
from kg.importers.csv_mapping import read_mapping
from tests.importers.support import imported, rows, write
from tests.importers.test_csv import MAPPING, PERSON, SOURCE, TABLE, TENURE
from tests.running import run_kg


def refused(folder: Path, text: str) -> ParameterError:
    """The error of a mapping."""
    with pytest.raises(ParameterError, match=r"^m.toml: ") as caught:
        read_mapping(write(folder, "m.toml", [text]))
    return caught.value


def test_a_mapping_tells_its_columns() -> None:
    """All that it reads, each once, in the order of the file."""
    assert read_mapping(MAPPING).columns == [
        *("name", "name_zh", "name_ru", "name_uk", "wikidata"),
        *("country", "office", "since", "until", "incumbent"),
    ]


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        (SOURCE + PERSON + 'labl = "x"', "thing 'person', 'labl': there is no such key", "label"),
        (SOURCE + PERSON.replace('"person"', '"persn"'), "'kind': there is no 'persn'", "person"),
        (SOURCE.replace("title", "titel") + PERSON, "source, 'title': it is missing", ""),
        (SOURCE + 'dat_order = "dmy"\n' + PERSON, "source, 'dat_order': there is no", "date_order"),
        (SOURCE + 'date_order = "dym"\n' + PERSON, "source, 'date_order': there is no 'dym'", "d"),
        (SOURCE + 'delimiter = ";;"\n' + PERSON, "source, 'delimiter': it is one character", ""),
        (SOURCE + 'encoding = "utf-16"\n' + PERSON, "source, 'encoding': tables are not", "utf-8"),
        (SOURCE + 'retrieved = "soon"\n' + PERSON, "source, 'retrieved': it is no date", ""),
        (SOURCE + 'language = "e n"\n' + PERSON, "source, 'language': it is no language", ""),
        (SOURCE + 'homepage = "no <page>"\n' + PERSON, "source, 'homepage': it is no address", ""),
        (SOURCE, "'thing': the mapping makes nothing of a row", "[[thing]]"),
        (SOURCE + PERSON + PERSON, "'name': two things are named 'person'", ""),
        (PERSON, "'source': it is missing", "[source]"),
        (SOURCE + PERSON + "[thingg]", "'thingg': there is no such key here", "thing"),
        (SOURCE + PERSON.replace('key = "id"', ""), "thing 'person', 'key': it is missing", ""),
        (SOURCE + PERSON.replace('"id"', "[]"), "thing 'person', 'key': it names no column", ""),
        (SOURCE + PERSON.replace('"id"', "7"), "'key': it is the name of a column", "value"),
        (SOURCE + PERSON + 'optional = "yes"', "'optional': it is true or false", ""),
        (SOURCE + PERSON + TENURE.replace('"person"', '"persona"'), "'holder': there is no", "on?"),
        (
            SOURCE + PERSON + TENURE.replace('post = "post"', 'post = "person"'),
            "is a person",
            "post",
        ),
        (SOURCE + PERSON + TENURE.replace('post = "post"', ""), "'post': it is missing", ""),
        (SOURCE + PERSON + TENURE + 'date = "since"', "'date': a thing has a date, or a start", ""),
        (SOURCE + PERSON + 'alias = "{a"', "'alias': the braces in '{a' do not match", "{id}"),
        (SOURCE + PERSON + 'alias = "a}b"', "'alias': the braces in 'a}b' do not match", ""),
        (SOURCE + PERSON + 'alias = "{}"', "braces hold the name of a column alone", ""),
        (SOURCE + PERSON + 'alias = "{a:>999999999}"', "braces hold the name of a column", ""),
        (SOURCE + PERSON + 'alias = "{a!r}"', "braces hold the name of a column alone", ""),
        (SOURCE + PERSON + 'alias = "{a{b}}"', "braces", ""),
        (SOURCE + PERSON + 'alias = ""', "'alias': it has from 1 to 1,000 characters", ""),
        (SOURCE + PERSON + 'alias = { "x y" = "a" }', "'alias': 'x y' is no language", "en"),
        (SOURCE + PERSON + 'alias = { column = "a", value = "b" }', "it has one of column", ""),
        (SOURCE + PERSON + 'alias = { column = "a", mapp = {} }', "'mapp': there is no", "map?"),
        (SOURCE + PERSON + 'alias = { column = "a", map = {} }', "'map': it is a table", ""),
        (SOURCE + PERSON + 'alias = { column = "a", separator = "" }', "'separator': it is", ""),
        ("thing = 3\n" + SOURCE, "'thing': it is a list of tables", ""),
        (SOURCE + PERSON + 'class = "state"', "'class': there is no 'state'", "person"),
        (
            SOURCE + '[[thing]]\nkind = "post"\nkey = "a"\ntype = { value = "minster" }',
            "'type': 'minster' is no code of the list post-type",
            "minister",
        ),
        (
            SOURCE + '[[thing]]\nkind = "event"\nkey = "a"\ntype = { value = "visit" }\n'
            '[[thing.participant]]\nrole = { value = "host" }',
            "'agent': it is missing",
            "",
        ),
        ("= broken", "the mapping is no TOML", "docs/importers/csv.md"),
        ("a = " + "[" * 100_000, "the mapping is", ""),
        ("a = '\\ud800'\n\x00", "the mapping is no TOML", ""),
    ],
)
def test_a_mistake_is_named(text: str, message: str, hint: str, tmp_path: Path) -> None:
    """Nothing of a mapping is passed over in silence."""
    error = refused(tmp_path, text)
    assert message in error.message
    assert hint in error.hint


def test_a_file_that_is_no_mapping_at_all(tmp_path: Path) -> None:
    """Missing, a folder, of another encoding, or beyond all measure."""
    for path in (tmp_path / "none.toml", tmp_path):
        with pytest.raises(KgError, match="the mapping cannot be read"):
            read_mapping(path)
    with pytest.raises(ParameterError, match="the mapping is no TOML"):
        read_mapping(write(tmp_path, "a.toml", b"title = '\xff'\n"))
    with pytest.raises(ParameterError, match="a mapping has at most"):
        read_mapping(write(tmp_path, "b.toml", b"#" * (1 << 21)))


def test_columns_that_the_table_lacks_are_named(tmp_path: Path) -> None:
    """Before any row is read, with those that it has."""
    mapping, table = write(tmp_path, "m.toml", [SOURCE + PERSON]), write(tmp_path, "t.csv", ["a;b"])
    with pytest.raises(InputError, match=r"t.csv, row 0: the table lacks the columns id, name"):
        imported("csv", table, options={"mapping": str(mapping)})


@pytest.mark.parametrize(
    "arguments", [(), ("--mapping", "nowhere.toml"), ("--mapping", TABLE), ("--publisher", "x")]
)
def test_the_command_exits_with_2(arguments: tuple[str | Path, ...]) -> None:
    """No mapping, none that can be read, an option of another format: no traceback."""
    done = run_kg("import", "csv", TABLE, *arguments, "--dry-run")
    assert done.returncode == 2
    assert done.stderr.startswith("kg: ")
    assert "Traceback" not in done.stderr


def test_braces_in_names_of_columns(tmp_path: Path) -> None:
    """A column whose name has braces is named in a table; a brace is written twice in a text."""
    mapping = SOURCE + PERSON + 'alias = ["{{{id}}}", { column = "{odd}" }]\n'
    path = write(tmp_path, "m.toml", [mapping])
    table = write(tmp_path, "t.csv", ["id,name,{odd}", "1,Ana,Annie"])
    made = imported("csv", table, options={"mapping": str(path)})
    found = rows(made, "SELECT ?n { ?p skos:altLabel ?n } ORDER BY ?n")
    assert found == [("Annie",), ("{1}",)]

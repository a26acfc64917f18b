"""How files are read whatever their format: what is no row, cut short, too large, or set aside."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
import zipfile
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree

import pytest

from kg.errors import InputError, TooLargeError
from kg.importers import Known, Limits, Release, find_format, preview_rows
from kg.importers import unpacking as unpacking_module
from kg.importers.facts import Facts, Node
from kg.vocabulary import BASE_IRI
from tests.importers.support import fixture, imported, write
from tests.running import run_kg

PERSON = {"id": "p1", "name": "Ada Lovelace", "gender": "female"}
POPOLO = json.dumps({"persons": [PERSON]}).encode()
VISIT = (
    "<visit><id>2161</id><start-date>1932-07-21</start-date><end-date>1932-07-22</end-date>"
    '<visitor>President-elect Arias</visitor><from id="panama">Panama</from>'
    "<description>Unofficial visit.</description></visit>"
)


def tar_of(folder: Path, members: Mapping[str, bytes], name: str = "made.tar") -> Path:
    """Write an archive."""
    path = folder / name
    with tarfile.open(path, "w:gz" if name.endswith("gz") else "w") as archive:
        for member, data in members.items():
            entry = tarfile.TarInfo(member)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return path


@pytest.mark.parametrize(
    ("name", "file", "data"),
    [
        ("hsg-visits", "a.xml", b"<visits/>"),
        ("hsg-visits", "a.xml", b"<trips><trip><id>1</id></trip></trips>"),
        ("hsg-travels", "a.xml", f"<visits>{VISIT}</visits>".encode()),
        ("popolo", "a.json", b'"x"'),
        ("popolo", "a.json", b"[]"),
        ("popolo", "a.json", b'{"persons": {"id": "p1"}}'),
        ("popolo", "a.json", b'{"persons": []}'),
        ("states", "iso_3166-1.json", b'{"3166-1": {}}'),
        ("gdelt", "a.export.CSV", b""),
        ("sanctions-eu", "a.csv", b"recordId,annex,measure,startDate,reason,schema,name\n"),
    ],
)
def test_files_without_a_row_are_refused(name: str, file: str, data: bytes, tmp_path: Path) -> None:
    """They are of another format, and must not empty the graph."""
    path = write(tmp_path, file, data)
    with pytest.raises(InputError, match=r"^a\.|^iso_3166-1\.json"):
        imported(name, path)


def test_a_preview_of_nothing_is_refused(tmp_path: Path) -> None:
    """It says the same as the import would."""
    path, source = write(tmp_path, "a.xml", b"<visits/>"), find_format("hsg-visits")
    release = Release("hsg-visits", "hsg-visits-a", source.terms, BASE_IRI)
    with pytest.raises(InputError, match="holds no row of this format"):
        list(preview_rows(source, [path], release, Known(None, release.graph), 5))


def test_one_file_of_another_shape_among_several_is_refused(tmp_path: Path) -> None:
    """Where others have rows, and it has elements that are none."""
    write(tmp_path, "a.xml", f"<visits>{VISIT}</visits>".encode())
    write(tmp_path, "b.xml", b"<trips><trip/></trips>")
    with pytest.raises(InputError, match=r"b\.xml: the document is a <trips> without"):
        imported("hsg-visits", tmp_path / "a.xml", tmp_path / "b.xml")


def test_an_empty_list_beside_others_is_reported_without_rows(tmp_path: Path) -> None:
    """A year without visits, or an act without entries."""
    one = write(tmp_path, "a.xml", f"<visits>{VISIT}</visits>".encode())
    none = write(tmp_path, "b.xml", b"<visits/>")
    accounts = imported("hsg-visits", one, none).accounts
    assert [accounts.files[name].rows for name in ("a.xml", "b.xml")] == [1, 0]


@pytest.mark.parametrize("encoding", ["shift_jis", "foo", "utf-7", "rot13"])
def test_an_encoding_that_is_not_read_is_told(encoding: str, tmp_path: Path) -> None:
    """With the file, and without a trace of the program."""
    text = f'<?xml version="1.0" encoding="{encoding}"?><visits>{VISIT}</visits>'
    path = write(tmp_path, "a.xml", text.encode())
    found = run_kg("import", "hsg-visits", path, "--dry-run")
    assert found.returncode == 2, found.stderr
    assert "a.xml" in found.stderr
    assert "Traceback" not in found.stderr


def test_a_byte_order_mark_is_no_part_of_a_document(tmp_path: Path) -> None:
    """Of an object of arrays as of an array."""
    marked = b"\xef\xbb\xbf"
    first = imported("popolo", write(tmp_path, "a.json", marked + POPOLO))
    second = imported("popolo", write(tmp_path, "b.json", marked + json.dumps([PERSON]).encode()))
    assert [made.accounts.total.outcomes["imported"] for made in (first, second)] == [1, 1]


@pytest.mark.parametrize("kept", [600, 1024, 1100, 1536, 1700, 2048])
def test_an_archive_that_is_cut_short_is_refused(kept: int, tmp_path: Path) -> None:
    """Wherever it is cut: in a header, between two members, in one."""
    path = tar_of(tmp_path, {"a.json": POPOLO, "b.json": POPOLO.replace(b"p1", b"p2")})
    assert imported("popolo", path).accounts.total.rows == 2
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(InputError, match="cannot be read"):
        imported("popolo", path)


def test_a_broken_header_of_a_later_member_is_refused(tmp_path: Path) -> None:
    """The members behind it would be lost."""
    path = tar_of(tmp_path, {"a.json": POPOLO, "b.json": POPOLO.replace(b"p1", b"p2")})
    data = bytearray(path.read_bytes())
    data[1024 + 148] ^= 0x40  # the checksum of the second header
    path.write_bytes(data)
    with pytest.raises(InputError, match="cut short or broken"):
        imported("popolo", path)


@pytest.mark.parametrize("archive", ["made.tar", "made.tgz"])
def test_packed_members_are_unpacked(archive: str, tmp_path: Path) -> None:
    """Twice where they are read twice, as Popolo is."""
    zipped = io.BytesIO()
    with zipfile.ZipFile(zipped, "w") as packed:
        packed.writestr("b.json", POPOLO.replace(b"p1", b"p2"))
    members = {"a.json.gz": gzip.compress(POPOLO), "b.json.zip": zipped.getvalue()}
    accounts = imported("popolo", tar_of(tmp_path, members, archive)).accounts
    assert {name: found.rows for name, found in accounts.files.items()} == {
        "a.json": 1,
        "b.json": 1,
    }


@pytest.mark.parametrize("name", ["a.json.gz", "made.tgz", "inner.tar"])
def test_what_unpacks_to_too_much_is_refused(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file of its own, a member, a packed member of an archive."""
    monkeypatch.setattr(unpacking_module, "LARGEST", 1 << 16)
    data = POPOLO + b" " * (1 << 17)
    match name:
        case "a.json.gz":
            path = write(tmp_path, name, gzip.compress(data))
        case "made.tgz":
            path = tar_of(tmp_path, {"a.json": data}, name)
        case _:
            path = tar_of(tmp_path, {"a.json.gz": gzip.compress(data)}, name)
    with pytest.raises(TooLargeError, match=r"a\.json.* unpacks to more than 65,536 bytes"):
        imported("popolo", path)


def test_a_large_member_is_held_on_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And read as any other."""
    monkeypatch.setattr("kg.importers.files._HELD", 100)
    path = tar_of(tmp_path, {"a.json": POPOLO + b" " * 1000})
    assert imported("popolo", path).accounts.total.rows == 1


def test_a_release_has_no_more_triples_than_the_limit() -> None:
    """It is told where reading stopped, and what to do."""
    with pytest.raises(TooLargeError, match=r"row 1: the release has more than 20 triples") as told:
        imported("gdelt", fixture("gdelt"), limits=Limits(triples=20))
    assert "Split its files" in told.value.hint


def set_aside(name: str, source: Path, folder: Path) -> None:
    """Import with rows set aside."""
    made = imported(name, source, limits=Limits(set_aside=folder))
    assert made.accounts.total.outcomes["skipped"] > 0


def test_rows_of_arrays_are_set_aside_as_one_document(tmp_path: Path) -> None:
    """Each in the array where it stood, so that the document can be read again."""
    bad = {"id": "m", "name": "M", "birth_date": "yesterday"}
    bodies = [{"id": f"o{n}", "name": "O", "founding_date": "no"} for n in (1, 2)]
    document = {"persons": [PERSON, bad, "none"], "organizations": bodies}
    source = write(tmp_path, "in/deep/q.json", json.dumps(document).encode())
    set_aside("popolo", source.parents[1], tmp_path / "aside")
    found = json.loads((tmp_path / "aside/deep/q.json").read_text(encoding="utf-8"))
    assert found == {"persons": [bad, "none"], "organizations": bodies}
    write(tmp_path, "list.json", json.dumps([PERSON, bad, bad]).encode())
    set_aside("popolo", tmp_path / "list.json", tmp_path / "aside")
    assert json.loads((tmp_path / "aside/list.json").read_text(encoding="utf-8")) == [bad, bad]


def test_rows_are_set_aside_under_the_path_of_their_file(tmp_path: Path) -> None:
    """Two files stay two, wherever they are."""
    broken = VISIT.replace("1932-07-21", "in spring")
    for name in ("in/p/q.xml", "in/p-q.xml"):
        other = broken.replace("2161", name.replace("/", "."))
        write(tmp_path, name, f"<visits>{other}</visits>".encode())
    set_aside("hsg-visits", tmp_path / "in", tmp_path / "aside")
    for name in ("p/q.xml", "p-q.xml"):
        root = ElementTree.parse(tmp_path / "aside" / name).getroot()
        assert [visit.findtext("id") for visit in root.iter("visit")] == [
            f"in.{name.replace('/', '.')}"
        ]


def test_nothing_is_set_aside_outside_of_the_folder(tmp_path: Path) -> None:
    """Whatever an archive calls its members."""
    bad = json.dumps([{"id": "m", "name": "M", "birth_date": "yesterday"}]).encode()
    names = ("../../out.json", "/out.json", "out.json")
    path = tar_of(tmp_path, dict.fromkeys(names, bad))
    set_aside("popolo", path, tmp_path / "aside")
    files = {file.name for file in tmp_path.rglob("*.json")}
    assert files == {"out.json", "out-2.json", "out-3.json"}
    assert all(file.parent.name == "aside" for file in tmp_path.rglob("*.json"))


def test_rows_are_set_aside_in_the_encoding_of_their_file(tmp_path: Path) -> None:
    """The mapping that reads the file reads them too."""
    mapping = fixture("csv") / "ministers.toml"
    text = mapping.read_text(encoding="utf-8")
    changed = text.replace("[source]\n", '[source]\nencoding = "cp1251"\n')
    assert changed != text
    toml = write(tmp_path, "ministers.toml", changed.encode())
    rows = (fixture("csv") / "ministers.csv").read_text(encoding="utf-8").splitlines()
    lines = f"{rows[0]}\nИван,too few\n"
    table = write(tmp_path, "ministers.csv", lines.encode("cp1251"))
    limits = Limits(set_aside=tmp_path / "aside")
    imported("csv", table, limits=limits, options={"mapping": str(toml)})
    assert (tmp_path / "aside/ministers.csv").read_bytes() == lines.encode("cp1251")


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """Instead of a trace of the program."""
    bad = write(tmp_path, "a.json", json.dumps([{"id": "m", "birth_date": "no"}]).encode())
    with pytest.raises(InputError, match="cannot be written"):
        set_aside("popolo", bad, bad)


def test_a_document_of_a_row_that_is_set_aside_is_forgotten() -> None:
    """The catalogue names only documents that the graph describes."""
    source = find_format("states")
    release = Release("states", "states-a", source.terms, BASE_IRI)
    facts = Facts(release, Known(None, release.graph))
    kept, dropped = (Node(f"{BASE_IRI}id/doc/{name}") for name in ("kept", "dropped"))
    facts.document(kept, "Kept", "dataset")
    facts.keep()
    facts.document(dropped, "Dropped", "dataset")
    facts.forget()
    assert release.documents == [kept]

"""What stands in static/vendor/ is what the lock file says, with its licences, and calls nobody."""

from __future__ import annotations

import json
import re
import tomllib
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

import kg.web

VENDOR = Path(kg.web.__file__).parent / "static" / "vendor"
LIST = Path(__file__).parents[3] / "tools" / "vendored.toml"


@pytest.fixture(scope="module")
def packages() -> list[dict[str, Any]]:
    """The packages of the lock file."""
    found: list[dict[str, Any]] = json.loads((VENDOR / "vendor.lock.json").read_text())["packages"]
    assert found
    return found


def test_each_file_has_its_digest_and_nothing_else_is_there(packages: list[dict[str, Any]]) -> None:
    """A file that was changed or added by hand is found."""
    locked = {
        f"{package['folder']}/{entry['file']}": entry["sha256"]
        for package in packages
        for entry in package["files"]
    }
    there = {
        str(path.relative_to(VENDOR)): sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.rglob("*")
        if path.is_file() and path.name != "vendor.lock.json"
    }
    assert there == locked


def test_the_lock_is_of_the_list(packages: list[dict[str, Any]]) -> None:
    """Names, versions, licences, and the reason for each change."""
    listed = tomllib.loads(LIST.read_text(encoding="utf-8"))["package"]
    for package, wanted in zip(packages, listed, strict=True):
        assert (package["name"], package["version"]) == (wanted["npm"], wanted["version"])
        assert package["licence"]
        assert package["integrity"].startswith("sha512-")
        reasons = [why for entry in package["files"] for why in entry.get("patches", [])]
        assert sorted(reasons) == sorted(patch["why"] for patch in wanted["patch"])
        texts = (VENDOR / package["folder"] / "LICENCES.txt").read_text(encoding="utf-8")
        assert [text for text in package["within"] if f"{text['of']} (" not in texts] == []


def test_no_address_stands_in_the_lock(packages: list[dict[str, Any]]) -> None:
    """It names packages, not where they were fetched."""
    assert "://" not in json.dumps(packages)


def test_every_patch_is_in_place() -> None:
    """What was to be replaced is gone."""
    for package in tomllib.loads(LIST.read_text(encoding="utf-8"))["package"]:
        for patch in package["patch"]:
            text = (VENDOR / package["name"] / patch["file"]).read_text(encoding="utf-8")
            assert patch["to"] in text
            assert text.count(patch["from"]) == patch["to"].count(patch["from"])


def test_scripts_run_under_the_policy_and_call_nobody() -> None:
    """No eval, no text made into functions, no source map, no service of others."""
    forbidden = r"\beval\(|new Function|\bFunction\(|sourceMappingURL|new Worker|importScripts"
    hosts = r"lov\.linkeddata\.es|dbpedia\.org/sparql|prefix\.zazuko\.com|prefix\.cc/|googleapis"
    for path in VENDOR.rglob("*.js"):
        text = path.read_text(encoding="utf-8")
        assert re.findall(forbidden, text) == []
        assert re.findall(hosts, text) == []
        assert len(re.findall(r"\bfetch\(", text)) <= 2
        assert re.findall(r"(?:fetch|open)\([`'\"]https?:", text) == []


def test_styles_load_nothing() -> None:
    """No address and no data stands in them."""
    for path in VENDOR.rglob("*.css"):
        assert re.findall(r"url\(|@import", path.read_text(encoding="utf-8")) == []

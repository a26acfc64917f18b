"""Brings assets of other projects into kg/web/static/vendor/; run `python tools/vendor_assets.py`.

For developers alone: `npm pack` fetches each package that tools/vendored.toml names. Its files are
patched as told there, and written with the texts of the licences and a lock file of digests, which
a test holds them to. A patch that no longer fits stops the tool.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tarfile
import tomllib
from base64 import b64encode
from collections.abc import Iterator, Mapping
from hashlib import sha256, sha512
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).parents[1]
LIST = ROOT / "tools" / "vendored.toml"
VENDOR = ROOT / "kg" / "web" / "static" / "vendor"
LOCK = "vendor.lock.json"
LICENCES = "LICENCES.txt"


def main() -> None:
    """Write all of it anew."""
    listed = tomllib.loads(LIST.read_text(encoding="utf-8"))["package"]
    rmtree(VENDOR, ignore_errors=True)
    with TemporaryDirectory() as folder:
        lock = [_vendor(package, Path(folder)) for package in listed]
    text = json.dumps({"packages": lock}, indent=2, ensure_ascii=False) + "\n"
    (VENDOR / LOCK).write_text(text, encoding="utf-8")


def _vendor(package: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """Write the files of one package, and give its entry of the lock file."""
    packed = _pack(package["npm"], package["version"], folder)
    place = VENDOR / package["name"]
    place.mkdir(parents=True)
    files = []
    for inside, name in package["files"].items():
        before = _member(packed, inside)
        patches = [patch for patch in package.get("patch", []) if patch["file"] == name]
        after = _patched(before.decode(), patches).encode()
        (place / name).write_bytes(after)
        files.append(_entry(name, before, after, patches))
    licences = "\n\n".join(_licences(package["text"], folder)).encode()
    (place / LICENCES).write_bytes(licences)
    return {
        "name": package["npm"],
        "version": package["version"],
        "licence": package["licence"],
        "folder": package["name"],
        "integrity": _integrity(packed),
        "files": [*files, {"file": LICENCES, "sha256": sha256(licences).hexdigest()}],
        "within": [
            {key: text[key] for key in ("of", "version", "licence")} for text in package["text"]
        ],
    }


def _entry(
    name: str, before: bytes, after: bytes, patches: list[Mapping[str, Any]]
) -> dict[str, Any]:
    return {
        "file": name,
        "sha256": sha256(after).hexdigest(),
        "sha256_before": sha256(before).hexdigest(),
        "patches": [patch["why"] for patch in patches],
    }


def _patched(text: str, patches: list[Mapping[str, Any]]) -> str:
    for patch in patches:
        if text.count(patch["from"]) != 1:
            sys.exit(f"{patch['file']}: {patch['from'][:60]!r} does not stand there exactly once.")
        before, _, rest = text.partition(patch["from"])
        if "until" in patch:
            _, found, rest = rest.partition(patch["until"])
            if not found:
                sys.exit(f"{patch['file']}: {patch['until']!r} does not stand behind it.")
        text = before + patch["to"] + rest
    return text.rstrip() + "\n"


def _licences(texts: list[Mapping[str, Any]], folder: Path) -> Iterator[str]:
    for text in texts:
        packed = _pack(text["npm"], text["version"], folder)
        said = _member(packed, text["file"]).decode().strip()
        heading = f"{text['of']} ({text['npm']} {text['version']}): {text['licence']}"
        yield f"{heading}\n{'=' * len(heading)}\n\n{said}\n"


def _pack(name: str, version: str, folder: Path) -> Path:
    """Fetch a package as npm packs it."""
    command = ["npm", "pack", f"{name}@{version}", "--silent", "--pack-destination", str(folder)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=folder)  # noqa: S603
    return folder / done.stdout.split()[-1]


def _member(packed: Path, inside: str) -> bytes:
    with tarfile.open(packed) as archive:
        file = archive.extractfile(f"package/{inside}")
        assert file is not None
        return file.read()


def _integrity(packed: Path) -> str:
    """The digest by which npm knows a package."""
    return "sha512-" + b64encode(sha512(packed.read_bytes()).digest()).decode()


if __name__ == "__main__":
    main()

"""`kg.toml`: what `kg validate` looks at in a folder of data, written down once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import NoReturn

from kg.errors import InputError, NotFoundError, ParameterError
from kg.report import Severity

FILE = "kg.toml"
_TABLE = "validate"
_LISTS = ("paths", "context", "shapes")
_TEXTS = ("fail-on", "baseline")
SETTINGS = (*_LISTS, *_TEXTS)


@dataclass(frozen=True, slots=True)
class Project:
    """The settings of a folder; each stands for the option of its name, *paths* for PATH…."""

    paths: tuple[Path, ...] = ()
    context: tuple[Path, ...] = ()
    shapes: tuple[Path, ...] = ()
    fail_on: Severity = Severity.VIOLATION
    baseline: Path | None = None


def read_project(folder: Path = Path()) -> Project:
    """Read `kg.toml` of *folder*; the defaults when there is none.

    Raises:
        ParameterError: it is not TOML, or has a setting that nothing reads.
        NotFoundError: it cannot be read.
    """
    path = folder / FILE
    if not path.is_file():
        return Project()
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ParameterError(f"{path}: {error}.") from error
    except RecursionError as error:
        raise ParameterError(f"{path}: the values are nested too deep.") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: the file is not UTF-8.", hint="Save it as UTF-8.") from error
    except OSError as error:
        raise NotFoundError(f"{path}: {error.strerror or error}.") from error
    for table in document:
        if table != _TABLE:
            _unknown(path, f"the table or setting {table!r} at its top", table, (_TABLE,))
    settings = document.get(_TABLE, {})
    if not isinstance(settings, Mapping):
        raise ParameterError(f"{path}: {_TABLE!r} is no table.", hint=f"Write [{_TABLE}] above it.")
    return _read_settings(path, settings)


def _read_settings(path: Path, settings: Mapping[str, object]) -> Project:
    for name in settings:
        if name not in SETTINGS:
            _unknown(path, f"the setting {name!r}", name, SETTINGS)
    lists = {name: _paths(path, name, settings.get(name, [])) for name in _LISTS}
    baseline = _text(path, "baseline", settings.get("baseline", ""))
    fail_on = _text(path, "fail-on", settings.get("fail-on", Severity.VIOLATION.value))
    if fail_on not in set(Severity):
        _unknown(path, f"the severity {fail_on!r}", fail_on, tuple(Severity))
    return Project(
        paths=lists["paths"],
        context=lists["context"],
        shapes=lists["shapes"],
        fail_on=Severity(fail_on),
        baseline=path.parent / baseline if baseline else None,
    )


def _paths(path: Path, name: str, value: object) -> tuple[Path, ...]:
    if not isinstance(value, list) or not all(isinstance(v, str) and v for v in value):
        raise ParameterError(
            f"{path}: {name} is a list of paths.", hint=f'As in {name} = ["data"].'
        )
    return tuple(path.parent / entry for entry in value)


def _text(path: Path, name: str, value: object) -> str:
    if not isinstance(value, str):
        raise ParameterError(f"{path}: {name} is a text.", hint=f'As in {name} = "…".')
    return value


def _unknown(path: Path, what: str, name: str, known: tuple[str, ...]) -> NoReturn:
    near = get_close_matches(name, known, 1)
    hint = f"Did you mean {near[0]}?" if near else f"There is {', '.join(known)}."
    raise ParameterError(f"{path}: nothing reads {what}.", hint=hint)

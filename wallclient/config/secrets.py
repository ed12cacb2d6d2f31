"""Passwords and tokens, from files that only their owner may read.

A secret never appears in a message, a repr or a log; whoever needs one asks for it by name.
"""

from __future__ import annotations

import json
import os
import stat
import sys
import tomllib
from typing import TYPE_CHECKING, Any

from wallclient.config.problems import Problem, Problems

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_ENTRY_KEYS = ("user", "password")


class SecretStore:
    """Credentials by name. Immutable; `with_more` gives a new one."""

    def __init__(self, entries: Mapping[str, tuple[str, str]] | None = None) -> None:
        self._entries = dict(entries or {})

    def __repr__(self) -> str:
        return f"SecretStore({len(self._entries)} entries)"

    def __contains__(self, name: object) -> bool:
        return name in self._entries

    def __len__(self) -> int:
        return len(self._entries)

    def get(self, name: str) -> tuple[str, str] | None:
        """User and password, or None if there is no entry of that name."""
        return self._entries.get(name)

    def with_more(self, other: SecretStore) -> SecretStore:
        """Both stores in one; where a name is in both, this store's entry stays."""
        return SecretStore({**other._entries, **self._entries})


def load_secrets(path: Path) -> SecretStore:
    """Read a TOML or JSON file `name -> {user, password}`; raises `Problems`, also if others may read it."""
    data = _parse(_read_private(path), path)
    problems: list[Problem] = []
    entries: dict[str, tuple[str, str]] = {}
    for name, entry in data.items():
        wrong = _wrong_with(entry)
        if wrong:
            problems.append(Problem(str(path), 0, name, wrong))
        else:
            entries[name] = (entry.get("user", ""), entry["password"])
    if problems:
        raise Problems(problems)
    return SecretStore(entries)


def load_token(path: Path) -> str:
    """The bearer token in `path`, without blanks around it; raises `Problems`."""
    token = _read_private(path).strip()
    if not token:
        raise Problems([Problem(str(path), 0, "", "is empty", "put the token into it, on one line")])
    if not token.isascii() or not token.isprintable() or " " in token:
        raise Problems([Problem(str(path), 0, "", "is not a token", "one line, no blanks, ASCII only")])
    return token


def private_file_problem(path: Path) -> Problem | None:
    """What keeps `path` from holding a secret, or None. A missing file is a problem, too."""
    try:
        status = path.stat()
    except OSError as error:
        return Problem(str(path), 0, "", f"cannot be read: {error.strerror}")
    return _mode_problem(path, status)


def _mode_problem(path: Path, status: os.stat_result) -> Problem | None:
    mode = stat.S_IMODE(status.st_mode)
    if sys.platform == "win32" or not mode & 0o077:
        return None
    message = f"others may read or change this file (mode {mode:04o}), so it is not used"
    return Problem(str(path), 0, "", message, f"run: chmod 600 '{path}'")


def _read_private(path: Path) -> str:
    """Text of a file whose mode is checked on the open file, so that it cannot be exchanged in between."""
    try:
        with path.open("rb") as file:
            problem = _mode_problem(path, os.fstat(file.fileno()))
            if problem is not None:
                raise Problems([problem])
            return file.read().decode("utf-8-sig")
    except OSError as error:
        raise Problems([Problem(str(path), 0, "", f"cannot be read: {error.strerror}")]) from None
    except UnicodeDecodeError:
        raise Problems([Problem(str(path), 0, "", "is not UTF-8", "save the file as UTF-8")]) from None


def _parse(text: str, path: Path) -> dict[str, Any]:
    # The parsers' own words may quote the text, which is secret: only the place is told.
    try:
        data = json.loads(text) if text.lstrip().startswith("{") else tomllib.loads(text)
    except json.JSONDecodeError as error:
        raise Problems([Problem(str(path), error.lineno, "", "is not JSON")]) from None
    except tomllib.TOMLDecodeError as error:
        place = str(error).rpartition(" (")[2].rstrip(")")
        raise Problems([Problem(str(path), 0, "", "is not TOML", place)]) from None
    return data if isinstance(data, dict) else {}


def _wrong_with(entry: object) -> str:
    if not isinstance(entry, dict) or not isinstance(entry.get("password"), str):
        return "must be a table with user and password, both text"
    if not isinstance(entry.get("user", ""), str):
        return "user must be text"
    unknown = [key for key in entry if key not in _ENTRY_KEYS]
    return f"unknown key {unknown[0]}; known are user and password" if unknown else ""

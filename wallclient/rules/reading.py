"""Reads a TOML table key by key and collects every mistake, each with its key and a hint.

Never raise at the first problem: whoever edits a file wants the whole list. No file is opened here.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from dataclasses import dataclass
from typing import Any

_DURATION = re.compile(r"\s*(\d+(?:\.\d+)?)\s*(s|min|h|d)\s*")
_UNIT_S = {"s": 1.0, "min": 60.0, "h": 3600.0, "d": 86400.0}


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake in a file. `key` is a path such as `limits[2].resolve`; `line` is 0 but for broken TOML."""

    file: str
    key: str
    message: str
    hint: str = ""
    line: int = 0

    def __str__(self) -> str:
        place = self.file + (f":{self.line}" if self.line else "") + (f": {self.key}" if self.key else "")
        return f"{place}: {self.message}" + (f" ({self.hint})" if self.hint else "")


class ProfileProblems(Exception):
    """A file cannot be used; `problems` are all its mistakes."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = tuple(problems)


def parse_toml(text: str, file: str) -> dict[str, Any]:
    """The table that `text` holds; broken TOML becomes ProfileProblems with the line."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        line = int(found.group(1)) if found else 0
        message = f"not valid TOML: {error}"
        raise ProfileProblems([Problem(file, "", message, "check quotes and brackets", line)]) from None


class TableReader:
    """One table of a file. Asking for a key marks it as known; `finish` reports all keys nobody asked for."""

    def __init__(self, table: dict[str, Any], file: str, path: str, problems: list[Problem]) -> None:
        self._table = table
        self._file = file
        self._path = path
        self._problems = problems
        self._asked: list[str] = []

    def problem(self, key: str, message: str, hint: str = "") -> None:
        full = f"{self._path}.{key}" if self._path and key else self._path or key
        self._problems.append(Problem(self._file, full, message, hint))

    def _take(self, key: str, required: bool) -> Any:
        self._asked.append(key)
        if key not in self._table and required:
            self.problem(key, "is missing")
        return self._table.get(key)

    def text(
        self, key: str, default: str = "", *, required: bool = False, one_of: tuple[str, ...] = ()
    ) -> str:
        value = self._take(key, required)
        if value is None:
            return default
        if not isinstance(value, str):
            self.problem(key, f"must be a text, not {value!r}")
            return default
        if one_of and value not in one_of:
            self.problem(key, f"{value!r} is not known", _nearest(value, one_of))
            return default
        return value

    def texts(self, key: str, *, one_of: tuple[str, ...] = ()) -> tuple[str, ...]:
        value = self._take(key, False)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self.problem(key, f"must be a list of texts, not {value!r}", f'e.g. {key} = ["…"]')
            return ()
        for item in value:
            if one_of and item not in one_of:
                self.problem(key, f"{item!r} is not known", _nearest(item, one_of))
        return tuple(value)

    def number(self, key: str, default: float, low: float, high: float) -> float:
        value = self._take(key, False)
        if value is None:
            return default
        if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
            self.problem(key, f"must be a number from {low:g} to {high:g}, not {value!r}")
            return default
        return float(value)

    def flag(self, key: str, default: bool) -> bool:
        value = self._take(key, False)
        if value is not None and not isinstance(value, bool):
            self.problem(key, f"must be true or false, not {value!r}")
            return default
        return default if value is None else value

    def duration_s(self, key: str, *, required: bool = False) -> float | None:
        """A text such as "90 s", "15 min", "2 h" or "7 d", in seconds."""
        value = self._take(key, required)
        if value is None:
            return None
        found = _DURATION.fullmatch(value) if isinstance(value, str) else None
        if found is None:
            self.problem(key, f"{value!r} is no duration", 'write "90 s", "15 min", "2 h" or "7 d"')
            return None
        return float(found.group(1)) * _UNIT_S[found.group(2)]

    def tables(self, key: str, *, required: bool = False) -> list[TableReader]:
        value = self._take(key, required)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self.problem(key, "must be a list of tables", f"write [[{key}]] before each")
            return []
        prefix = f"{self._path}.{key}" if self._path else key
        return [
            TableReader(item, self._file, f"{prefix}[{index}]", self._problems)
            for index, item in enumerate(value)
        ]

    def finish(self) -> None:
        """Report keys that nothing asked for, with the name that was probably meant."""
        for key in self._table:
            if key not in self._asked:
                self.problem(key, "is not a known key", _nearest(key, tuple(self._asked)))


def _nearest(word: str, known: tuple[str, ...]) -> str:
    found = difflib.get_close_matches(word, known, n=1)
    return f"did you mean {str(found[0])!r}?" if found else "one of " + ", ".join(known)

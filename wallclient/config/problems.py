"""What is wrong in a file, for the person who wrote it. A problem never carries a secret.

Readers collect problems and raise them together; nobody raises a `Problem` that hides the next one.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONGEST_SHOWN = 60
_USERINFO = re.compile(r"(?<=://)[^\s\"']*@")


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake. `line` counts from 1 and is 0 if it is not known; `key` is the place inside the file."""

    file: str
    line: int
    key: str
    message: str
    hint: str = ""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        key = f" {self.key}:" if self.key else ""
        hint = f" ({self.hint})" if self.hint else ""
        return f"{place}:{key} {self.message}{hint}"


class Problems(Exception):
    """All problems of one reading, in the order of their lines."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda p: (p.file, p.line)))
        super().__init__("\n".join(str(p) for p in self.problems))


def did_you_mean(word: str, valid: Iterable[str]) -> str:
    """The question that names the nearest of `valid`, or nothing if none is near."""
    near = difflib.get_close_matches(word.casefold(), list(valid), n=1, cutoff=0.6)
    return f"did you mean {near[0]}?" if near else ""


def shown(value: object) -> str:
    """A value as it may be put into a message: short, and without the credentials of an address."""
    if isinstance(value, str):
        text = f'"{_USERINFO.sub("***@", value)}"'
    elif isinstance(value, bool):
        text = str(value).lower()
    elif isinstance(value, dict):
        return "a table"
    else:
        text = _USERINFO.sub("***@", str(value))
    return text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + "…"

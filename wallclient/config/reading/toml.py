"""Opens a TOML file for `read_struct`: bytes, text, syntax. A file that cannot be read is a problem, too."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any

from wallclient.config.problems import Problem, Problems
from wallclient.config.reading.lines import KeyLines
from wallclient.config.reading.reader import Reading

if TYPE_CHECKING:
    from pathlib import Path

_PLACE = re.compile(r" \(at line (\d+), column (\d+)\)$")


def read_toml(path: Path) -> tuple[dict[str, Any], Reading]:
    """Parsed content and the reading to report on; raises `Problems` if there is nothing to read."""
    return parse_toml(read_text(path), path)


def read_text(path: Path) -> str:
    """Text of a UTF-8 file (a byte order mark is allowed); raises `Problems`."""
    try:
        return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise Problems([Problem(str(path), line, "", "is not UTF-8", "save the file as UTF-8")]) from None
    except OSError as error:
        raise Problems([Problem(str(path), 0, "", _reason(error))]) from None


def parse_toml(text: str, path: Path) -> tuple[dict[str, Any], Reading]:
    """Like `read_toml`, from text at hand; `path` serves messages and relative paths only."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message = str(error)
        place = _PLACE.search(message)
        line = int(place[1]) if place else text.count("\n") + 1
        column = f"column {place[2]}" if place else "at the end of the file"
        words = _PLACE.sub("", message).removesuffix(" (at end of document)")
        raise Problems([Problem(str(path), line, "", f"not TOML: {words}", column)]) from None
    return data, Reading(path, KeyLines(text))


def _reason(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no such file"
    if isinstance(error, PermissionError):
        return "may not be read by this user"
    return f"cannot be read: {error.strerror}"

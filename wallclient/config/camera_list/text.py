"""Bytes of a camera list to rows of text: encoding and delimiter are found out, never asked for."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_DELIMITERS = (",", ";", "\t")
_BOMS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"))


@dataclass(frozen=True, slots=True)
class ListText:
    """A list's text and how it was written. `encoding` is a codec name, e.g. utf-8 or gb18030."""

    text: str
    encoding: str
    delimiter: str

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """(line number, fields) of every row that is not empty; raises `csv.Error` for a broken one."""
        reader = csv.reader(self.text.splitlines(keepends=True), delimiter=self.delimiter)
        end = 0
        for row in reader:
            start, end = end + 1, reader.line_num
            if any(field.strip() for field in row):
                yield start, row


def decode(data: bytes) -> ListText:
    """Text of a list in UTF-8, GB18030 or (with a mark at its start) UTF-16; raises UnicodeDecodeError.

    UTF-8 is tried first and strictly: Chinese text in GB18030 is hardly ever valid UTF-8, while
    almost anything is valid GB18030.
    """
    for bom, name in _BOMS:
        if data.startswith(bom):
            return _with_delimiter(data.decode(name), name)
    try:
        return _with_delimiter(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _with_delimiter(data.decode("gb18030"), "gb18030")


def _with_delimiter(text: str, encoding: str) -> ListText:
    header = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(_DELIMITERS, key=header.count)
    return ListText(text, encoding, delimiter if delimiter in header else ",")

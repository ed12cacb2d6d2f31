"""Where each key of a TOML text stands. The standard parser keeps no line numbers, and messages need them.

Tolerant: the text has been parsed before, so anything odd is skipped to the end of its line, never an error.
"""

from __future__ import annotations

from bisect import bisect_right

KeyPath = tuple[str | int, ...]

_BLANK = " \t\r"
_ENDS_OF_BARE_VALUE = ",]}\n#"


class KeyLines:
    """Lines of all keys and array items of one text."""

    def __init__(self, text: str) -> None:
        self._lines = _Scanner(text).scan()

    def line_of(self, path: KeyPath) -> int:
        """Line of `path`, or of the nearest table around it; 1 for the file as a whole."""
        while path:
            line = self._lines.get(path)
            if line is not None:
                return line
            path = path[:-1]
        return 1


class _Scanner:
    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._starts = [0] + [i + 1 for i, c in enumerate(text) if c == "\n"]
        self._lines: dict[KeyPath, int] = {}
        self._counts: dict[KeyPath, int] = {}  # arrays of tables: how many so far

    def scan(self) -> dict[KeyPath, int]:
        table: KeyPath = ()
        while True:
            self._skip_blank(newlines=True)
            if self._at >= len(self._text):
                return self._lines
            if self._text[self._at] == "[":
                table = self._header()
            else:
                self._pair(table)
            self._skip_line()

    def _header(self) -> KeyPath:
        line = self._line()
        is_array = self._text.startswith("[[", self._at)
        self._at += 2 if is_array else 1
        parts = self._key()
        path: KeyPath = ()
        for i, part in enumerate(parts):
            path = (*path, part)
            last = i == len(parts) - 1
            if last and is_array:
                self._lines.setdefault(path, line)
                path = (*path, self._counts.setdefault(path, 0))
                self._counts[path[:-1]] += 1
            elif not last and path in self._counts:
                path = (*path, self._counts[path] - 1)
        self._lines.setdefault(path, line)
        return path

    def _pair(self, table: KeyPath) -> None:
        line = self._line()
        path = table
        for part in self._key():
            path = (*path, part)
            self._lines.setdefault(path, line)
        self._skip_blank(newlines=False)
        if self._peek() == "=":
            self._at += 1
            self._skip_blank(newlines=False)
            self._value(path)

    def _key(self) -> list[str]:
        parts: list[str] = []
        while True:
            self._skip_blank(newlines=False)
            quote = self._peek()
            if quote in ('"', "'") and quote:
                start = self._at + 1
                self._string()
                parts.append(self._text[start : self._at - 1])
            else:
                start = self._at
                while self._peek() and self._peek() not in " \t\r\n.=]#,}{[":
                    self._at += 1
                parts.append(self._text[start : self._at])
            self._skip_blank(newlines=False)
            if self._peek() != ".":
                return parts
            self._at += 1

    def _value(self, path: KeyPath) -> None:
        first = self._peek()
        if first in ('"', "'") and first:
            self._string()
        elif first == "[":
            self._array(path)
        elif first == "{":
            self._inline_table(path)
        else:
            while self._peek() and self._peek() not in _ENDS_OF_BARE_VALUE:
                self._at += 1

    def _array(self, path: KeyPath) -> None:
        self._at += 1
        index = 0
        while True:
            self._skip_blank(newlines=True)
            if not self._open_until("]"):
                return
            before = self._at
            self._lines.setdefault((*path, index), self._line())
            self._value((*path, index))
            index += 1
            self._skip_blank(newlines=True)
            if self._peek() == "," or self._at == before:  # never stand still, whatever the text is
                self._at += 1

    def _inline_table(self, path: KeyPath) -> None:
        self._at += 1
        while True:
            self._skip_blank(newlines=True)
            if not self._open_until("}"):
                return
            before = self._at
            self._pair(path)
            self._skip_blank(newlines=True)
            if self._peek() == "," or self._at == before:
                self._at += 1

    def _open_until(self, end: str) -> bool:
        """False at the end of the value (which is stepped over) or of the text."""
        if self._peek() == end:
            self._at += 1
            return False
        return self._at < len(self._text)

    def _string(self) -> None:
        quote = self._text[self._at]
        triple = quote * 3
        mark = triple if self._text.startswith(triple, self._at) else quote
        self._at += len(mark)
        while self._at < len(self._text) and not self._text.startswith(mark, self._at):
            self._at += 2 if quote == '"' and self._text[self._at] == "\\" else 1
        self._at = min(self._at + len(mark), len(self._text))
        while mark == triple and self._peek() == quote:  # one or two more quotes may end a long string
            self._at += 1

    def _skip_blank(self, *, newlines: bool) -> None:
        while self._peek():
            if self._peek() in _BLANK or (newlines and self._peek() == "\n"):
                self._at += 1
            elif newlines and self._peek() == "#":
                self._skip_line()
            else:
                return

    def _skip_line(self) -> None:
        end = self._text.find("\n", self._at)
        self._at = len(self._text) if end < 0 else end

    def _peek(self) -> str:
        return self._text[self._at : self._at + 1]

    def _line(self) -> int:
        return bisect_right(self._starts, self._at)

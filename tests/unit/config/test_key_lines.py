"""Lines of keys: every way in which TOML can write a key, and texts that are no TOML at all."""

from __future__ import annotations

import pytest

from wallclient.config.reading.lines import KeyLines

TEXT = '''\
# a comment
version = 1
title = """
looks = "like a key"
"""

[wall]           # a table
id = "x"
"quoted key" = 1
match = { edid = "A [B]", position = 0 }
files = [
  "a.csv",  # one
  "b.csv",
]

[[screens]]
id = "left"
[[screens.panes]]
cell = [0, 0, 1, 1]
[screens.panes.options]
grid = [4, 3]
[[screens.panes]]
cell = [1, 1, 1, 1]

[[screens]]
id = "right"
[[screens.panes]]
options.grid = [2,
  2]
last.of.all = 'x'
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("version",), 2),
        (("title",), 3),
        (("wall",), 7),
        (("wall", "id"), 8),
        (("wall", "quoted key"), 9),
        (("wall", "match", "edid"), 10),
        (("wall", "match", "position"), 10),
        (("wall", "files"), 11),
        (("wall", "files", 1), 13),
        (("screens", 0), 16),
        (("screens", 0, "id"), 17),
        (("screens", 0, "panes", 0, "cell"), 19),
        (("screens", 0, "panes", 0, "options"), 20),
        (("screens", 0, "panes", 0, "options", "grid"), 21),
        (("screens", 0, "panes", 1, "cell", 3), 23),
        (("screens", 1, "id"), 26),
        (("screens", 1, "panes", 0, "options", "grid"), 28),
        (("screens", 1, "panes", 0, "options", "grid", 1), 29),
        (("screens", 1, "panes", 0, "last", "of", "all"), 30),
    ],
)
def test_every_key_is_found_on_its_line(path: tuple[str | int, ...], line: int) -> None:
    assert KeyLines(TEXT).line_of(path) == line


def test_a_missing_key_is_told_at_the_table_where_it_should_be() -> None:
    lines = KeyLines(TEXT)
    assert lines.line_of(("screens", 0, "panes", 1, "kind")) == 22
    assert lines.line_of(("nothing", "like", "this")) == 1


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[",
        "[[",
        "a = [",
        "a = {",
        "a = {b = [1, ",
        '"',
        "'''",
        "= = =",
        "[a]b]c",
        "a = [,,,]",
        "\\",
        "{}",
    ],
)
def test_broken_text_never_hangs_or_raises(text: str) -> None:
    assert KeyLines(text).line_of(("a",)) >= 1

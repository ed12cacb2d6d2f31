"""What is wrong in a layout beyond the type of each value: ids, monitors asked for twice, cells that collide.

Works on the parsed text, not on the structs: one bad value must not hide what is wrong beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

from wallclient.layout.file import VERSION
from wallclient.layout.presets import cell_count

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wallclient.config.reading.lines import KeyPath
    from wallclient.config.reading.reader import Reading

_DEFAULT_CELLS = 12


@dataclass(frozen=True, slots=True)
class _Entry:
    """One table of the file, as far as it can be used."""

    path: KeyPath
    data: dict[str, Any]

    @property
    def name(self) -> str:
        name = self.data.get("id")
        return name if isinstance(name, str) else ""

    def children(self, key: str) -> Iterator[_Entry]:
        items = self.data.get(key)
        for i, item in enumerate(items if isinstance(items, list) else []):
            if isinstance(item, dict):
                yield _Entry((*self.path, key, i), item)

    def table(self, key: str) -> dict[str, Any]:
        value = self.data.get(key)
        return value if isinstance(value, dict) else {}

    def count(self, key: str) -> int:
        value = self.data.get(key, _DEFAULT_CELLS)
        return value if isinstance(value, int) and value > 0 else _DEFAULT_CELLS


@dataclass(frozen=True, slots=True)
class _Box:
    """A pane's cell: [left, right) x [top, bottom)."""

    entry: _Entry
    left: int
    top: int
    right: int
    bottom: int

    def overlaps(self, other: _Box) -> bool:
        beside = self.right <= other.left or other.right <= self.left
        return not beside and self.top < other.bottom and other.top < self.bottom


def check(data: dict[str, Any], reading: Reading) -> None:
    """Report what is wrong with the layout `data` as a whole."""
    root = _Entry((), data)
    version = data.get("version")
    if isinstance(version, int) and version > VERSION:
        reading.report(("version",), f"version {version} is not supported", f"this program reads {VERSION}")
    screens = list(root.children("screens"))
    if data.get("screens") == []:
        reading.report(("screens",), "must hold at least one screen")
    panes = [pane for screen in screens for pane in screen.children("panes")]
    _check_ids(screens, "screen", reading)
    _check_ids(panes, "pane", reading)
    _check_matches(screens, reading)
    for screen in screens:
        _check_cells(screen, reading)
    for pane in panes:
        _check_camera_count(pane, reading)


def _check_ids(entries: list[_Entry], what: str, reading: Reading) -> None:
    first: dict[str, _Entry] = {}
    for entry in entries:
        if entry.name and entry.name in first:
            line = reading.lines.line_of((*first[entry.name].path, "id"))
            reading.report(
                (*entry.path, "id"), f'a second {what} "{entry.name}"', f"the first is in line {line}"
            )
        first.setdefault(entry.name, entry)


def _check_matches(screens: list[_Entry], reading: Reading) -> None:
    for key in ("connector", "position"):
        first: dict[object, _Entry] = {}
        for screen in screens:
            value = screen.table("match").get(key)
            if value in (None, "") or isinstance(value, list | dict):
                continue
            if value in first:
                path = (*screen.path, "match", key)
                other = first[value].name or "another"
                reading.report(path, f'screen "{other}" asks for the same {key}: {value}')
            first.setdefault(value, screen)


def _check_cells(screen: _Entry, reading: Reading) -> None:
    columns, rows = screen.count("columns"), screen.count("rows")
    boxes = [box for pane in screen.children("panes") if (box := _box(pane)) is not None]
    for box in boxes:
        if box.right > columns or box.bottom > rows:
            message = f'pane "{box.entry.name}" reaches to column {box.right}, row {box.bottom}'
            hint = f"the grid has {columns} columns and {rows} rows"
            reading.report((*box.entry.path, "cell"), message, hint)
    for one, other in combinations(boxes, 2):
        if one.overlaps(other):
            column, row = max(one.left, other.left), max(one.top, other.top)
            message = f'pane "{other.entry.name}" overlaps "{one.entry.name}"'
            hint = f"both have column {column}, row {row}"
            reading.report((*other.entry.path, "cell"), message, hint)


def _box(pane: _Entry) -> _Box | None:
    cell = pane.data.get("cell")
    if not isinstance(cell, list) or len(cell) != 4 or not all(_is_int(v) for v in cell):
        return None
    column, row, columns, rows = cell
    if column < 0 or row < 0 or columns < 1 or rows < 1:
        return None
    return _Box(pane, column, row, column + columns, row + rows)


def _check_camera_count(pane: _Entry, reading: Reading) -> None:
    options = pane.table("options")
    cameras = options.get("cameras")
    if pane.data.get("kind") != "cameras" or not isinstance(cameras, list):
        return
    cells = cell_count(options.get("grid", [3, 3]), options.get("preset", ""))
    if cells is not None and len(cameras) > cells:
        path = (*pane.path, "options", "cameras", cells)
        reading.report(path, f"{len(cameras)} cameras for {cells} cells", "the last ones would never be seen")


def _is_int(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)

"""Grids of tiles by name: equal tiles, or one big tile with small ones around it. Pure tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wallclient.layout.grid import Cell, Rect, cell_rect

if TYPE_CHECKING:
    from wallclient.layout.kinds import CamerasOptions


@dataclass(frozen=True, slots=True)
class TileGrid:
    """Cells in the order in which cameras fill them, in a grid of `columns` x `rows`."""

    columns: int
    rows: int
    cells: tuple[Cell, ...]


def equal(columns: int, rows: int) -> TileGrid:
    """All cells alike, row by row."""
    cells = tuple((column, row, 1, 1) for row in range(rows) for column in range(columns))
    return TileGrid(columns, rows, cells)


def with_big(columns: int, rows: int, wide: int, high: int) -> TileGrid:
    """A big tile of `wide` x `high` cells at the top left and single cells around it, row by row."""
    small = (
        (column, row, 1, 1)
        for row in range(rows)
        for column in range(columns)
        if column >= wide or row >= high
    )
    return TileGrid(columns, rows, ((0, 0, wide, high), *small))


PRESETS: dict[str, TileGrid] = {
    "1": equal(1, 1),
    "4": equal(2, 2),
    "6": with_big(3, 3, 2, 2),
    "8": with_big(4, 4, 3, 3),
    "9": equal(3, 3),
    "12": equal(4, 3),
    "16": equal(4, 4),
    "25": equal(5, 5),
    "36": equal(6, 6),
    "49": equal(7, 7),
    "64": equal(8, 8),
    "hero": with_big(5, 4, 4, 4),
}


def tile_grid(options: CamerasOptions) -> TileGrid:
    """The grid that a cameras pane asks for."""
    return PRESETS[options.preset] if options.preset else equal(*options.grid)


def tile_rects(width_px: int, height_px: int, grid: TileGrid, gap_px: int) -> tuple[Rect, ...]:
    """Rectangles of all tiles on a surface; tiles for which there is no room are empty."""
    area = Rect(0, 0, width_px, height_px)
    return tuple(cell_rect(area, grid.columns, grid.rows, cell, gap_px) for cell in grid.cells)


def cell_count(grid: object, preset: object) -> int | None:
    """Number of tiles of options as a file gives them; None if they are not well formed."""
    if preset:
        known = PRESETS.get(preset) if isinstance(preset, str) else None
        return len(known.cells) if known else None
    if isinstance(grid, list) and len(grid) == 2 and all(isinstance(n, int) for n in grid):
        return int(grid[0]) * int(grid[1])
    return None

"""Cells and tiles as pixels: exact, gap for gap, with the numbers of the drawings."""

from __future__ import annotations

from itertools import pairwise

import pytest

from wallclient.layout.grid import Rect, cell_rect, frame
from wallclient.layout.kinds import CamerasOptions
from wallclient.layout.presets import PRESETS, cell_count, equal, tile_grid, tile_rects


@pytest.mark.parametrize(
    ("size", "unit", "header", "ticker", "content", "header_rect", "ticker_rect"),
    [
        (
            (1920, 1080),
            1,
            True,
            True,
            Rect(24, 80, 1872, 924),
            Rect(24, 12, 1872, 56),
            Rect(24, 1016, 1872, 48),
        ),
        ((1920, 1080), 1, True, False, Rect(24, 80, 1872, 984), Rect(24, 12, 1872, 56), None),
        ((1920, 1080), 1, False, True, Rect(24, 24, 1872, 980), None, Rect(24, 1016, 1872, 48)),
        ((1920, 1080), 1, False, False, Rect(24, 24, 1872, 1040), None, None),
        ((5760, 2160), 3, True, False, Rect(72, 240, 5616, 1872), Rect(72, 36, 5616, 168), None),
        ((1280, 720), 1.5, True, False, Rect(36, 120, 1208, 576), Rect(36, 18, 1208, 84), None),
        ((100, 60), 1, True, True, Rect(24, 80, 52, 0), Rect(24, 12, 52, 56), Rect(24, -4, 52, 48)),
    ],
)
def test_a_screen_is_divided_as_drawn(
    size: tuple[int, int],
    unit: float,
    header: bool,
    ticker: bool,
    content: Rect,
    header_rect: Rect | None,
    ticker_rect: Rect | None,
) -> None:
    result = frame(*size, unit, header=header, ticker=ticker)
    assert (result.content, result.header, result.ticker) == (content, header_rect, ticker_rect)
    assert result.gutter_px == round(12 * unit)


@pytest.mark.parametrize("column", range(12))
def test_columns_stand_where_the_drawings_have_them(column: int) -> None:
    rect = cell_rect(Rect(24, 80, 1872, 924), 12, 12, (column, 0, 1, 12), 12)
    assert (rect.x, rect.width) == (24 + 157 * column, 145)


@pytest.mark.parametrize("width", [1001, 1366, 1872, 1919, 3797])
@pytest.mark.parametrize("columns", [1, 5, 7, 12, 24])
def test_gaps_are_all_equal_and_cells_differ_by_one_pixel_at_most(width: int, columns: int) -> None:
    area = Rect(10, 0, width, 100)
    rects = [cell_rect(area, columns, 1, (i, 0, 1, 1), 12) for i in range(columns)]
    assert rects[0].x == area.x
    assert rects[-1].right == area.right
    assert {b.x - a.right for a, b in pairwise(rects)} <= {12}
    assert max(r.width for r in rects) - min(r.width for r in rects) <= 1


def test_a_wide_cell_ends_where_its_columns_end() -> None:
    area = Rect(24, 80, 1873, 925)
    wide = cell_rect(area, 12, 12, (3, 2, 5, 7), 12)
    assert wide.x == cell_rect(area, 12, 12, (3, 0, 1, 1), 12).x
    assert wide.right == cell_rect(area, 12, 12, (7, 0, 1, 1), 12).right
    assert wide.bottom == cell_rect(area, 12, 12, (0, 8, 1, 1), 12).bottom


def test_a_cell_without_room_is_empty_and_never_negative() -> None:
    rect = cell_rect(Rect(0, 0, 20, 20), 12, 12, (3, 3, 1, 1), 12)
    assert (rect.width, rect.height) == (0, 0)


@pytest.mark.parametrize(
    ("preset", "tiles"),
    [
        ("1", 1),
        ("4", 4),
        ("6", 6),
        ("8", 8),
        ("9", 9),
        ("12", 12),
        ("16", 16),
        ("25", 25),
        ("36", 36),
        ("49", 49),
        ("64", 64),
        ("hero", 5),
    ],
)
def test_a_preset_has_its_tiles_and_they_fill_the_grid(preset: str, tiles: int) -> None:
    grid = PRESETS[preset]
    covered = [(c, r) for x, y, w, h in grid.cells for c in range(x, x + w) for r in range(y, y + h)]
    assert len(grid.cells) == tiles
    assert sorted(covered) == [(c, r) for c in range(grid.columns) for r in range(grid.rows)]


@pytest.mark.parametrize(
    ("preset", "big"), [("6", (0, 0, 2, 2)), ("8", (0, 0, 3, 3)), ("hero", (0, 0, 4, 4))]
)
def test_the_big_tile_comes_first(preset: str, big: tuple[int, int, int, int]) -> None:
    assert PRESETS[preset].cells[0] == big


def test_a_preset_goes_before_the_grid() -> None:
    assert tile_grid(CamerasOptions(grid=(4, 3))) == equal(4, 3)
    assert tile_grid(CamerasOptions(grid=(4, 3), preset="6")) == PRESETS["6"]


def test_tiles_of_the_command_screen_are_as_drawn() -> None:
    rects = tile_rects(1872, 924, equal(4, 3), 12)
    assert {(r.width, r.height) for r in rects} == {(459, 300)}
    assert (rects[5].x, rects[5].y) == (471, 312)


def test_there_is_a_preset_for_every_word_of_the_option() -> None:
    for preset in PRESETS:
        assert cell_count([1, 1], preset) == len(PRESETS[preset].cells)
    assert cell_count([4, 3], "") == 12
    assert cell_count([4], "") is None
    assert cell_count([4, 3], "7") is None

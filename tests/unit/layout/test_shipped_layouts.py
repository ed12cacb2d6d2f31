"""The layouts that come with the program: each loads, plans, and has tiles that fit the look."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from wallclient.layout.grid import cell_rect, frame
from wallclient.layout.kinds import CamerasOptions
from wallclient.layout.load import load
from wallclient.layout.monitors import Monitor
from wallclient.layout.plan import PanePlan, WindowPlan, plan
from wallclient.layout.presets import tile_grid, tile_rects
from wallclient.layout.scale import type_sizes

if TYPE_CHECKING:
    from wallclient.layout.file import LayoutFile

FOLDER = Path(__file__).resolve().parents[3] / "layouts"
NAMES = sorted(path.stem for path in FOLDER.glob("*.toml"))


def monitors(columns: int, rows: int, size: tuple[int, int], mm: tuple[int, int]) -> list[Monitor]:
    return [
        Monitor(
            f"DP-{row}-{column}",
            x=column * size[0],
            y=row * size[1],
            width_px=size[0],
            height_px=size[1],
            width_mm=mm[0],
            height_mm=mm[1],
        )
        for row in range(rows)
        for column in range(columns)
    ]


FITTING = {
    "demo": monitors(2, 1, (1920, 1080), (508, 286)),
    "single": monitors(1, 1, (1920, 1080), (527, 296)),
    "ops_console": monitors(2, 1, (2560, 1440), (597, 336)),
    "wall_2x3": monitors(3, 2, (1920, 1080), (1210, 680)),
    "meeting_room": monitors(1, 1, (3840, 2160), (1660, 934)),
}


def tiles(window: WindowPlan, pane: PanePlan) -> tuple[float, float, float]:
    """(width in em of `read`, height of a tile, height that picture and strip need), pixels."""
    assert isinstance(pane.options, CamerasOptions)
    monitor = window.monitor
    inside = frame(
        monitor.width_px, monitor.height_px, window.unit, header=window.header, ticker=window.ticker
    )
    rect = cell_rect(inside.content, window.columns, window.rows, pane.cell, inside.gutter_px)
    read = type_sizes(window.u_px).read
    head = round(read * 1.9) if pane.options.title else 0
    first = tile_rects(rect.width, rect.height - head, tile_grid(pane.options), pane.options.gap_px)[0]
    return first.width / read, first.height, first.width * 9 / 16 + 1.55 * read


def test_every_layout_is_tested() -> None:
    assert set(NAMES) == set(FITTING)


@pytest.mark.parametrize("name", NAMES)
def test_a_shipped_layout_plans_on_fitting_monitors_without_remarks(name: str) -> None:
    layout = load(FOLDER / f"{name}.toml")
    result = plan(layout, FITTING[name])
    assert layout.name == name
    assert (result.parked, result.notes) == ((), ())
    assert all(window.panes for window in result.windows)


@pytest.mark.parametrize("name", NAMES)
def test_tiles_are_wide_enough_for_names_and_fit_their_pictures(name: str) -> None:
    for window in plan(load(FOLDER / f"{name}.toml"), FITTING[name]).windows:
        for pane in window.panes:
            if isinstance(pane.options, CamerasOptions):
                width_em, height, wanted = tiles(window, pane)
                assert width_em > 11, pane.id
                assert height == pytest.approx(wanted, abs=0.09 * wanted), pane.id


def demo() -> LayoutFile:
    return load(FOLDER / "demo.toml")


def test_the_demo_shows_sixteen_tiles_on_two_screens() -> None:
    grids = [p.options.grid for s in demo().screens for p in s.panes if isinstance(p.options, CamerasOptions)]
    assert sum(columns * rows for columns, rows in grids) == 16
    assert len(demo().screens) == 2


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080), (3840, 2160)])
def test_the_demo_is_the_same_picture_at_every_resolution(size: tuple[int, int]) -> None:
    result = plan(demo(), monitors(2, 1, size, (0, 0)))
    for window in result.windows:
        assert window.u_px / window.unit == pytest.approx(1.2235, abs=0.0005)
        assert window.unit == size[0] / 1920

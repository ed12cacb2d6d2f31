"""Layouts on monitors that come and go: panes are moved, parked and brought back, never remade."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pytest
from PySide6.QtGui import QGuiApplication

from ui.context import Measured, Ports
from ui.theme import Tokens
from ui.wall import Wall
from wallclient.config.profiles import load_clock_profile
from wallclient.layout.load import load
from wallclient.layout.monitors import Monitor
from wallclient.model.notices import Notices
from wallclient.model.selection import Selection
from wallclient.model.stores import Stores

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QScreen
    from pytestqt.qtbot import QtBot

    from wallclient.video.director import TileDemand

TOKENS = Path(__file__).parents[3] / "resources" / "theme" / "tokens.json"
LEFT = Monitor("HDMI-1", x=0, width_px=960, height_px=540, width_mm=1200, height_mm=680)
RIGHT = Monitor("HDMI-2", x=960, width_px=960, height_px=540, width_mm=1200, height_mm=680)

TWO_SCREENS = """
version = 1
name = "two"
title = "指挥调度"
[[screens]]
id = "left"
match = { connector = "HDMI-1" }
distance_m = 3.0
[[screens.panes]]
id = "cameras"
kind = "cameras"
cell = [0, 0, 8, 12]
[[screens.panes]]
id = "clock"
kind = "clock"
cell = [8, 0, 4, 12]
[[screens]]
id = "right"
match = { connector = "HDMI-2" }
distance_m = 3.0
[[screens.panes]]
id = "list"
kind = "incidents"
cell = [0, 0, 12, 12]
"""


class FakeScreens:
    """Monitors that a test plugs and unplugs; every one of them is the one screen that Qt has here."""

    def __init__(self, *monitors: Monitor) -> None:
        self.present = monitors

    def monitors(self) -> tuple[Monitor, ...]:
        return self.present

    def screen_of(self, _monitor: Monitor) -> QScreen:
        return QGuiApplication.primaryScreen()


class FakeDesk:
    def __init__(self) -> None:
        self.demands: dict[str, TileDemand] = {}

    def demand(self, tile_id: str, demand: TileDemand | None) -> None:
        if demand is None:
            self.demands.pop(tile_id, None)
        else:
            self.demands[tile_id] = demand

    def stream_of(self, _tile_id: str) -> None:
        return None


@pytest.fixture
def screens() -> FakeScreens:
    return FakeScreens(LEFT, RIGHT)


@pytest.fixture
def wall(qtbot: QtBot, screens: FakeScreens) -> Iterator[Wall]:
    ports = Ports(
        stores=Stores(),
        selection=Selection(),
        video=cast("Any", FakeDesk()),
        commands=cast("Any", None),
        reports=cast("Any", None),
        clock_profile=load_clock_profile(),
        departments_for=lambda _incident: (),
        measured=lambda: Measured(0.0, 0.0),
        notices=Notices(),
        role="wall",
        operator="test",
        title="测试",
        marker="test",
    )
    made = Wall(ports, cast("Any", screens), Tokens.load(TOKENS))
    yield made
    made.close_wall()


def show(wall: Wall, folder: Path, text: str) -> None:
    path = folder / "layout.toml"
    path.write_text(text, encoding="utf-8")
    wall.show_layout(load(path))


def test_each_screen_of_the_layout_gets_a_window_without_frame_with_its_panes(
    wall: Wall, tmp_path: Path
) -> None:
    show(wall, tmp_path, TWO_SCREENS)
    assert set(wall.windows) == {"left", "right"}
    assert [pane_id for pane_id, _ in wall.windows["left"].panes()] == ["cameras", "clock"]
    assert all(w.windowFlags() & w.windowFlags().FramelessWindowHint for w in wall.windows.values())


def test_a_lost_monitor_parks_its_panes_and_its_return_brings_back_the_same_ones(
    wall: Wall, screens: FakeScreens, tmp_path: Path
) -> None:
    show(wall, tmp_path, TWO_SCREENS)
    before = wall.panes
    places = {i: p.geometry() for i, p in before.items()}
    screens.present = (LEFT,)
    wall.replan()
    assert set(wall.windows) == {"left"}
    assert wall.panes.keys() == before.keys()
    assert not wall.panes["list"].isVisible()
    screens.present = (LEFT, RIGHT)
    wall.replan()
    assert set(wall.windows) == {"left", "right"}
    assert all(wall.panes[i] is pane for i, pane in before.items())
    assert {i: p.geometry() for i, p in wall.panes.items()} == places


def test_a_pane_that_a_new_layout_moves_to_another_screen_is_the_same_pane(
    wall: Wall, tmp_path: Path
) -> None:
    show(wall, tmp_path, TWO_SCREENS)
    cameras = wall.panes["cameras"]
    moved = TWO_SCREENS.replace(
        '[[screens.panes]]\nid = "cameras"\nkind = "cameras"\ncell = [0, 0, 8, 12]\n', ""
    ).replace("cell = [0, 0, 12, 12]", "cell = [0, 0, 6, 12]")
    moved += '[[screens.panes]]\nid = "cameras"\nkind = "cameras"\ncell = [6, 0, 6, 12]\n'
    show(wall, tmp_path, moved)
    assert wall.panes["cameras"] is cameras
    assert [pane_id for pane_id, _ in wall.windows["right"].panes()] == ["list", "cameras"]


def test_a_pane_that_the_new_layout_leaves_out_is_closed_and_demands_nothing(
    wall: Wall, tmp_path: Path, qtbot: QtBot
) -> None:
    show(wall, tmp_path, TWO_SCREENS)
    show(
        wall, tmp_path, TWO_SCREENS.replace('id = "cameras"\nkind = "cameras"', 'id = "now"\nkind = "clock"')
    )
    assert "cameras" not in wall.panes
    assert set(wall.panes) == {"now", "clock", "list"}


def test_the_windows_fill_their_screens_and_show_no_cursor_on_a_wall(wall: Wall, tmp_path: Path) -> None:
    show(wall, tmp_path, TWO_SCREENS)
    for window in wall.windows.values():
        assert window.geometry() == QGuiApplication.primaryScreen().geometry()
        assert window.cursor().shape().name == "BlankCursor"

"""Tiles over a real frame ring: what is painted is what was written, and only when it changed."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QRect

from ui.theme import Theme, Tokens
from ui.video.surface import TileSurface
from ui.video.tile import Alarm, Label
from wallclient.frames.ring import RingWriter
from wallclient.frames.runtime import RuntimeDir
from wallclient.model.cameras import Camera, ProfileName, StreamProfile
from wallclient.model.health import Health, HealthState, Reason
from wallclient.model.streams import StreamStatus

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QColor
    from pytestqt.qtbot import QtBot

    from wallclient.video.director import TileDemand

TOKENS = Path(__file__).parents[3] / "resources" / "theme" / "tokens.json"
CAMERA = Camera(
    id="c1", name="东桥大街东口", profiles=(StreamProfile(name=ProfileName.SUB, url="rtsp://camera/1"),)
)


class Desk:
    """Stands in for the video desk: remembers demands, gives the status that a test sets."""

    def __init__(self) -> None:
        self.demands: dict[str, TileDemand] = {}
        self.status: StreamStatus | None = None

    def demand(self, tile_id: str, demand: TileDemand | None) -> None:
        if demand is None:
            self.demands.pop(tile_id, None)
        else:
            self.demands[tile_id] = demand

    def stream_of(self, tile_id: str) -> StreamStatus | None:
        return self.status if tile_id in self.demands else None


class Source:
    """A ring with a writer that fills whole pictures with one colour."""

    def __init__(self, runtime: RuntimeDir) -> None:
        self.path = runtime.create_ring("test", 160, 90)
        self._writer = RingWriter(self.path)

    def write(self, blue: int, green: int, red: int) -> None:
        pixels = np.frombuffer(self._writer.begin(160, 90), dtype=np.uint8).reshape(90, 160, 4)
        pixels[:] = (blue, green, red, 255)
        del pixels
        self._writer.commit(decoded_at=time.monotonic())

    def status(self, state: HealthState, reason: Reason = Reason.NONE) -> StreamStatus:
        return StreamStatus(
            key="c1/sub",
            camera_id="c1",
            profile="sub",
            engine="av",
            ring=str(self.path),
            health=Health(state, time.time() - 3, reason),
        )


@pytest.fixture
def source(tmp_path: Path) -> Iterator[Source]:
    with RuntimeDir([tmp_path]) as runtime:
        yield Source(runtime)


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def surface(qtbot: QtBot, desk: Desk) -> Iterator[TileSurface]:
    made = TileSurface(Theme(Tokens.load(TOKENS), 1.223), desk, "pane")  # type: ignore[arg-type]
    qtbot.addWidget(made)
    made.resize(480, 312)
    made.set_cells([QRect(0, 0, 480, 312)])
    made.show_cameras([(CAMERA, Label(name=CAMERA.name, area="东桥"))])
    made.show()
    yield made
    made.close_surface()


def centre_of(surface: TileSurface) -> QColor:
    tile = surface.tiles[0]
    return surface.grab().toImage().pixelColor(tile.picture_rect.center())


def test_a_picture_written_to_the_ring_is_painted_and_counted(
    surface: TileSurface, desk: Desk, source: Source
) -> None:
    source.write(10, 200, 30)
    desk.status = source.status(HealthState.LIVE)
    surface.tick(time.time())
    colour = centre_of(surface)
    assert (colour.red(), colour.green(), colour.blue()) == (30, 200, 10)
    assert surface.tiles[0].picture.figures.painted == 1
    assert not surface.tiles[0].picture.poll()


def test_the_newest_picture_wins_and_each_is_counted_once(
    surface: TileSurface, desk: Desk, source: Source
) -> None:
    desk.status = source.status(HealthState.LIVE)
    for green in (50, 100, 150):
        source.write(0, green, 0)
    surface.tick(time.time())
    assert centre_of(surface).green() == 150
    centre_of(surface)
    assert surface.tiles[0].picture.figures.painted == 1


def test_a_stale_source_is_painted_grey_and_dark_and_never_as_live(
    surface: TileSurface, desk: Desk, source: Source
) -> None:
    source.write(0, 0, 250)
    desk.status = source.status(HealthState.LIVE)
    surface.tick(time.time())
    centre_of(surface)
    desk.status = source.status(HealthState.STALE, Reason.NO_PICTURES)
    surface.tick(time.time())
    colour = centre_of(surface)
    assert colour.red() == colour.green() == colour.blue()
    assert colour.red() < 70
    assert surface.tiles[0].badge.stale


def test_a_lost_source_keeps_its_place_and_name_and_shows_no_picture(
    surface: TileSurface, desk: Desk, source: Source
) -> None:
    source.write(0, 0, 250)
    desk.status = source.status(HealthState.LIVE)
    surface.tick(time.time())
    centre_of(surface)
    desk.status = source.status(HealthState.OFFLINE, Reason.UNREACHABLE)
    surface.tick(time.time())
    corner = surface.grab().toImage().pixelColor(5, 5)
    assert corner.red() < 60
    assert surface.tiles[0].label.name == CAMERA.name


def test_another_camera_in_the_same_cell_never_shows_the_picture_of_the_one_before(
    surface: TileSurface, desk: Desk, source: Source
) -> None:
    source.write(0, 0, 250)
    desk.status = source.status(HealthState.LIVE)
    surface.tick(time.time())
    centre_of(surface)
    desk.status = None
    other = Camera(id="c2", name="北关", profiles=CAMERA.profiles)
    surface.show_cameras([(other, Label(name=other.name))])
    surface.tick(time.time())
    assert centre_of(surface).red() < 60
    assert surface.tiles[0].picture.figures.painted == 0


def test_a_hidden_surface_states_invisible_demands_and_a_closed_one_none(
    surface: TileSurface, desk: Desk
) -> None:
    assert desk.demands["pane/0"].visible
    assert desk.demands["pane/0"].width_px == surface.tiles[0].picture_rect.width()
    surface.hide()
    assert not desk.demands["pane/0"].visible
    surface.close_surface()
    assert desk.demands == {}


def test_a_hidden_sensitive_camera_is_covered_whatever_comes(
    surface: TileSurface, desk: Desk, source: Source
) -> None:
    surface.show_cameras([(CAMERA, Label(name=CAMERA.name, veil="hide"))])
    source.write(0, 0, 250)
    desk.status = source.status(HealthState.LIVE)
    surface.tick(time.time())
    assert surface.grab().toImage().pixelColor(5, 5).red() < 60
    assert surface.tiles[0].badge.covers


def test_an_alarm_colours_the_strip_and_leaves_the_picture_alone(
    surface: TileSurface, desk: Desk, source: Source
) -> None:
    source.write(0, 200, 0)
    desk.status = source.status(HealthState.LIVE)
    surface.tiles[0].alarm = Alarm(1, "燃气泄漏", time.time() - 60)
    surface.tick(time.time())
    image = surface.grab().toImage()
    strip = surface.tiles[0].strip_rect
    assert image.pixelColor(strip.center().x(), strip.bottom() - 2).name() == "#ee5039"
    assert image.pixelColor(surface.tiles[0].picture_rect.center()).green() == 200


def test_a_ring_that_is_gone_is_survived(surface: TileSurface, desk: Desk, source: Source) -> None:
    status = source.status(HealthState.LIVE)
    source.path.unlink()
    desk.status = status
    surface.tick(time.time())
    surface.grab()
    assert surface.tiles[0].picture.figures.painted == 0

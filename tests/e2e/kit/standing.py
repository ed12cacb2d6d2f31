"""A wall that really stands: windows on Qt's offscreen screen, decoder processes, event stream.

What a test looks at are the pixels that were painted, and the values that the panes show.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QGuiApplication, QImage

from ui.session import WallSession
from wallclient.app import WallApp
from wallclient.config.load import load
from wallclient.demo.cameras.stamp import Stamp, read_stamp

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from ui.video.tile import Tile
    from ui.window import WallWindow
    from wallclient.model.health import Health, HealthState
    from wallclient.model.streams import StreamStatus

SOON_MS = 30_000
END_MS = 20_000


class StandingWall:
    """Owns one session from its start to `close`."""

    def __init__(self, qtbot: QtBot, qt: QApplication, wall_toml: Path) -> None:
        self._qtbot = qtbot
        self.app = WallApp(load(wall_toml))
        self.session = WallSession(qt, self.app)
        self._open = True
        self.session.start()

    def close(self) -> None:
        """End it as the program does; a second time is no error."""
        if not self._open:
            return
        self._open = False
        self.session.stop_gui()
        # The app's end may wait for processes: never on the thread of the windows.
        ending = threading.Thread(target=self.app.stop, name="wall end")
        ending.start()
        self._qtbot.waitUntil(lambda: not ending.is_alive(), timeout=END_MS)

    # Tiles

    def tile(self, camera_id: str) -> Tile:
        return self._place(camera_id)[1]

    def stream(self, camera_id: str) -> StreamStatus | None:
        """The stream that the camera's tile shows."""
        return self.tile(camera_id).stream

    def health(self, camera_id: str) -> Health | None:
        stream = self.stream(camera_id)
        return stream.health if stream else None

    def state(self, camera_id: str) -> HealthState | None:
        health = self.health(camera_id)
        return health.state if health else None

    def picture(self, camera_id: str) -> NDArray[np.uint8]:
        """What stands on the screen in the camera's tile: BGRA, the picture without its strip."""
        window, tile, corner = self._place(camera_id)
        return pixels(window, tile.picture_rect.translated(corner))

    def strip(self, camera_id: str) -> NDArray[np.uint8]:
        """The strip below the picture, where the camera's name stands."""
        window, tile, corner = self._place(camera_id)
        return pixels(window, tile.strip_rect.translated(corner))

    def stamp(self, camera_id: str) -> Stamp | None:
        """Camera and frame number, read from the screen."""
        return read_stamp(self.picture(camera_id))

    def _place(self, camera_id: str) -> tuple[WallWindow, Tile, QPoint]:
        """The camera's tile, its window, and where in the window the tile's surface begins."""
        for screen, _pane, surface in self.session.wall.surfaces():
            window = self.session.wall.windows[screen]
            for tile in surface.tiles:
                if tile.camera is not None and tile.camera.id == camera_id:
                    return window, tile, surface.mapTo(window, QPoint(0, 0))
        raise AssertionError(f"no tile shows {camera_id}")

    # Waiting

    def until_live(self, *camera_ids: str, timeout_ms: int = SOON_MS) -> None:
        """Until every tile is live and its own stamp can be read from the screen."""

        def all_live() -> None:
            for camera_id in camera_ids:
                health = self.health(camera_id)
                assert health is not None, camera_id
                assert health.is_live, f"{camera_id}: {health}"
                assert self.stamp(camera_id) is not None, f"{camera_id}: no stamp to be seen"

        self._qtbot.waitUntil(all_live, timeout=timeout_ms)

    def until_moving(self, *camera_ids: str, timeout_ms: int = SOON_MS) -> None:
        """Until other frames than now stand on the screen."""
        before = {one: self.stamp(one) for one in camera_ids}

        def all_moved() -> None:
            for camera_id in camera_ids:
                now = self.stamp(camera_id)
                assert now is not None, f"{camera_id}: no stamp to be seen"
                assert now != before[camera_id], f"{camera_id} stands still at {now}"

        self._qtbot.waitUntil(all_moved, timeout=timeout_ms)


def pixels(window: WallWindow, area: QRect) -> NDArray[np.uint8]:
    """A piece of what the window has painted (BGRA), taken from the screen and not painted anew."""
    screen = QGuiApplication.primaryScreen() if window.screen() is None else window.screen()
    shot = screen.grabWindow(window.winId()).toImage().convertToFormat(QImage.Format.Format_RGB32)
    ratio = shot.devicePixelRatio()
    if ratio != 1.0:
        area = QRect((QPoint(area.x(), area.y()) * ratio), area.size() * ratio)
    cut = shot.copy(area)
    flat = np.frombuffer(cut.constBits(), np.uint8).reshape(cut.height(), cut.bytesPerLine() // 4, 4)
    return flat[:, : cut.width()].copy()

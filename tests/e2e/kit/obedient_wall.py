"""A wall on two offscreen screens, in a process of its own, that lets its screens be unplugged.

`python -m tests.e2e.kit.obedient_wall WALL_TOML SCREENS_JSON` takes one command per line (unplug NAME, plug
NAME, reload, look) and answers each with one line of JSON that says what stands where; the end of its input
ends it. Qt's offscreen platform knows no hot-plug: a screen is taken out of what `Screens` tells, and the
signals are those with which a real one comes and goes.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ui.platform import choose_platform

if __name__ == "__main__":
    choose_platform(Path(sys.argv[2]), (), Path())

from PySide6.QtCore import QObject, QSocketNotifier
from PySide6.QtWidgets import QApplication

from ui.panes.cameras import CamerasPane
from ui.session import WallSession
from wallclient.app import WallApp
from wallclient.config.load import load

if TYPE_CHECKING:
    from PySide6.QtGui import QScreen

    from ui.context import Pane
    from ui.video.tile import Tile
    from wallclient.layout.monitors import Monitor


class ObedientWall(QObject):
    """Owns the session and the commands that wait."""

    def __init__(self, qt: QApplication, wall_toml: Path) -> None:
        super().__init__()
        self._qt = qt
        self._unplugged: set[str] = set()
        self._waiting = b""
        self.session = WallSession(qt, WallApp(load(wall_toml)))
        self._all_monitors = self.session.screens.monitors
        self.session.screens.monitors = self._monitors  # type: ignore[method-assign]
        self.session.start()
        self._input = QSocketNotifier(0, QSocketNotifier.Type.Read, self)
        self._input.activated.connect(self._on_input)

    def _monitors(self) -> tuple[Monitor, ...]:
        return tuple(m for m in self._all_monitors() if m.connector not in self._unplugged)

    def _on_input(self) -> None:
        read = os.read(0, 4096)
        if not read:
            self._input.setEnabled(False)
            self._qt.quit()
            return
        *lines, self._waiting = (self._waiting + read).split(b"\n")
        for line in lines:
            self._obey(*line.decode().split())
            sys.stdout.write(json.dumps(self._look()) + "\n")
            sys.stdout.flush()

    def _obey(self, command: str, name: str = "") -> None:
        match command:
            case "unplug":
                self._unplugged.add(name)
                self._qt.screenRemoved.emit(self._screen(name))
            case "plug":
                self._unplugged.remove(name)
                self._qt.screenAdded.emit(self._screen(name))
            case "reload":
                self.session.reload_layout()
            case "look":
                pass
            case _:
                raise ValueError(command)

    def _screen(self, name: str) -> QScreen:
        return next(screen for screen in self._qt.screens() if screen.name() == name)

    def _look(self) -> dict[str, Any]:
        wall = self.session.wall
        standing = {pane_id: window for window in wall.windows.values() for pane_id, _ in window.panes()}
        return {
            "windows": {
                screen_id: {
                    "monitor": window.plan.monitor.connector,
                    "place": list(window.geometry().getRect()),
                }
                for screen_id, window in wall.windows.items()
            },
            "panes": {
                pane_id: {
                    "object": id(pane),
                    "screen": standing[pane_id].plan.screen_id if pane_id in standing else "",
                    "place": list(pane.geometry().getRect()),
                    "visible": pane.isVisible(),
                    "tiles": [_tile(tile) for tile in _tiles(pane)],
                }
                for pane_id, pane in wall.panes.items()
            },
            "streams": sorted(self.session.app.stores.streams),
            "decoders": sorted(p.pid for p in self.session.app.stores.processes.values()),
        }


def _tiles(pane: Pane) -> list[Tile]:
    return pane.surface.tiles if isinstance(pane, CamerasPane) else []


def _tile(tile: Tile) -> dict[str, Any]:
    stream = tile.stream
    return {
        "camera": tile.camera.id if tile.camera else "",
        "state": str(stream.health.state) if stream else "",
        "ring": stream.ring if stream else "",
        "reconnects": stream.figures.reconnects if stream else 0,
        "first_picture_ms": stream.figures.first_picture_ms if stream else None,
        "painted": tile.picture.figures.painted,
    }


def main() -> int:
    qt = QApplication(sys.argv[:1])
    qt.setQuitOnLastWindowClosed(False)
    wall = ObedientWall(qt, Path(sys.argv[1]))
    code = qt.exec()
    wall.session.stop_gui()
    wall.session.app.stop()
    return code


if __name__ == "__main__":
    sys.exit(main())

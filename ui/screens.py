"""Qt's screens as monitors of the layout, and their coming and going as one callback.

A screen's name is its connector; maker, model and serial come from its EDID where the platform tells them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from wallclient.layout.monitors import Monitor

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QGuiApplication, QScreen

# Plugging one cable makes several screen signals; they are taken as one change.
SETTLE_MS = 300


def monitor_of(screen: QScreen) -> Monitor:
    """The monitor that `screen` is: position and size in physical pixels of Qt's desktop."""
    geometry = screen.geometry()
    ratio = screen.devicePixelRatio()
    size_mm = screen.physicalSize()
    return Monitor(
        connector=screen.name(),
        manufacturer=screen.manufacturer(),
        model=screen.model(),
        serial=screen.serialNumber(),
        x=geometry.x(),
        y=geometry.y(),
        width_px=round(geometry.width() * ratio),
        height_px=round(geometry.height() * ratio),
        dpr=ratio,
        width_mm=round(size_mm.width()),
        height_mm=round(size_mm.height()),
    )


class Screens(QObject):
    """Tells `changed` when a screen came, went, moved or changed its size, once things have settled."""

    def __init__(
        self, app: QGuiApplication, changed: Callable[[], None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(changed)
        self._app = app
        app.screenAdded.connect(self._on_added)
        app.screenRemoved.connect(self._on_removed)
        app.primaryScreenChanged.connect(self._on_removed)
        for screen in app.screens():
            self._watch(screen)

    def monitors(self) -> tuple[Monitor, ...]:
        return tuple(monitor_of(screen) for screen in self._app.screens())

    def screen_of(self, monitor: Monitor) -> QScreen | None:
        """The Qt screen at a monitor's connector (names are unique on one desktop)."""
        return next((s for s in self._app.screens() if s.name() == monitor.connector), None)

    def _watch(self, screen: QScreen) -> None:
        screen.geometryChanged.connect(self._settle.start)
        screen.logicalDotsPerInchChanged.connect(self._settle.start)

    def _on_added(self, screen: QScreen) -> None:
        self._watch(screen)
        self._settle.start()

    def _on_removed(self, _screen: QScreen) -> None:
        self._settle.start()

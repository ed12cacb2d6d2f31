"""A widget full of tiles. One widget paints them all, because 36 widgets cost more than 36 rectangles.

Each display tick it looks at the rings' sequence numbers and repaints only pictures that changed.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from ui.video.tile import Tile
from wallclient.video.director import TileDemand

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QHideEvent, QMouseEvent, QPaintEvent, QShowEvent

    from ui.theme import Theme
    from ui.video.tile import Alarm, Label
    from wallclient.model.cameras import Camera
    from wallclient.video.desk import VideoDesk


# Outlines of tiles stand in the gutters: cells keep this far from the surface's edge.
OUTLINE_PX = 5


class TileSurface(QWidget):
    """Owns its tiles and their demands. Emits `clicked` and `double_clicked` with the tile's number."""

    clicked = Signal(int)
    double_clicked = Signal(int)

    def __init__(self, theme: Theme, desk: VideoDesk, prefix: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._desk = desk
        self._prefix = prefix
        self._rects: list[QRect] = []
        self.tiles: list[Tile] = []
        self._focused = -1
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for tile in self.tiles:
            tile.theme = theme
            tile.place(tile.rect)
        self._state_demands()
        self.update()

    def set_cells(self, rects: Sequence[QRect]) -> None:
        """Put the tiles into `rects` (widget coordinates); tiles beyond the number of cells go away."""
        for tile in self.tiles[len(rects) :]:
            self._desk.demand(tile.tile_id, None)
            tile.picture.forget()
        del self.tiles[len(rects) :]
        while len(self.tiles) < len(rects):
            self.tiles.append(Tile(f"{self._prefix}/{len(self.tiles)}", self._theme))
        for tile, rect in zip(self.tiles, rects, strict=True):
            tile.place(rect)
        self._state_demands()
        self.update()

    def show_cameras(self, shown: Sequence[tuple[Camera | None, Label]]) -> None:
        """Say what each tile shows, in the order of the cells; missing ones are empty."""
        now = time.monotonic()
        for number, tile in enumerate(self.tiles):
            camera, label = shown[number] if number < len(shown) else (None, tile.label)
            if camera is not None and (tile.camera is None or tile.camera.id != camera.id):
                tile.shown_since = now
            if (camera, label) != (tile.camera, tile.label):
                tile.show(camera, label)
                self.update(tile.rect)
        self._state_demands()

    def mark(self, number: int, alarm: Alarm | None, *, selected: bool) -> None:
        """Set what outlines a tile; it is painted again only if that changed."""
        tile = self.tiles[number]
        if (tile.alarm, tile.selected) != (alarm, selected):
            tile.alarm, tile.selected = alarm, selected
            self.update(tile.rect.adjusted(-OUTLINE_PX, -OUTLINE_PX, OUTLINE_PX, OUTLINE_PX))

    def focus_tile(self, number: int) -> None:
        """The operator looks at this one: its stream is opened before the others."""
        self._focused = number
        self._state_demands()

    def tick(self, now_unix_s: float) -> None:
        """Follow statuses and rings; asks Qt to repaint only what changed."""
        for tile in self.tiles:
            if tile.camera is None:
                continue
            if tile.follow(self._desk.stream_of(tile.tile_id), now_unix_s):
                self.update(tile.rect)
            elif not tile.badge.covers and not tile.badge.stale and tile.picture.poll():
                self.update(tile.picture_rect)

    def close_surface(self) -> None:
        """Demand nothing more and let go of all rings."""
        self.set_cells([])

    def _state_demands(self) -> None:
        ratio = self.devicePixelRatioF()
        shown = self.isVisible()
        for number, tile in enumerate(self.tiles):
            camera = tile.camera
            demand = None
            if camera is not None and camera.profiles:
                demand = TileDemand(
                    camera_id=camera.id,
                    width_px=round(tile.picture_rect.width() * ratio),
                    height_px=round(tile.picture_rect.height() * ratio),
                    visible=shown and tile.label.veil != "hide" and not tile.picture_rect.isEmpty(),
                    focused=number == self._focused,
                )
            self._desk.demand(tile.tile_id, demand)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # While it was hidden its streams may have ended: the first paint must not call an old picture live.
        now_unix_s = time.time()
        for tile in self.tiles:
            if tile.camera is not None:
                tile.follow(self._desk.stream_of(tile.tile_id), now_unix_s)
        self._state_demands()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._state_demands()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        p = QPainter(self)
        bounds = [QRect(rect) for rect in event.region()]  # type: ignore[attr-defined]  # it is iterable
        pictures = [tile.picture_rect for tile in self.tiles]
        for rect in bounds:
            # A pure picture update needs no ground below it.
            if not any(picture.contains(rect) for picture in pictures):
                p.fillRect(rect, self._theme.colours.ink)
        for tile in self.tiles:
            touched = QRect()
            for rect in bounds:
                if rect.intersects(tile.rect.adjusted(-OUTLINE_PX, -OUTLINE_PX, OUTLINE_PX, OUTLINE_PX)):
                    touched = touched.united(rect)
            if not touched.isNull():
                tile.paint(p, touched)
        p.end()

    def number_at(self, event: QMouseEvent) -> int:
        point = event.position().toPoint()
        return next((n for n, tile in enumerate(self.tiles) if tile.rect.contains(point)), -1)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        number = self.number_at(event)
        if number >= 0:
            self.clicked.emit(number)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        number = self.number_at(event)
        if number >= 0:
            self.double_clicked.emit(number)

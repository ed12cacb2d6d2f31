"""The pictures of a meeting: tiles as everywhere, and seats of people who are there without a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from typing_extensions import override

from ui.icons import draw_icon
from ui.paint import Run, baseline, draw_runs, elide, width
from ui.video.surface import TileSurface

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

    from ui.video.tile import Label, Tile
    from wallclient.model.cameras import Camera


def _tr(text: str) -> str:
    return QCoreApplication.translate("MeetingSurface", text)


class MeetingSurface(TileSurface):
    """A tile without a camera and with a name is somebody who is there without a picture."""

    def show_seats(self, seats: Sequence[tuple[Camera | None, Label, bool]]) -> None:
        """Camera, label and whether they speak, seat by seat."""
        if len(seats) != len(self.tiles):
            return
        spoke = [tile.speaking for tile in self.tiles]
        for tile, (_, _, speaking) in zip(self.tiles, seats, strict=True):
            tile.speaking = speaking
        self.show_cameras([(camera, label) for camera, label, _ in seats])
        if spoke != [tile.speaking for tile in self.tiles]:
            # The outline lies in the gutter, outside the tile's own rectangle.
            self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        p = QPainter(self)
        for tile in self.tiles:
            if tile.camera is None and tile.label.name and event.rect().intersects(tile.rect):
                self._paint_seat(p, tile)
        p.end()

    def _paint_seat(self, p: QPainter, tile: Tile) -> None:
        t, c, label = tile.theme, tile.theme.colours, tile.label
        strip = QRectF(tile.strip_rect)
        area = QRectF(tile.rect).adjusted(0, 0, 0, -strip.height())
        p.fillRect(area, c.s1)
        p.fillRect(strip, c.s2)
        words = Run(_tr("No picture"), t.read, c.t2)
        y = baseline(area.top(), area.height(), t.read)
        draw_runs(p, t, area.center().x() - width(t, [words]) / 2, y, [words])
        right = strip.right() - 12
        if label.right_icon:
            side = t.read * 0.95
            right -= side
            draw_icon(p, label.right_icon, QRectF(right, strip.center().y() - side / 2, side, side), c.t2)
        y = baseline(strip.top(), strip.height(), t.read)
        x = strip.left() + 12
        x = draw_runs(p, t, x, y, [elide(t, Run(label.name, t.read, c.t1), right - x - t.read)])
        room = right - x - t.read
        if label.detail and room > t.ref * 2:
            draw_runs(p, t, x + t.read * 0.4, y, [elide(t, Run(label.detail, t.ref, c.t2), room)])
        if tile.speaking:
            p.setPen(QPen(c.paper, 3, j=Qt.PenJoinStyle.MiterJoin))
            p.setBrush(Qt.BrushStyle.NoBrush)
            p.drawRect(QRectF(tile.rect).adjusted(-1.5, -1.5, 1.5, 1.5))

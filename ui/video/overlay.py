"""F12: what each tile's stream really does, over the pictures: engine, codec, rates, age, drops,
reconnects.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from ui.paint import Run, baseline, draw_runs

if TYPE_CHECKING:
    from ui.video.surface import TileSurface
    from ui.video.tile import Tile
    from wallclient.model.instant import Instant


class FigureOverlay(QObject):
    """Owns the sheet that lies over a surface; it is made when first asked for."""

    def __init__(self, surface: TileSurface) -> None:
        super().__init__(surface)
        self._surface = surface
        self._sheet: _Sheet | None = None
        self._second = -1

    def toggle(self) -> None:
        if self._sheet is not None:
            self._sheet.deleteLater()
            self._sheet = None
            return
        self._sheet = _Sheet(self._surface)
        self._sheet.setGeometry(self._surface.rect())
        self._sheet.show()

    def tick(self, instant: Instant) -> None:
        if self._sheet is not None and int(instant.unix_s) != self._second:
            self._second = int(instant.unix_s)
            self._sheet.count(instant.monotonic_s)


class _Sheet(QWidget):
    def __init__(self, surface: TileSurface) -> None:
        super().__init__(surface)
        self._surface = surface
        self._before: dict[str, tuple[int, float]] = {}
        self._painted_fps: dict[str, float] = {}
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def count(self, now_s: float) -> None:
        for tile in self._surface.tiles:
            painted = tile.picture.figures.painted
            before, at = self._before.get(tile.tile_id, (painted, now_s))
            if now_s > at:
                self._painted_fps[tile.tile_id] = (painted - before) / (now_s - at)
            self._before[tile.tile_id] = (painted, now_s)
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        p = QPainter(self)
        for tile in self._surface.tiles:
            if tile.stream is not None:
                self._paint_tile(p, tile)
        p.end()

    def _paint_tile(self, p: QPainter, tile: Tile) -> None:
        t = tile.theme
        lines = self._lines(tile)
        h = t.ref * 1.4
        box = QRectF(tile.picture_rect)
        box.setTop(box.bottom() - h * len(lines))
        p.fillRect(box, QColor(0, 0, 0, 170))
        for number, line in enumerate(lines):
            y = baseline(box.top() + number * h, h, t.ref)
            draw_runs(p, t, box.left() + 8, y, [Run(line, t.ref, t.colours.t1, figures=True)])

    def _lines(self, tile: Tile) -> tuple[str, ...]:
        stream = tile.stream
        if stream is None:
            return ()
        f = stream.figures
        latencies = tile.picture.figures.latencies_ms
        age = f"{latencies[-1]:.0f} ms" if latencies else "–"
        painted = self._painted_fps.get(tile.tile_id, 0.0)
        return (
            f"{stream.engine} {stream.profile} {f.codec} {f.width_px}×{f.height_px}",
            f"{f.source_fps:.1f} → {painted:.1f} fps  {age}  {f.bitrate_kbps:.0f} kbit/s",
            f"corrupt {f.corrupt_frames}  reconnects {f.reconnects}",
        )

"""Square pieces of a still picture, painted when first seen and kept for one scale.

A frame never waits for all of them: past its time budget the rest is left to the next frame, and what was
known at the scale before is shown stretched meanwhile.
"""

from __future__ import annotations

import math
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPixmap, QTransform

from ui.map.plane.viewport import Viewport

if TYPE_CHECKING:
    from collections.abc import Callable

_SIDE_PX = 192
# So many times the tiles of one view are kept: the ring around it, and where it was a moment ago.
_KEPT = 3
_BUDGET_S = 0.005

Tiles = dict[tuple[int, int], QPixmap]
Key = tuple[float, float]  # pixels per metre, pixel ratio


class TileCache:
    """Owns the tiles of the present scale and those before. `paint_tile` draws the picture of a view."""

    def __init__(self, paint_tile: Callable[[QPainter, Viewport], None]) -> None:
        self._paint_tile = paint_tile
        self._key: Key | None = None
        self._tiles: Tiles = {}
        self._complete = False
        self._old_key: Key | None = None
        self._old: Tiles = {}

    def invalidate(self) -> None:
        """The picture changed: paint all tiles anew, showing the old ones until then."""
        self._turn_to(None)

    def paint(self, p: QPainter, view: Viewport, dpr: float, *, moving: bool) -> bool:
        """Draw what lies under `view`; False if tiles are still missing. While `moving` no scale is begun."""
        key = (round(view.px_per_m, 9), dpr)
        if moving and key != self._key and (self._tiles or self._old):
            self._stretch(p, view, self._old_key, self._old)
            self._stretch(p, view, self._key, self._tiles)
            return False
        self._turn_to(key)
        wanted = _tiles_under(view)
        if any(at not in self._tiles for at in wanted):
            self._make(wanted, view.px_per_m, dpr)
        self._complete = all(at in self._tiles for at in wanted)
        if self._complete:
            self._old = {}
        # A patchwork of old and new would flicker: the old picture stays whole until the new one is.
        self._stretch(p, view, self._old_key, self._old)
        if not self._old:
            self._copy(p, view, wanted)
        return self._complete

    def _copy(self, p: QPainter, view: Viewport, wanted: list[tuple[int, int]]) -> None:
        left, top = _corner(view)
        for at in wanted:
            tile = self._tiles.get(at)
            if tile is not None:
                p.drawPixmap(QPointF(at[0] * _SIDE_PX - left, at[1] * _SIDE_PX - top), tile)

    def prefetch(self, view: Viewport, dpr: float) -> None:
        """Make one tile beside the view, so that a pan finds it ready."""
        if not self._complete or self._key != (round(view.px_per_m, 9), dpr):
            return
        margin = Viewport(
            view.x_m, view.y_m, view.px_per_m, view.width_px + 2 * _SIDE_PX, view.height_px + 2 * _SIDE_PX
        )
        missing = [at for at in _tiles_under(margin) if at not in self._tiles]
        if missing:
            self._tiles[missing[0]] = self._new_tile(missing[0], view.px_per_m, dpr)

    def _turn_to(self, key: Key | None) -> None:
        if key == self._key:
            return
        # Half a picture is worse than an older whole one.
        if self._key is not None and (self._complete or not self._old):
            self._old_key, self._old = self._key, self._tiles
        self._key, self._tiles, self._complete = key, {}, False

    def _make(self, wanted: list[tuple[int, int]], px_per_m: float, dpr: float) -> None:
        began = time.perf_counter()
        for at in wanted:
            if at in self._tiles:
                continue
            self._tiles[at] = self._new_tile(at, px_per_m, dpr)
            if time.perf_counter() - began > _BUDGET_S:
                break
        excess = len(self._tiles) - _KEPT * len(wanted)
        for at in [at for at in self._tiles if at not in wanted][: max(0, excess)]:
            del self._tiles[at]

    def _new_tile(self, at: tuple[int, int], px_per_m: float, dpr: float) -> QPixmap:
        tile = QPixmap(round(_SIDE_PX * dpr), round(_SIDE_PX * dpr))
        tile.setDevicePixelRatio(dpr)
        side_m = _SIDE_PX / px_per_m
        p = QPainter(tile)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_tile(
            p, Viewport((at[0] + 0.5) * side_m, -(at[1] + 0.5) * side_m, px_per_m, _SIDE_PX, _SIDE_PX)
        )
        p.end()
        return tile

    @staticmethod
    def _stretch(p: QPainter, view: Viewport, key: Key | None, tiles: Tiles) -> None:
        if key is None or not tiles:
            return
        factor = view.px_per_m / key[0]
        left, top = _corner(view)
        p.save()
        p.setTransform(QTransform.fromTranslate(-left, -top).scale(factor, factor), combine=True)
        for (column, row), tile in tiles.items():
            p.drawPixmap(QPointF(column * _SIDE_PX, row * _SIDE_PX), tile)
        p.restore()


def _corner(view: Viewport) -> tuple[float, float]:
    """Pixels from the plane's origin to the view's top left corner."""
    return view.x_m * view.px_per_m - view.width_px / 2, -view.y_m * view.px_per_m - view.height_px / 2


def _tiles_under(view: Viewport) -> list[tuple[int, int]]:
    """(column, row) of the tiles under a view, those in the middle first."""
    left, top = _corner(view)
    columns = range(math.floor(left / _SIDE_PX), math.floor((left + view.width_px - 0.01) / _SIDE_PX) + 1)
    rows = range(math.floor(top / _SIDE_PX), math.floor((top + view.height_px - 0.01) / _SIDE_PX) + 1)
    middle = (columns.start + columns.stop - 1) / 2, (rows.start + rows.stop - 1) / 2
    found = [(column, row) for row in rows for column in columns]
    return sorted(found, key=lambda at: (at[0] - middle[0]) ** 2 + (at[1] - middle[1]) ** 2)

"""Land, water, roads, blocks and the edges of areas: everything that stands still, painted into tiles.

Only the ground changes with the store; scale and selection only choose what of it is shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainterPath, QPen, QPolygonF, QTransform

from ui.map.layers.tiles import TileCache
from wallclient.model.areas import LEVELS, AreaLevel

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray
    from PySide6.QtGui import QColor, QPainter

    from ui.map.shapes import AreaShapes, Shape
    from ui.map.style import MapStyle
    from ui.map.viewport import Bounds, Viewport
    from wallclient.model.areas import MapFeature

# A level's cells must be at least this large to be told apart.
SMALLEST_CELL_PX = 24
# Blocks of a street grid are about 100 m wide: below this scale they are noise.
BLOCKS_FROM = 0.22
BUILDINGS_FROM = 0.30
_THINNEST_ROAD_PX = 1.6


@dataclass(frozen=True, slots=True)
class _Features:
    """All features of one kind, as paths in metres with their bounds for culling."""

    paths: tuple[QPainterPath, ...]
    widths_m: tuple[float, ...]
    bounds: NDArray[np.float64]

    def touching(self, rect: Bounds) -> NDArray[np.intp]:
        x0, y0, x1, y1 = rect
        b = self.bounds
        return np.flatnonzero((b[:, 0] <= x1) & (b[:, 2] >= x0) & (b[:, 1] <= y1) & (b[:, 3] >= y0))


_NOTHING = _Features((), (), np.empty((0, 4)))


class GroundLayer:
    """Owns the paths of the ground and the tiles painted from them."""

    def __init__(self, style: MapStyle, shapes: AreaShapes, *, edges: bool = True) -> None:
        self._style = style
        self._shapes = shapes
        self._edges = edges
        self._features: dict[str, _Features] = {}
        self._selected = ""
        self._in_use = AreaLevel.DISTRICT
        self.tiles = TileCache(self._paint_tile)

    def set_ground(self, features: Iterable[MapFeature]) -> None:
        by_kind: dict[str, list[MapFeature]] = {}
        for feature in features:
            if len(feature.points) >= 2:
                by_kind.setdefault(feature.kind, []).append(feature)
        self._features = {kind: self._paths(found) for kind, found in by_kind.items()}
        self.tiles.invalidate()

    def show(self, selected: str, in_use: AreaLevel) -> bool:
        """Fill the area of code `selected` and strengthen the edges of `in_use`; True if that is new."""
        if (selected, in_use) == (self._selected, self._in_use):
            return False
        self._selected, self._in_use = selected, in_use
        self.tiles.invalidate()
        return True

    def _paths(self, features: list[MapFeature]) -> _Features:
        paths, bounds = [], []
        for feature in features:
            xy = self._shapes.projection.many(feature.points)
            path = QPainterPath()
            path.addPolygon(QPolygonF([QPointF(x, y) for x, y in xy.tolist()]))
            if not feature.width_m:
                path.closeSubpath()
            low, high = xy.min(axis=0) - feature.width_m, xy.max(axis=0) + feature.width_m
            paths.append(path)
            bounds.append((low[0], low[1], high[0], high[1]))
        return _Features(tuple(paths), tuple(f.width_m for f in features), np.asarray(bounds))

    # Painting: one tile is one small view.

    def _paint_tile(self, p: QPainter, view: Viewport) -> None:
        style, near = self._style, view.px_per_m >= BLOCKS_FROM
        rect = view.bounds_m
        p.fillRect(0, 0, int(view.width_px), int(view.height_px), style.outside)
        p.setTransform(metres_to_px(view), combine=True)
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(style.street if near else style.land)
        for shape in self._land(rect):
            p.drawPath(shape.path)
        self._fill(p, "park", style.park, rect)
        if near:
            self._fill(p, "block", style.block, rect)
        if view.px_per_m >= BUILDINGS_FROM:
            self._fill(p, "building", style.building, rect)
        self._paint_selected(p, near)
        self._fill(p, "water", style.water, rect)
        self._paint_roads(p, view, rect, style.street if near else style.road)
        if self._edges:
            self._paint_edges(p, view, rect)

    def _land(self, rect: Bounds) -> list[Shape]:
        for level in LEVELS:
            if self._shapes.levels[level].shapes:
                return self._shapes.levels[level].touching(rect)
        return []

    def _paint_selected(self, p: QPainter, near: bool) -> None:
        shape = self._shapes.get(self._selected)
        # Between blocks a fill would hide the streets; there the edge alone says it.
        if shape is not None and not near:
            p.setPen(Qt.PenStyle.NoPen)
            p.setBrush(self._style.selected)
            p.drawPath(shape.path)

    def _fill(self, p: QPainter, kind: str, colour: QColor, rect: Bounds) -> None:
        found = self._features.get(kind, _NOTHING)
        p.setBrush(colour)
        for index in found.touching(rect):
            width_m = found.widths_m[index]
            if width_m:
                p.strokePath(found.paths[index], _line(colour, width_m))
            else:
                p.drawPath(found.paths[index])

    def _paint_roads(self, p: QPainter, view: Viewport, rect: Bounds, colour: QColor) -> None:
        roads = self._features.get("road", _NOTHING)
        for index in roads.touching(rect):
            width_m = roads.widths_m[index] or 10.0
            if width_m * view.px_per_m >= _THINNEST_ROAD_PX:
                p.strokePath(roads.paths[index], _line(colour, width_m))

    def _paint_edges(self, p: QPainter, view: Viewport, rect: Bounds) -> None:
        p.setBrush(Qt.BrushStyle.NoBrush)
        for level in reversed(LEVELS):
            found = self._shapes.levels[level]
            if level is not AreaLevel.DISTRICT and found.cell_m * view.px_per_m < SMALLEST_CELL_PX:
                continue
            p.setPen(self._style.edge(level, in_use=level is self._in_use))
            for shape in found.touching(rect):
                p.drawPath(shape.path)


def metres_to_px(view: Viewport) -> QTransform:
    """The plane's metres (y grows north) in the view's pixels."""
    s = view.px_per_m
    return QTransform(s, 0, 0, -s, view.width_px / 2 - view.x_m * s, view.height_px / 2 + view.y_m * s)


def _line(colour: QColor, width_m: float) -> QPen:
    return QPen(colour, width_m, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin)

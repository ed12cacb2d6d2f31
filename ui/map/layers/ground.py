"""Land, water, roads, blocks and the edges of areas: everything that stands still, painted into tiles.

Only the ground changes with the store; scale and selection only choose what of it is shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QPen, QTransform

from ui.map.layers.tiles import TileCache
from ui.map.plane.paths import PathStore
from ui.map.plane.paths import edges as edges_of
from wallclient.model.areas import LEVELS, AreaLevel

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QColor, QPainter

    from ui.map.marks.style import MapStyle
    from ui.map.plane.projection import LocalProjection
    from ui.map.plane.shapes import AreaShapes, Shape
    from ui.map.plane.viewport import Bounds, Viewport
    from wallclient.model.areas import MapFeature

# A level's cells must be at least this large to be told apart.
SMALLEST_CELL_PX = 24
# Blocks of a street grid are about 100 m wide: below this scale they are noise.
BLOCKS_FROM = 0.22
BUILDINGS_FROM = 0.30
_THINNEST_ROAD_PX = 1.6
_USUAL_ROAD_M = 10.0


class Features:
    """All features of one kind. Paths come from their store; widths are metres, 0 for surfaces."""

    def __init__(self, features: list[MapFeature], projection: LocalProjection) -> None:
        self.widths_m = [feature.width_m for feature in features]
        self.paths = PathStore(
            # One conversion for all: a district has thousands of houses with five points each.
            projection.many([point for feature in features for point in feature.points]),
            [len(feature.points) for feature in features],
            [not width_m for width_m in self.widths_m],
            np.asarray(self.widths_m),
        )


class GroundLayer:
    """Owns the paths of the ground and the tiles painted from them."""

    def __init__(self, style: MapStyle, shapes: AreaShapes, *, edges: bool = True) -> None:
        self._style = style
        self._shapes = shapes
        self._edges = edges
        self._lines = edges_of(shapes) if edges else {}
        self._features: dict[str, Features] = {}
        self._selected = ""
        self._in_use = AreaLevel.DISTRICT
        self.tiles = TileCache(self._paint_tile)

    def set_ground(self, features: Iterable[MapFeature]) -> None:
        by_kind: dict[str, list[MapFeature]] = {}
        for feature in features:
            if len(feature.points) >= 2:
                by_kind.setdefault(feature.kind, []).append(feature)
        projection = self._shapes.projection
        self._features = {kind: Features(found, projection) for kind, found in by_kind.items()}
        self.tiles.invalidate()

    def show(self, selected: str, in_use: AreaLevel) -> bool:
        """Fill the area of code `selected` and strengthen the edges of `in_use`; True if that is new."""
        if (selected, in_use) == (self._selected, self._in_use):
            return False
        self._selected, self._in_use = selected, in_use
        self.tiles.invalidate()
        return True

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
        found = self._features.get(kind)
        if found is None:
            return
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(colour)
        for index in found.paths.touching(rect):
            width_m = found.widths_m[index]
            if width_m:
                p.strokePath(found.paths.path(index), _line(colour, width_m))
            else:
                p.drawPath(found.paths.path(index))

    def _paint_roads(self, p: QPainter, view: Viewport, rect: Bounds, colour: QColor) -> None:
        roads = self._features.get("road")
        if roads is None:
            return
        for index in roads.paths.touching(rect):
            width_m = roads.widths_m[index] or _USUAL_ROAD_M
            if width_m * view.px_per_m >= _THINNEST_ROAD_PX:
                p.strokePath(roads.paths.path(index), _line(colour, width_m))

    def _paint_edges(self, p: QPainter, view: Viewport, rect: Bounds) -> None:
        p.setBrush(Qt.BrushStyle.NoBrush)
        for level in reversed(LEVELS):
            cell_px = self._shapes.levels[level].cell_m * view.px_per_m
            if level is not AreaLevel.DISTRICT and cell_px < SMALLEST_CELL_PX:
                continue
            p.setPen(self._style.edge(level, in_use=level is self._in_use))
            lines = self._lines[level]
            for index in lines.touching(rect):
                p.drawPath(lines.path(index))


def metres_to_px(view: Viewport) -> QTransform:
    """The plane's metres (y grows north) in the view's pixels."""
    s = view.px_per_m
    return QTransform(s, 0, 0, -s, view.width_px / 2 - view.x_m * s, view.height_px / 2 + view.y_m * s)


def _line(colour: QColor, width_m: float) -> QPen:
    return QPen(colour, width_m, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin)

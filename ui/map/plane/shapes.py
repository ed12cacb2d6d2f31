"""Areas as painter paths in metres, by level, with their tree. Built once per change of the areas table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath

from ui.map.plane.projection import LocalProjection
from wallclient.model.areas import LEVELS, AreaLevel

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from ui.map.plane.viewport import Bounds
    from wallclient.model.areas import Area


@dataclass(frozen=True, slots=True)
class Shape:
    """One area on the plane: outline and bounds (x0, y0, x1, y1) in metres."""

    code: str
    name: str
    level: AreaLevel
    parent: str
    path: QPainterPath
    bounds: Bounds
    rings: tuple[NDArray[np.float64], ...]  # the largest part first; the first corner is not repeated
    size_m: float  # side of a square of the same extent


@dataclass(frozen=True, slots=True)
class LevelShapes:
    """All areas of one level; `bounds` is (n, 4) for culling, `cell_m` the usual side of a cell."""

    shapes: tuple[Shape, ...]
    bounds: NDArray[np.float64]
    cell_m: float

    def touching(self, rect: Bounds) -> list[Shape]:
        x0, y0, x1, y1 = rect
        b = self.bounds
        hit = (b[:, 0] <= x1) & (b[:, 2] >= x0) & (b[:, 1] <= y1) & (b[:, 3] >= y0)
        return [self.shapes[i] for i in np.flatnonzero(hit)]


class AreaShapes:
    """All areas of the district on one plane. Immutable after construction."""

    def __init__(self, areas: Iterable[Area]) -> None:
        kept = [area for area in areas if any(len(ring) >= 3 for ring in area.rings)]
        self.projection = _projection_for(kept)
        shapes = [_shape(area, self.projection) for area in kept]
        self.levels = {level: _level([s for s in shapes if s.level is level]) for level in LEVELS}
        self._by_code = {shape.code: shape for shape in shapes}

    def __bool__(self) -> bool:
        return bool(self._by_code)

    def get(self, code: str) -> Shape | None:
        return self._by_code.get(code)

    @property
    def root(self) -> Shape | None:
        """The district, if there is exactly one."""
        top = self.levels[AreaLevel.DISTRICT].shapes
        return top[0] if len(top) == 1 else None

    @property
    def bounds(self) -> Bounds | None:
        """Extent of everything, or None without areas."""
        if not self._by_code:
            return None
        every = np.vstack([level.bounds for level in self.levels.values() if len(level.bounds)])
        x0, y0 = every[:, :2].min(axis=0)
        x1, y1 = every[:, 2:].max(axis=0)
        return float(x0), float(y0), float(x1), float(y1)

    def chain(self, code: str) -> tuple[Shape, ...]:
        """The area and all it lies in, district first; for a code without a shape, its nearest ancestor."""
        while code and code not in self._by_code:
            code = code[:-1]
        found: list[Shape] = []
        shape = self._by_code.get(code)
        while shape is not None and shape not in found:
            found.append(shape)
            shape = self._by_code.get(shape.parent) if shape.parent else self.root
        return tuple(reversed(found))

    def in_level(self, code: str, level: AreaLevel) -> Shape | None:
        """The area of `level` which `code` lies in, or None."""
        return next((shape for shape in self.chain(code) if shape.level is level), None)

    def at(self, x_m: float, y_m: float, level: AreaLevel) -> Shape | None:
        """The area of `level` under a point."""
        point = QPointF(x_m, y_m)
        near = self.levels[level].touching((x_m, y_m, x_m, y_m))
        return next((shape for shape in near if shape.path.contains(point)), None)

    def level_below(self, inside: str) -> AreaLevel:
        """The level of the parts of an area (of the district, if `inside` is empty); a grid has no parts."""
        shape = self._by_code.get(inside)
        index = LEVELS.index(shape.level) if shape is not None else 0
        return LEVELS[min(index + 1, len(LEVELS) - 1)]

    def count_inside(self, code: str, level: AreaLevel) -> int:
        """How many areas of `level` lie in the area `code` (all of them if it is empty)."""
        shapes = self.levels[level].shapes
        return sum(1 for shape in shapes if shape.code.startswith(code))


def _projection_for(areas: list[Area]) -> LocalProjection:
    if not areas:
        return LocalProjection()
    top = min(areas, key=lambda area: LEVELS.index(area.level))
    points = np.asarray([point for ring in top.rings for point in ring])
    lon, lat = (points.min(axis=0) + points.max(axis=0)) / 2
    return LocalProjection(float(lon), float(lat))


def _level(shapes: list[Shape]) -> LevelShapes:
    bounds = np.asarray([shape.bounds for shape in shapes]) if shapes else np.empty((0, 4))
    cell_m = float(np.median([shape.size_m for shape in shapes])) if shapes else 0.0
    return LevelShapes(tuple(shapes), bounds, cell_m)


def _shape(area: Area, projection: LocalProjection) -> Shape:
    path = QPainterPath()
    rings = [_open(projection.many(ring)) for ring in area.rings if len(ring) >= 3]
    for ring in rings:
        path.addPath(path_of(ring, closed=True))
    every = np.vstack(rings)
    x0, y0 = every.min(axis=0)
    x1, y1 = every.max(axis=0)
    return Shape(
        area.code,
        area.name,
        area.level,
        area.parent,
        path,
        (float(x0), float(y0), float(x1), float(y1)),
        tuple(sorted(rings, key=_extent, reverse=True)),
        float(np.sqrt(sum(_extent(ring) for ring in rings))),
    )


def _open(ring: NDArray[np.float64]) -> NDArray[np.float64]:
    return ring[:-1] if len(ring) > 3 and (ring[0] == ring[-1]).all() else ring


def path_of(points: NDArray[np.float64], *, closed: bool) -> QPainterPath:
    """A line through (n, 2) points, built in one go: districts have a hundred thousand of them."""
    if closed and (points[0] != points[-1]).any():
        points = np.vstack([points, points[:1]])
    path: QPainterPath = pg.arrayToQPath(points[:, 0], points[:, 1])
    return path


def _extent(ring: NDArray[np.float64]) -> float:
    """Area of a ring, m²."""
    x, y = ring[:, 0], ring[:, 1]
    return float(abs(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2)

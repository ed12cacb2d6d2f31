"""Cameras as triangles that open where they look; the nearest to what is chosen show their view."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainterPath, QPen, QPolygonF

from ui.map.fields.cameras import ALL_FROM, BEARINGS, THIN_PX
from ui.map.marks.labels import Label
from ui.map.marks.sprites import SpriteSheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from PySide6.QtGui import QPainter

    from ui.map.fields.cameras import CameraField, NearCamera
    from ui.map.layers.taken import Taken
    from ui.map.marks.labels import LabelCache
    from ui.map.marks.style import MapStyle
    from ui.map.plane.viewport import Viewport

_MARK_PX = 9.5
_NEAR_MARK_PX = 20.0
_CONE_M = 160.0
_NEAR_COUNT = 4
_NEAR_WITHIN_M = 500.0
# In a thinned picture the marks stand for many: they stay in the ground.
_QUIET = 0.55


class CameraLayer:
    """Owns the sprites of all bearings and, for the present frame, which cameras are near the place."""

    def __init__(self, style: MapStyle, labels: LabelCache, field: CameraField) -> None:
        self._style = style
        self._labels = labels
        self._field = field
        self._sheet: SpriteSheet | None = None
        self._sheet_dpr = 0.0
        self._near: tuple[NearCamera, ...] = ()
        self._numbers: list[tuple[Label, QRectF]] = []
        self._xy_px: NDArray[np.float64] = np.empty((0, 2))
        self._rows: NDArray[np.intp] = np.empty(0, dtype=np.intp)

    def arrange(
        self, view: Viewport, place: tuple[float, float] | None, words: Sequence[QRectF], taken: Taken
    ) -> None:
        """Choose what is drawn, nothing of it under `words`.

        `place`: metres of what is looked at closely, None if nothing is.
        """
        spacing_px = THIN_PX * self._style.scale
        self._rows = self._field.shown(view.px_per_m, spacing_px)
        xy = view.many_to_px(self._field.xy_m[self._rows])
        inside = (
            (xy[:, 0] > -20)
            & (xy[:, 0] < view.width_px + 20)
            & (xy[:, 1] > -20)
            & (xy[:, 1] < view.height_px + 20)
        )
        for rect in words:
            x, y = xy[:, 0], xy[:, 1]
            under = (x > rect.left()) & (x < rect.right()) & (y > rect.top()) & (y < rect.bottom())
            inside &= ~under
        self._rows, self._xy_px = self._rows[inside], xy[inside]
        self._near = self._field.near(*place, _NEAR_COUNT, _NEAR_WITHIN_M) if place is not None else ()
        self._numbers = [self._number(index, near, view) for index, near in enumerate(self._near, 1)]
        for _, box in self._numbers:
            taken.take(box)

    def _number(self, index: int, near: NearCamera, view: Viewport) -> tuple[Label, QRectF]:
        colours = self._style.theme.colours
        label = Label(
            str(index), self._style.theme.ref, colours.t1 if near.sees else colours.t2, figures=True
        )
        x, y = view.to_px(*self._field.xy_m[near.row])
        # Behind the camera, where its field of view is not.
        back = math.radians(_bearing(self._field.bearing_deg[near.row]) + 180)
        reach = _NEAR_MARK_PX * self._style.scale * 0.6 + self._style.theme.ref * 0.5
        return label, self._labels.box(label, x + math.sin(back) * reach, y - math.cos(back) * reach)

    def paint(self, p: QPainter, view: Viewport, exposed: QRectF, dpr: float) -> None:
        if dpr != self._sheet_dpr:
            self._sheet, self._sheet_dpr = self._new_sheet(dpr), dpr
        if self._sheet is None:
            return
        xy, rows = self._xy_px, self._rows
        seen = (
            (xy[:, 0] > exposed.left() - 8)
            & (xy[:, 0] < exposed.right() + 8)
            & (xy[:, 1] > exposed.top() - 8)
            & (xy[:, 1] < exposed.bottom() + 8)
        )
        rows = rows[seen]
        step = np.nan_to_num(np.round(self._field.bearing_deg[rows] * (BEARINGS / 360)), nan=-1).astype(
            np.intp
        )
        which = np.where(
            step < 0, 2 * BEARINGS, step % BEARINGS + np.where(self._field.offline[rows], BEARINGS, 0)
        )
        which = np.where((step < 0) & self._field.offline[rows], 2 * BEARINGS + 1, which)
        self._sheet.paint(p, xy[seen], which, 1.0 if view.px_per_m >= ALL_FROM else _QUIET)
        for near in reversed(self._near):
            self._paint_near(p, view, near)
        for label, box in self._numbers:
            self._labels.paint(p, label, box, dpr)

    def at(self, x_px: float, y_px: float, within_px: float) -> str:
        """Id of the drawn camera nearest to a point, or empty text."""
        if not len(self._xy_px):
            return ""
        away = np.hypot(self._xy_px[:, 0] - x_px, self._xy_px[:, 1] - y_px)
        nearest = int(np.argmin(away))
        return self._field.ids[int(self._rows[nearest])] if away[nearest] <= within_px else ""

    def _paint_near(self, p: QPainter, view: Viewport, near: NearCamera) -> None:
        x, y = view.to_px(*self._field.xy_m[near.row])
        bearing = self._field.bearing_deg[near.row]
        colour = self._style.camera_seeing if near.sees else self._style.camera
        p.save()
        p.translate(x, y)
        p.setPen(Qt.PenStyle.NoPen)
        if not math.isnan(bearing):
            radius = _CONE_M * view.px_per_m
            cone = QColor(colour)
            cone.setAlphaF(self._style.cone_seeing if near.sees else self._style.cone_near)
            p.setBrush(cone)
            opening = float(self._field.view_deg[near.row])
            # Qt counts sixteenths of a degree anticlockwise from three o'clock.
            box = QRectF(-radius, -radius, 2 * radius, 2 * radius)
            p.drawPie(box, round((90 - bearing - opening / 2) * 16), round(opening * 16))
        size = _NEAR_MARK_PX * self._style.scale
        p.rotate(_bearing(bearing))
        p.setPen(QPen(self._style.halo, 2))
        p.setBrush(colour)
        p.drawPath(_triangle(size))
        p.restore()

    def _new_sheet(self, dpr: float) -> SpriteSheet:
        size = _MARK_PX * self._style.scale
        colour = self._style.camera

        bearings = [step * 360 / BEARINGS for step in range(BEARINGS)]
        draws = [_Mark(size, bearing, colour, offline) for offline in (False, True) for bearing in bearings]
        draws += [_Mark(size, math.nan, colour, offline) for offline in (False, True)]
        return SpriteSheet(draws, size * 2 + 4, dpr)


class _Mark:
    """Draws one camera around (0, 0): tip on the camera, open where it looks; a dot if nobody says where."""

    def __init__(self, size_px: float, bearing_deg: float, colour: QColor, offline: bool) -> None:
        self._size_px = size_px
        self._bearing_deg = bearing_deg
        self._colour = colour
        self._offline = offline

    def __call__(self, p: QPainter) -> None:
        if self._offline:
            p.setPen(QPen(self._colour, 1.2))
            p.setBrush(Qt.BrushStyle.NoBrush)
        else:
            p.setPen(Qt.PenStyle.NoPen)
            p.setBrush(QBrush(self._colour))
        if math.isnan(self._bearing_deg):
            p.drawEllipse(QPointF(0, 0), self._size_px * 0.25, self._size_px * 0.25)
            return
        p.rotate(self._bearing_deg)
        p.drawPath(_triangle(self._size_px))


def _triangle(size_px: float) -> QPainterPath:
    """Pointing south with its tip at (0, 0): turned by a bearing, it opens towards it."""
    path = QPainterPath()
    half = size_px * 0.52
    path.addPolygon(QPolygonF([QPointF(0, 0), QPointF(-half, -size_px), QPointF(half, -size_px)]))
    path.closeSubpath()
    return path


def _bearing(bearing_deg: float) -> float:
    return 0.0 if math.isnan(bearing_deg) else float(bearing_deg)

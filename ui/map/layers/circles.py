"""Distances around the place that is looked at: rings with their metres, and how far one walks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPen

from ui.clockwords import distance
from ui.map.marks.labels import Label
from wallclient.rules.circles import walking_reach_m

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from ui.map.layers.taken import Taken
    from ui.map.marks.labels import LabelCache
    from ui.map.marks.style import MapStyle
    from ui.map.plane.viewport import Viewport

RADII_M = (250.0, 500.0, 1000.0, 3000.0)
WALK_STEPS_MIN = (5, 10, 15)
_WALK_FILL = 0.045


class CircleLayer:
    """Owns the rings of the present frame."""

    def __init__(self, style: MapStyle, labels: LabelCache) -> None:
        self._style = style
        self._labels = labels
        self._centre: QPointF | None = None
        self._rings: list[float] = []
        self._walk_px = 0.0
        self._texts: list[tuple[Label, QRectF]] = []

    def arrange(self, view: Viewport, place: tuple[float, float] | None, taken: Taken) -> None:
        """`place`: metres, None if nothing is looked at closely. Rings too small or too big are left out."""
        self._centre, self._rings, self._texts, self._walk_px = None, [], [], 0.0
        if place is None:
            return
        x, y = view.to_px(*place)
        self._centre = QPointF(x, y)
        longest = max(view.width_px, view.height_px) * 0.75
        smallest = min(view.width_px, view.height_px) * 0.09
        for radius_m in RADII_M:
            radius_px = radius_m * view.px_per_m
            if smallest <= radius_px <= longest:
                self._rings.append(radius_px)
                self._text(distance(radius_m), x, y - radius_px, view, taken)
        reach_px = walking_reach_m(walk_minutes(view) * 60) * view.px_per_m
        if reach_px >= smallest:
            self._walk_px = reach_px

    def _text(self, words: str, x: float, y: float, view: Viewport, taken: Taken) -> None:
        label = Label(words, self._style.theme.ref, self._style.theme.colours.t2)
        box = self._labels.box(label, x, y)
        if box.top() >= 0 and box.bottom() <= view.height_px:
            taken.take(box)
            self._texts.append((label, box))

    def paint(self, p: QPainter, dpr: float) -> None:
        if self._centre is None:
            return
        colours = self._style.theme.colours
        if self._walk_px:
            fill = QColor(colours.paper)
            fill.setAlphaF(_WALK_FILL)
            p.setBrush(fill)
            p.setPen(QPen(colours.paper, 1.5, Qt.PenStyle.CustomDashLine))
            pen = p.pen()
            pen.setDashPattern([2.2, 2.6])
            p.setPen(pen)
            p.drawEllipse(self._centre, self._walk_px, self._walk_px)
        p.setBrush(Qt.BrushStyle.NoBrush)
        p.setPen(QPen(colours.t3, 1))
        for radius_px in self._rings:
            p.drawEllipse(self._centre, radius_px, radius_px)
        for label, box in self._texts:
            self._labels.paint(p, label, box, dpr)


def walk_minutes(view: Viewport) -> int:
    """The longest of 5, 10 and 15 minutes on foot whose reach the view holds."""
    half_m = min(view.width_px, view.height_px) / view.px_per_m / 2
    fitting = [minutes for minutes in WALK_STEPS_MIN if walking_reach_m(minutes * 60) <= half_m]
    return fitting[-1] if fitting else WALK_STEPS_MIN[0]

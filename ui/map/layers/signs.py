"""Incidents as severity signs, worst on top, gathered into clusters; unacknowledged 1 and 2 blink."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap

from ui.map.fields.incidents import Cluster, gather
from ui.map.marks.labels import Label
from ui.paint import draw_sign

if TYPE_CHECKING:
    from ui.map.fields.incidents import IncidentField, PlacedIncident
    from ui.map.layers.taken import Taken
    from ui.map.marks.labels import LabelCache
    from ui.map.marks.style import MapStyle
    from ui.map.plane.viewport import Viewport

BLINK_PERIOD_S = 1.0
_BLINK_ON = 2 / 3
_HALO_PX = 3.0


def blink_on(unix_s: float) -> bool:
    """Whether a blinking sign is seen now; the same on every screen."""
    return unix_s % BLINK_PERIOD_S < _BLINK_ON


class SignLayer:
    """Owns the pictures of the four signs and the clusters of the present frame."""

    def __init__(self, style: MapStyle, labels: LabelCache, field: IncidentField) -> None:
        self._style = style
        self._labels = labels
        self._field = field
        self._pictures: dict[int, QPixmap] = {}
        self._dpr = 0.0
        self.clusters: list[Cluster] = []
        self._counts: list[tuple[Label, QRectF]] = []

    def arrange(self, view: Viewport, chosen_id: str, taken: Taken) -> None:
        sizes = [self._style.sign_px(severity) for severity in (1, 2, 3, 4)]
        self.clusters = gather(self._field.values(), view, sizes, chosen_id)
        self._counts = []
        colours, size_px = self._style.theme.colours, self._style.theme.ref
        for cluster in reversed(self.clusters):
            taken.take(self.rect(cluster))
            if len(cluster.members) > 1:
                label = Label(f"×{len(cluster.members)}", size_px, colours.t1, figures=True)
                width, height = self._labels.size(label)
                half = self._style.sign_px(cluster.head.severity) / 2
                box = QRectF(cluster.x_px + half, cluster.y_px - height / 2, width, height)
                taken.take(box)
                self._counts.append((label, box))

    def rect(self, cluster: Cluster) -> QRectF:
        """The sign's place with its halo."""
        half = self._style.sign_px(cluster.head.severity) / 2 + _HALO_PX
        return QRectF(cluster.x_px - half, cluster.y_px - half, 2 * half, 2 * half)

    def blinking(self) -> list[QRectF]:
        """Places of the signs that blink in this frame."""
        return [self.rect(cluster) for cluster in self.clusters if cluster.blinks]

    def paint(self, p: QPainter, exposed: QRectF, dpr: float, *, lit: bool) -> None:
        if dpr != self._dpr:
            self._pictures.clear()
            self._dpr = dpr
        for cluster in self.clusters:
            rect = self.rect(cluster)
            if (lit or not cluster.blinks) and rect.intersects(exposed):
                picture = self._picture(cluster.head.severity)
                half = picture.width() / dpr / 2
                x = round((cluster.x_px - half) * dpr) / dpr
                p.drawPixmap(QPointF(x, round((cluster.y_px - half) * dpr) / dpr), picture)
        for label, box in self._counts:
            self._labels.paint(p, label, box, dpr)

    def at(self, x_px: float, y_px: float) -> Cluster | None:
        """The topmost sign under a point."""
        hits = (c for c in reversed(self.clusters) if self.rect(c).contains(x_px, y_px))
        return next(hits, None)

    def of(self, placed: PlacedIncident) -> Cluster | None:
        """The sign under which an incident is drawn, or None if it is not in view."""
        return next((cluster for cluster in self.clusters if cluster.holds(placed.id)), None)

    def _picture(self, severity: int) -> QPixmap:
        picture = self._pictures.get(severity)
        if picture is None:
            size = self._style.sign_px(severity)
            side = math.ceil((size + 4 * _HALO_PX) * self._dpr)
            picture = QPixmap(side, side)
            picture.setDevicePixelRatio(self._dpr)
            picture.fill(Qt.GlobalColor.transparent)
            p = QPainter(picture)
            centre = QPointF(side / 2 / self._dpr, side / 2 / self._dpr)
            draw_sign(p, self._style.theme, centre, size, severity, halo=True)
            p.end()
            self._pictures[severity] = picture
        return picture

"""Words on the map, with a halo of ink so that they stand on any ground. Drawn once, then copied.

A label is a value (text, size, colour…) and its picture; where it goes is the layers' business.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPixmap

from ui.map.marks.style import HALO_PX
from ui.paint import ASCENT_EM, DESCENT_EM

if TYPE_CHECKING:
    from PySide6.QtGui import QColor

    from ui.map.marks.style import MapStyle

# Names of a district at all its levels, twice over for the chosen ones.
_KEPT = 400


@dataclass(frozen=True, slots=True)
class Label:
    """One piece of text as it is to look. Sizes in logical pixels."""

    text: str
    size_px: int
    colour: QColor
    bold: bool = False
    figures: bool = False
    spacing_px: int = 0

    @property
    def key(self) -> tuple[str, int, int, bool, bool, int]:
        return self.text, self.size_px, self.colour.rgba(), self.bold, self.figures, self.spacing_px


class LabelCache:
    """Owns the pictures of labels for one theme and pixel ratio."""

    def __init__(self, style: MapStyle) -> None:
        self._style = style
        self._dpr = 1.0
        self._pictures: dict[tuple[str, int, int, bool, bool, int], QPixmap] = {}
        self._widths: dict[tuple[str, int, int, bool, bool, int], float] = {}

    def advance(self, label: Label) -> float:
        """Width of the text alone."""
        width = self._widths.get(label.key)
        if width is None:
            width = QFontMetricsF(self._font(label)).horizontalAdvance(label.text) - label.spacing_px
            self._widths[label.key] = width
        return width

    def size(self, label: Label) -> tuple[float, float]:
        """Width and height of the text's box, halo included."""
        return self.advance(label) + HALO_PX, label.size_px * 1.2 + HALO_PX

    def box(self, label: Label, centre_x: float, centre_y: float) -> QRectF:
        width, height = self.size(label)
        return QRectF(centre_x - width / 2, centre_y - height / 2, width, height)

    def elided(self, label: Label, width_px: float) -> Label:
        """The label cut at its end with … so that its text fits."""
        if self.advance(label) <= width_px:
            return label
        metrics = QFontMetricsF(self._font(label))
        return replace(label, text=metrics.elidedText(label.text, Qt.TextElideMode.ElideRight, width_px))

    def paint_on_line(self, p: QPainter, label: Label, x: float, base_y: float, dpr: float) -> float:
        """Draw `label` from `x` on a baseline; returns the x after it."""
        width, height = self.size(label)
        box = QRectF(x - HALO_PX / 2, base_y - _base(label, height), width, height)
        self.paint(p, label, box, dpr)
        return x + self.advance(label)

    def paint(self, p: QPainter, label: Label, box: QRectF, dpr: float) -> None:
        """Draw `label` in `box`, which came from `box` or has its size."""
        if dpr != self._dpr or len(self._pictures) > _KEPT:
            self._pictures.clear()
            self._dpr = dpr
        picture = self._pictures.get(label.key)
        if picture is None:
            picture = self._picture(label)
            self._pictures[label.key] = picture
        p.drawPixmap(QPointF(round(box.left() * dpr) / dpr, round(box.top() * dpr) / dpr), picture)

    def _font(self, label: Label) -> QFont:
        theme = self._style.theme
        make = theme.figure_font if label.figures else theme.text_font
        font = QFont(make(label.size_px, bold=label.bold))
        if label.spacing_px:
            font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, label.spacing_px)
        return font

    def _picture(self, label: Label) -> QPixmap:
        width, height = self.size(label)
        picture = QPixmap(math.ceil(width * self._dpr), math.ceil(height * self._dpr))
        picture.setDevicePixelRatio(self._dpr)
        picture.fill(Qt.GlobalColor.transparent)
        path = QPainterPath()
        path.addText(HALO_PX / 2, _base(label, height), self._font(label), label.text)
        p = QPainter(picture)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        p.strokePath(path, QPen(self._style.halo, HALO_PX, j=Qt.PenJoinStyle.RoundJoin))
        p.fillPath(path, label.colour)
        p.end()
        return picture


def _base(label: Label, height_px: float) -> float:
    """Baseline from the top of the box."""
    return (height_px - (ASCENT_EM + DESCENT_EM) * label.size_px) / 2 + ASCENT_EM * label.size_px

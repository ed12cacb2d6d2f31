"""The one incident that is spoken of: its title on a leader line, and who is nearest to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPen

from ui.map.marks.labels import Label
from ui.paint import baseline

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from ui.map.layers.taken import Taken
    from ui.map.marks.labels import LabelCache
    from ui.map.marks.style import MapStyle
    from ui.map.plane.viewport import Viewport

_WIDEST = 0.42  # of the pane
_MARGIN_PX = 24.0
_LEADER_PX = 1.5


@dataclass(frozen=True, slots=True)
class CalloutText:
    title: str
    line: str


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the text block stands. `right`: at the right margin, set flush right; else at the left."""

    rect: QRectF
    right: bool


class CalloutLayer:
    """Owns the place of the callout in the present frame."""

    def __init__(self, style: MapStyle, labels: LabelCache) -> None:
        self._style = style
        self._labels = labels
        self._text: CalloutText | None = None
        self._sign: QRectF | None = None
        self._place: _Place | None = None

    def arrange(self, view: Viewport, sign: QRectF | None, text: CalloutText | None, taken: Taken) -> None:
        """`sign`: place of the incident's sign, None if it is not in view."""
        self._sign, self._text, self._place = sign, text, None
        if sign is None or text is None:
            return
        places = self._places(view, sign, text)
        if places:
            self._place = min(places, key=lambda place: self._cost(place, sign, taken))
            taken.take(self._place.rect)
            start, knee, _ = self._corners(self._place, sign)
            for step in range(12):  # names keep off the slanted part too
                at = start + (knee - start) * (step / 11)
                taken.take(QRectF(at.x() - 6, at.y() - 6, 12, 12))

    @property
    def rect(self) -> QRectF | None:
        """Where the text stands, None if nothing is said."""
        return self._place.rect if self._place is not None else None

    def _places(self, view: Viewport, sign: QRectF, text: CalloutText) -> list[_Place]:
        theme = self._style.theme
        longest = max(self._labels.advance(self._title(text)), self._labels.advance(self._line(text)))
        wide = min(longest, view.width_px * _WIDEST)
        high = self._head_px + theme.ref * 1.9
        found: list[_Place] = []
        for right in (True, False):
            left = view.width_px - _MARGIN_PX - wide if right else _MARGIN_PX
            for share in (0.075, 0.16, 0.26, 0.38, 0.52, 0.66, 0.78):
                rect = QRectF(left, view.height_px * share, wide, high)
                knee = rect.top() + self._head_px
                # The leader leaves the sign at 45°, so the block must be far enough to its side.
                rise = abs(sign.center().y() - knee)
                room = (rect.left() - sign.center().x()) if right else (sign.center().x() - rect.right())
                if room >= rise + 8 and rise >= sign.height() * 0.7 and rect.bottom() < view.height_px - 60:
                    found.append(_Place(rect, right))
        return found

    def _cost(self, place: _Place, sign: QRectF, taken: Taken) -> float:
        """Covering others is worst, then a long way, then standing at the left."""
        reach = abs(place.rect.center().y() - sign.center().y())
        return (
            taken.covered(place.rect) * 10
            + reach * 0.4
            + (0 if place.right else 150)
            + place.rect.top() * 0.2
        )

    @property
    def _head_px(self) -> float:
        return float(self._style.theme.read) * 1.7

    def _title(self, text: CalloutText) -> Label:
        return Label(text.title, self._style.theme.read, self._style.theme.colours.t1, bold=True)

    def _line(self, text: CalloutText) -> Label:
        return Label(text.line, self._style.theme.ref, self._style.theme.colours.t2)

    def paint(self, p: QPainter, dpr: float) -> None:
        if self._place is None or self._sign is None or self._text is None:
            return
        self._paint_leader(p, self._place, self._sign)
        theme, rect = self._style.theme, self._place.rect
        rows = (
            (self._title(self._text), baseline(rect.top(), self._head_px - 4, theme.read)),
            (self._line(self._text), baseline(rect.top() + self._head_px, theme.ref * 1.9, theme.ref)),
        )
        for label, y in rows:
            fitted = self._labels.elided(label, rect.width())
            x = rect.right() - self._labels.advance(fitted) if self._place.right else rect.left()
            self._labels.paint_on_line(p, fitted, x, y, dpr)

    def _corners(self, place: _Place, sign: QRectF) -> tuple[QPointF, QPointF, QPointF]:
        """Leader from the sign at 45° to the height of the text, then under the title."""
        rect = place.rect
        knee_y = round(rect.top() + self._head_px) + 0.5
        side = 1 if place.right else -1
        up = -1 if knee_y < sign.center().y() else 1
        start = QPointF(
            sign.center().x() + side * (sign.width() / 2 + 3),
            sign.center().y() + up * (sign.height() / 2 + 3),
        )
        knee = QPointF(start.x() + side * abs(start.y() - knee_y), knee_y)
        return start, knee, QPointF(rect.right() if place.right else rect.left(), knee_y)

    def _paint_leader(self, p: QPainter, place: _Place, sign: QRectF) -> None:
        corners = self._corners(place, sign)
        for colour, wide in ((self._style.halo, _LEADER_PX + 3), (self._style.theme.colours.t1, _LEADER_PX)):
            p.setPen(QPen(colour, wide))
            p.drawPolyline(corners)

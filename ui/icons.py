"""Line icons, drawn as paths so that they are sharp at every size. A 24 x 24 grid, round caps, no fill."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

if TYPE_CHECKING:
    from collections.abc import Callable


def draw_icon(p: QPainter, name: str, box: QRectF, colour: QColor) -> None:
    """Draw the icon `name` into `box`; a name that is not there draws nothing."""
    build = _ICONS.get(name)
    if build is None:
        return
    p.save()
    p.setRenderHint(QPainter.RenderHint.Antialiasing)
    p.translate(box.topLeft())
    p.scale(box.width() / 24, box.height() / 24)
    pen = QPen(colour, 1.6)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    p.setPen(pen)
    p.setBrush(Qt.BrushStyle.NoBrush)
    p.drawPath(build())
    p.restore()


def _line(path: QPainterPath, *points: tuple[float, float]) -> None:
    path.moveTo(QPointF(*points[0]))
    for point in points[1:]:
        path.lineTo(QPointF(*point))


def _arc() -> QPainterPath:
    path = QPainterPath()
    path.arcMoveTo(QRectF(4, 4, 16, 16), 40)
    path.arcTo(QRectF(4, 4, 16, 16), 40, 290)
    _line(path, (19.5, 3.5), (19.5, 8.6), (14.4, 8.6))
    return path


def _camera_off() -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(QRectF(3, 7, 12.5, 10), 1.2, 1.2)
    _line(path, (15.5, 11), (20.5, 8), (20.5, 16), (15.5, 13))
    _line(path, (3.5, 20.5), (20.5, 3.5))
    return path


def _lock() -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(QRectF(5, 11, 14, 9), 1.2, 1.2)
    path.moveTo(8, 11)
    path.lineTo(8, 8)
    path.arcTo(QRectF(8, 4, 8, 8), 180, -180)
    path.lineTo(16, 11)
    return path


def _film_off() -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(QRectF(4, 5, 16, 14), 1.2, 1.2)
    for x in (8, 16):
        _line(path, (x, 5), (x, 19))
    for y in (9.5, 14.5):
        _line(path, (4, y), (8, y))
        _line(path, (16, y), (20, y))
    _line(path, (3, 21), (21, 3))
    return path


def _eye_off() -> QPainterPath:
    path = QPainterPath()
    path.moveTo(2.5, 12)
    path.quadTo(QPointF(12, 2.5), QPointF(21.5, 12))
    path.quadTo(QPointF(12, 21.5), QPointF(2.5, 12))
    path.addEllipse(QPointF(12, 12), 2.8, 2.8)
    _line(path, (4, 20), (20, 4))
    return path


def _arrow_out() -> QPainterPath:
    path = QPainterPath()
    _line(path, (6, 18), (18, 6))
    _line(path, (9, 6), (18, 6), (18, 15))
    return path


def _tick() -> QPainterPath:
    path = QPainterPath()
    _line(path, (4, 12.5), (10, 18), (20, 6.5))
    return path


def _microphone() -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(QRectF(9, 3, 6, 11), 3, 3)
    path.moveTo(5.5, 11.5)
    path.arcTo(QRectF(5.5, 5, 13, 13), 180, 180)
    _line(path, (12, 18), (12, 21))
    return path


def _microphone_off() -> QPainterPath:
    path = _microphone()
    _line(path, (4, 20), (20, 4))
    return path


def _phone() -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(QRectF(7, 2.5, 10, 19), 1.6, 1.6)
    _line(path, (11, 18.5), (13, 18.5))
    return path


_ICONS: dict[str, Callable[[], QPainterPath]] = {
    "arc": _arc,
    "camera-off": _camera_off,
    "lock": _lock,
    "film-off": _film_off,
    "eye-off": _eye_off,
    "arrow-out": _arrow_out,
    "tick": _tick,
    "microphone": _microphone,
    "microphone-off": _microphone_off,
    "phone": _phone,
}

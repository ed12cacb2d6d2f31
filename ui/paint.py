"""The few marks everything is made of: runs of text on one baseline, severity signs, clock bars, chips.

All take a QPainter and a Theme, keep no state, and restore what they change.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.theme import Theme

# Noto Sans CJK's line box in em; rows of any mix of faces are set on its baseline.
ASCENT_EM, DESCENT_EM = 1.16, 0.288
SIGN_EM = 1.35


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a line. `figures` sets it in the figure face, `light` that face in its regular weight (what
    is past or rests); `gap_px` is the space before it.
    """

    text: str
    size_px: int
    colour: QColor
    bold: bool = False
    figures: bool = False
    gap_px: float = 0.0
    light: bool = False


def baseline(top: float, height: float, size_px: int) -> float:
    """Y of the baseline for a row whose largest text has `size_px`."""
    return top + (height - (ASCENT_EM + DESCENT_EM) * size_px) / 2 + ASCENT_EM * size_px


def font_of(theme: Theme, run: Run) -> QFont:
    if run.figures:
        font = theme.figure_font(run.size_px, bold=run.bold)
        if run.light:
            font = QFont(font)
            font.setWeight(QFont.Weight.Normal)
        return font
    return theme.text_font(run.size_px, bold=run.bold)


def width(theme: Theme, runs: Sequence[Run]) -> float:
    """Advance of `runs` set one after the other, gaps included."""
    return sum(run.gap_px + QFontMetricsF(font_of(theme, run)).horizontalAdvance(run.text) for run in runs)


def elide(theme: Theme, run: Run, width_px: float) -> Run:
    """The run cut at its end with … so that it fits; never use it on a clock."""
    text = QFontMetricsF(font_of(theme, run)).elidedText(run.text, Qt.TextElideMode.ElideRight, width_px)
    return replace(run, text=text)


def snapped(p: QPainter, y: float) -> float:
    """`y` moved to the nearest device pixel: Han set between two rows of pixels looks bold and grey."""
    to_device = p.deviceTransform()
    scale, shift = to_device.m22(), to_device.dy()
    return (round(y * scale + shift) - shift) / scale if scale else y


def draw_runs(p: QPainter, theme: Theme, x: float, y: float, runs: Sequence[Run]) -> float:
    """Draw `runs` from `x` on the baseline `y`; returns the x after the last."""
    y = snapped(p, y)
    for run in runs:
        x += run.gap_px
        font = font_of(theme, run)
        p.setFont(font)
        p.setPen(run.colour)
        p.drawText(QPointF(x, y), run.text)
        x += QFontMetricsF(font).horizontalAdvance(run.text)
    return x


def draw_runs_right(p: QPainter, theme: Theme, right: float, y: float, runs: Sequence[Run]) -> float:
    """Draw `runs` so that they end at `right`; returns the x where they start."""
    x = right - width(theme, runs)
    draw_runs(p, theme, x, y, runs)
    return x


def draw_sign(
    p: QPainter,
    theme: Theme,
    centre: QPointF,
    size_px: float,
    severity: int,
    *,
    halo: bool = False,
    on_plate: bool = False,
    bare: bool = False,
) -> None:
    """Severity as colour, silhouette and numeral. `on_plate`: on its own severity colour, so drawn in ink;
    `bare`: the silhouette alone, for what is no incident but as urgent.
    """
    p.save()
    p.setRenderHint(QPainter.RenderHint.Antialiasing)
    colour = theme.colours.ink if on_plate else theme.colours.of_severity(severity)
    numeral = theme.colours.of_severity(severity) if on_plate else theme.colours.ink
    r = size_px / 2
    if halo:
        p.setPen(QPen(theme.colours.ink, 6, j=Qt.PenJoinStyle.RoundJoin))
        p.setBrush(QBrush(theme.colours.ink))
        _sign_outline(p, centre, r, severity)
    if severity >= 4:
        stroke = max(1.5, size_px * 0.10)
        p.setBrush(QBrush(theme.colours.ink) if halo else Qt.BrushStyle.NoBrush)
        p.setPen(QPen(colour, stroke))
        p.drawEllipse(centre, r * 0.88, r * 0.88)
        numeral = colour
    else:
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(QBrush(colour))
        _sign_outline(p, centre, r, severity)
    if size_px >= 14 and not bare:
        font = QFont(theme.figure_font(14, bold=True))
        font.setPixelSize(max(8, round(size_px * 0.56)))
        p.setFont(font)
        p.setPen(numeral)
        lower = size_px * (0.13 if severity == 2 else 0.0)
        box = QRectF(centre.x() - r, centre.y() - r + lower, size_px, size_px)
        p.drawText(box, Qt.AlignmentFlag.AlignCenter, str(min(max(severity, 1), 4)))
    p.restore()


def _sign_outline(p: QPainter, c: QPointF, r: float, severity: int) -> None:
    if severity <= 1:
        s = r * 0.86
        p.drawRect(QRectF(c.x() - s, c.y() - s, 2 * s, 2 * s))
    elif severity == 2:
        p.drawPolygon(
            QPolygonF(
                [
                    QPointF(c.x(), c.y() - r * 0.92),
                    QPointF(c.x() + r * 1.04, c.y() + r * 0.84),
                    QPointF(c.x() - r * 1.04, c.y() + r * 0.84),
                ]
            )
        )
    elif severity == 3:
        p.drawPolygon(
            QPolygonF(
                [
                    QPointF(c.x(), c.y() - r),
                    QPointF(c.x() + r, c.y()),
                    QPointF(c.x(), c.y() + r),
                    QPointF(c.x() - r, c.y()),
                ]
            )
        )
    else:
        p.drawEllipse(c, r * 0.88, r * 0.88)


def draw_clock_bar(
    p: QPainter,
    theme: Theme,
    rect: QRectF,
    fraction: float,
    light: str,
    *,
    limit_at: float = 0.8,
) -> None:
    """The light of a clock: bar, notch at 80 % of the limit, hairline at the limit; red runs through it.

    `fraction` is elapsed ÷ limit (may pass 1); `limit_at` is where in the width 100 % stands.
    """
    c = theme.colours
    limit_x = rect.left() + rect.width() * limit_at
    mid = rect.center().y()
    thickness = rect.height()
    p.save()
    p.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    p.fillRect(QRectF(rect.left(), mid - thickness / 2, limit_x - rect.left(), thickness), c.track)
    colour = c.of_light(light)
    inside = min(max(fraction, 0.0), 1.0) * (limit_x - rect.left())
    p.fillRect(QRectF(rect.left(), mid - thickness / 2, inside, thickness), colour)
    if fraction > 1.0 and light == "red":
        over = min((fraction - 1.0) * (limit_x - rect.left()), rect.right() - limit_x)
        p.fillRect(QRectF(limit_x, mid - thickness / 2 - 2, max(over, 2), thickness + 4), colour)
    notch_x = rect.left() + (limit_x - rect.left()) * 0.8
    p.fillRect(QRectF(round(notch_x), mid - thickness / 2, 1, thickness), c.ink)
    p.fillRect(QRectF(round(limit_x), mid - thickness / 2 - 4, 1.5, thickness + 8), c.limit_line)
    if light == "paused":
        x = rect.left() + inside + 3
        for i in range(2):
            p.fillRect(QRectF(x + 4 * i, mid - thickness / 2 - 2, 2, thickness + 4), colour)
    p.restore()


def chip_width(theme: Theme, text: str, *, size_px: int | None = None) -> float:
    size = theme.ref if size_px is None else size_px
    return QFontMetricsF(theme.text_font(size)).horizontalAdvance(text) + size * 0.8


def draw_chip(
    p: QPainter,
    theme: Theme,
    x: float,
    centre_y: float,
    text: str,
    *,
    filled: bool = False,
    colour: QColor | None = None,
    size_px: int | None = None,
) -> float:
    """A chip from `x`, centred on `centre_y`; filled is paper with ink text. Returns its width."""
    c = theme.colours
    size = theme.ref if size_px is None else size_px
    w, h = chip_width(theme, text, size_px=size), round(size * 1.45)
    box = QRectF(round(x) + 0.5, round(centre_y - h / 2) + 0.5, round(w) - 1, h - 1)
    p.save()
    p.setRenderHint(QPainter.RenderHint.Antialiasing)
    if filled:
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(QBrush(c.paper))
        p.drawRoundedRect(box, 2, 2)
        ink = c.ink
    else:
        ink = colour or c.t1
        p.setPen(QPen(colour or c.line2, 1.5))
        p.setBrush(Qt.BrushStyle.NoBrush)
        p.drawRoundedRect(box, 2, 2)
    p.setPen(ink)
    p.setFont(theme.text_font(size))
    p.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
    p.restore()
    return w


def hairline(p: QPainter, theme: Theme, x1: float, x2: float, y: float, colour: QColor | None = None) -> None:
    """A one-pixel horizontal separator."""
    p.fillRect(QRectF(x1, round(y), x2 - x1, 1), colour or theme.colours.line1)

"""One window, one net: what came in today by service, what is in hand, and what is stuck."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPointF, QRectF

from ui.charts.kinds.frame import Source, heading, nothing
from ui.clockwords import count
from ui.paint import Run, baseline, draw_runs, draw_runs_right, draw_sign, elide, hairline, width

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from ui.theme import Theme
    from wallclient.model.figures import ServiceIntake

translate = QCoreApplication.translate
_ROW_EM = 1.55


class IntakeChart:
    """Paints the lines of the intake table, those with something stuck first if not all have room."""

    def numbers(self, source: Source) -> tuple[ServiceIntake, ...]:
        return tuple(source.stores.intake.values())

    def hit(self, x_px: float, y_px: float) -> str:
        return ""

    def paint(self, p: QPainter, theme: Theme, rect: QRectF, numbers: object) -> None:
        assert isinstance(numbers, tuple)
        lines: tuple[ServiceIntake, ...] = numbers
        body = heading(p, theme, rect, translate("ChartsPane", "One window, today"))
        if not lines:
            nothing(p, theme, body, translate("ChartsPane", "No service has reported today"))
            return
        step = max(theme.read * 2.9, rect.width() * 0.13)
        ends = (rect.right() - 2 * step, rect.right() - step, rect.right())
        y = baseline(rect.top(), theme.read * 2.1, theme.read)
        words = (
            translate("ChartsPane", "received"),
            translate("ChartsPane", "in hand"),
            translate("ChartsPane", "stuck"),
        )
        for end, word in zip(ends, words, strict=True):
            draw_runs_right(p, theme, end, y, [Run(word, theme.ref, theme.colours.t2)])
        room = max(1, int(body.height() // (theme.read * _ROW_EM)))
        if len(lines) > room:
            lines = tuple(sorted(lines, key=lambda line: -line.stuck))[:room]
        high = min(body.height() / len(lines), theme.read * 2.1)
        for index, line in enumerate(lines):
            self._paint_row(
                p, theme, QRectF(body.left(), body.top() + index * high, body.width(), high), line, ends
            )

    def _paint_row(
        self,
        p: QPainter,
        theme: Theme,
        row: QRectF,
        line: ServiceIntake,
        ends: tuple[float, float, float],
    ) -> None:
        colours, read = theme.colours, theme.read
        hairline(p, theme, row.left(), row.right(), row.top())
        y = baseline(row.top(), row.height(), read)
        name = elide(theme, Run(line.name, read, colours.t2), ends[0] - row.left() - read * 2.6)
        draw_runs(p, theme, row.left(), y, [name])
        for end, value in ((ends[0], line.received), (ends[1], line.in_progress)):
            draw_runs_right(p, theme, end, y, [Run(count(value), read, colours.t1, figures=True)])
        stuck = Run(count(line.stuck), read, colours.yellow if line.stuck else colours.t3, figures=True)
        draw_runs_right(p, theme, ends[2], y, [stuck])
        if line.stuck:
            x = ends[2] - width(theme, [stuck]) - read * 0.75
            # Too small for a numeral: the shape alone says attention.
            draw_sign(p, theme, QPointF(x, row.center().y()), min(13.0, read * 0.6), 3)

"""When reports come in: a strip of hours for each day of the week, in eight greys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QRectF

from ui.charts import series
from ui.charts.kinds.frame import Source, heading, nothing
from ui.clockwords import count
from ui.paint import Run, baseline, draw_runs, draw_runs_right, width

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QPainter

    from ui.theme import Theme

translate = QCoreApplication.translate


class HoursChart:
    """Paints Hours with the sentence of their peak below."""

    def numbers(self, source: Source) -> series.Hours:
        weeks = max(1, round(source.days / series.WEEK))
        return series.hours(source.columns.rows, source.today, weeks)

    def hit(self, x_px: float, y_px: float) -> str:
        return ""

    def paint(self, p: QPainter, theme: Theme, rect: QRectF, numbers: object) -> None:
        assert isinstance(numbers, series.Hours)
        title = translate("ChartsPane", "Reports by hour, last {weeks} weeks").format(weeks=numbers.weeks)
        if numbers.weeks == 1:
            title = translate("ChartsPane", "Reports by hour, last week")
        body = heading(p, theme, rect, title, translate("ChartsPane", "cases"))
        if not numbers.most:
            nothing(p, theme, body, translate("ChartsPane", "Nothing was received in this time"))
            return
        days = _days()
        left = max(width(theme, [Run(day, theme.ref, theme.colours.t2)]) for day in days) + theme.ref
        foot = theme.ref * 1.8 + theme.read * 2.2
        grid = body.adjusted(left, 0, 0, -foot)
        grid.setHeight(max(7.0, min(grid.height(), theme.read * 2.2 * 7)))
        self._paint_cells(p, theme, grid, numbers, days, left)
        self._paint_hours(p, theme, grid)
        below = QRectF(body.left(), grid.bottom() + theme.ref * 1.9, body.width(), theme.read * 1.8)
        self._paint_foot(p, theme, below, numbers)

    def _paint_cells(
        self,
        p: QPainter,
        theme: Theme,
        grid: QRectF,
        numbers: series.Hours,
        days: tuple[str, ...],
        left: float,
    ) -> None:
        ramp = theme.tokens.chart_ramp
        wide, high = grid.width() / 24, grid.height() / 7
        gap = 2 if wide < 14 else 3
        for row, counts in enumerate(numbers.counts):
            top = grid.top() + row * high
            name = Run(days[row], theme.ref, theme.colours.t2)
            draw_runs(p, theme, grid.left() - left, baseline(top, high - gap, theme.ref), [name])
            for hour, value in enumerate(counts):
                x0, x1 = round(grid.left() + hour * wide), round(grid.left() + (hour + 1) * wide)
                cell = QRectF(x0, round(top), x1 - x0 - gap, round(high) - gap)
                p.fillRect(cell, _grey(ramp, value, numbers.most))

    def _paint_hours(self, p: QPainter, theme: Theme, grid: QRectF) -> None:
        base = baseline(grid.bottom(), theme.ref * 1.7, theme.ref)
        for hour in (0, 6, 12, 18, 24):
            run = Run(str(hour), theme.ref, theme.colours.t3, figures=True)
            wide = width(theme, [run])
            x = grid.left() + grid.width() * hour / 24 - wide * hour / 24
            draw_runs(p, theme, x, base, [run])

    def _paint_foot(self, p: QPainter, theme: Theme, rect: QRectF, numbers: series.Hours) -> None:
        y = baseline(rect.top(), rect.height(), theme.read)
        colours, ramp = theme.colours, theme.tokens.chart_ramp
        most = Run(count(numbers.most), theme.ref, colours.t2, figures=True)
        x = draw_runs_right(p, theme, rect.right(), y, [most])
        side = theme.ref
        x -= side * len(ramp) + side * 0.5
        for index, colour in enumerate(ramp):
            p.fillRect(
                QRectF(round(x + index * side), round(rect.center().y() - side / 2), side, side), colour
            )
        draw_runs_right(p, theme, x - side * 0.5, y, [Run("0", theme.ref, colours.t2, figures=True)])
        words = Run(peak_words(numbers), theme.read, colours.t1)
        if width(theme, [words]) < x - side * 2 - rect.left():
            draw_runs(p, theme, rect.left(), y, [words])


def peak_words(numbers: series.Hours) -> str:
    """One sentence: on which days, at which hour most is received."""
    days, hour = numbers.peaks()
    if len(days) > 3:
        return translate("ChartsPane", "Most on most days at {hour}:00").format(hour=hour)
    names = (
        translate("ChartsPane", "Monday"),
        translate("ChartsPane", "Tuesday"),
        translate("ChartsPane", "Wednesday"),
        translate("ChartsPane", "Thursday"),
        translate("ChartsPane", "Friday"),
        translate("ChartsPane", "Saturday"),
        translate("ChartsPane", "Sunday"),
    )
    joint = translate("ChartsPane", ", ")
    sentence = translate("ChartsPane", "Most on {days} at {hour}:00")
    return sentence.format(days=joint.join(names[day] for day in days), hour=hour)


def _days() -> tuple[str, ...]:
    return (
        translate("ChartsPane", "Mon"),
        translate("ChartsPane", "Tue"),
        translate("ChartsPane", "Wed"),
        translate("ChartsPane", "Thu"),
        translate("ChartsPane", "Fri"),
        translate("ChartsPane", "Sat"),
        translate("ChartsPane", "Sun"),
    )


def _grey(ramp: tuple[QColor, ...], value: int, most: int) -> QColor:
    return ramp[min(round(value / most * (len(ramp) - 1)), len(ramp) - 1)]

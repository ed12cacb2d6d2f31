"""Received and solved over time: two lines, labelled at their ends; the highest point says its day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QPen

from ui.charts import series
from ui.charts.kinds.frame import Source, heading, nothing, window_words
from ui.clockwords import count
from ui.paint import Run, baseline, draw_runs, draw_runs_right, width

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QPainter

    from ui.theme import Theme

translate = QCoreApplication.translate
_TICKS = 4
# A peak is worth a word if it stands out from the middle by this factor.
_PEAK = 1.35


class TrendChart:
    """Paints a Trend."""

    def numbers(self, source: Source) -> series.Trend:
        rows = source.columns.rows
        return series.trend(rows, source.today, source.days, source.now.hour)

    def hit(self, x_px: float, y_px: float) -> str:
        return ""

    def paint(self, p: QPainter, theme: Theme, rect: QRectF, numbers: object) -> None:
        assert isinstance(numbers, series.Trend)
        unit = translate("ChartsPane", "per hour") if numbers.hourly else translate("ChartsPane", "per day")
        title = translate("ChartsPane", "Received and solved, {window}")
        body = heading(p, theme, rect, title.format(window=window_words(len_days(numbers))), unit)
        if numbers.empty:
            nothing(p, theme, body, translate("ChartsPane", "Nothing was received in this time"))
            return
        plot, ticks = self._axes(p, theme, body, numbers)
        low, high = ticks[0], ticks[-1]
        lines = (
            (numbers.solved, theme.tokens.chart_colour("other")),
            (numbers.received, theme.colours.paper),
        )
        for values, colour in lines:
            self._line(p, plot, values, low, high, colour, theme)
        self._ends(p, theme, plot, numbers, low, high)
        self._peak(p, theme, plot, numbers, low, high)

    def _axes(
        self, p: QPainter, theme: Theme, body: QRectF, numbers: series.Trend
    ) -> tuple[QRectF, tuple[float, ...]]:
        """Gridlines with their values, the days below; returns the plot and the values."""
        values = (*numbers.received, *numbers.solved)
        # Lines may begin above 0: the values at the left say where.
        floor = 0.0 if min(values) < max(values) * 0.4 else float(min(values))
        ticks = series.nice_ticks(floor, max(max(values), 4), _TICKS)
        colours, ref = theme.colours, theme.ref
        left = max(width(theme, [Run(count(t), ref, colours.t3, figures=True)]) for t in ticks) + ref * 0.8
        right = self._label_width(theme, numbers) + ref
        plot = body.adjusted(left, ref * 0.6, -right, -ref * 1.9)
        for tick in ticks:
            y = round(_y(plot, tick, ticks[0], ticks[-1])) + 0.5
            p.setPen(QPen(theme.tokens.chart_colour("gridline"), 1))
            p.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            run = Run(count(tick), ref, colours.t3, figures=True)
            draw_runs_right(p, theme, plot.left() - ref * 0.8, y + ref * 0.36, [run])
        base = baseline(plot.bottom() + ref * 0.3, ref * 1.6, ref)
        self._days(p, theme, plot, numbers, base)
        return plot, ticks

    def _days(self, p: QPainter, theme: Theme, plot: QRectF, numbers: series.Trend, y: float) -> None:
        last = len(numbers.received) - 1
        marks = [(0, 0.0), (last, 1.0), (last // 2, 0.5)] if last >= 6 else [(0, 0.0), (last, 1.0)]
        taken: list[tuple[float, float]] = []
        for index, share in marks:
            run = Run(_bin_words(numbers, index), theme.ref, theme.colours.t2)
            wide = width(theme, [run])
            x = plot.left() + plot.width() * (index / last if last else 0) - wide * share
            if all(x > end + theme.ref or x + wide < start - theme.ref for start, end in taken):
                draw_runs(p, theme, x, y, [run])
                taken.append((x, x + wide))

    def _line(
        self,
        p: QPainter,
        plot: QRectF,
        values: tuple[int, ...],
        low: float,
        high: float,
        colour: QColor,
        theme: Theme,
    ) -> None:
        xs = (
            np.linspace(plot.left(), plot.right(), len(values))
            if len(values) > 1
            else np.array([plot.right()])
        )
        ys = plot.bottom() - (np.asarray(values) - low) / (high - low) * plot.height()
        subject = colour == theme.colours.paper
        p.setBrush(Qt.BrushStyle.NoBrush)
        p.setPen(QPen(colour, 2.5 if subject else 2, j=Qt.PenJoinStyle.RoundJoin))
        p.drawPath(pg.arrayToQPath(xs, ys))
        if subject:
            p.setPen(Qt.PenStyle.NoPen)
            p.setBrush(colour)
            p.drawEllipse(QPointF(float(xs[-1]), float(ys[-1])), 4.5, 4.5)

    def _label_width(self, theme: Theme, numbers: series.Trend) -> float:
        return max(width(theme, runs) for _, runs in self._labels(theme, numbers))

    def _labels(self, theme: Theme, numbers: series.Trend) -> list[tuple[int, list[Run]]]:
        colours, ref = theme.colours, theme.ref
        rows = (
            (numbers.received[-1], translate("ChartsPane", "received"), colours.t1),
            (numbers.solved[-1], translate("ChartsPane", "solved"), colours.t2),
        )
        return [
            (value, [Run(word, ref, colour), Run(count(value), ref, colour, figures=True, gap_px=ref * 0.6)])
            for value, word, colour in rows
        ]

    def _ends(
        self, p: QPainter, theme: Theme, plot: QRectF, numbers: series.Trend, low: float, high: float
    ) -> None:
        """Words at the ends of the lines, pushed apart if the lines end close together."""
        labels = self._labels(theme, numbers)
        places = [_y(plot, value, low, high) for value, _ in labels]
        apart = theme.ref * 1.4
        if abs(places[0] - places[1]) < apart:
            middle, sign = sum(places) / 2, 1 if places[0] <= places[1] else -1
            places = [middle - sign * apart / 2, middle + sign * apart / 2]
        for (_, runs), y in zip(labels, places, strict=True):
            draw_runs(p, theme, plot.right() + theme.ref * 0.7, y + theme.ref * 0.36, runs)

    def _peak(
        self, p: QPainter, theme: Theme, plot: QRectF, numbers: series.Trend, low: float, high: float
    ) -> None:
        values = numbers.received
        top = int(np.argmax(values))
        if len(values) < 8 or top >= len(values) - 2 or values[top] < np.median(values) * _PEAK:
            return
        runs = [
            Run(_bin_words(numbers, top), theme.ref, theme.colours.t1),
            Run(count(values[top]), theme.ref, theme.colours.t1, figures=True, gap_px=theme.ref * 0.5),
        ]
        wide = width(theme, runs)
        x = plot.left() + plot.width() * top / (len(values) - 1)
        x = min(max(x - wide / 2, plot.left()), plot.right() - wide)
        draw_runs(p, theme, x, max(_y(plot, values[top], low, high) - theme.ref * 0.5, plot.top()), runs)


def len_days(numbers: series.Trend) -> int:
    return 1 if numbers.hourly else len(numbers.received)


def _y(plot: QRectF, value: float, low: float, high: float) -> float:
    return plot.bottom() - (value - low) / (high - low) * plot.height()


def _bin_words(numbers: series.Trend, index: int) -> str:
    if numbers.hourly:
        return translate("ChartsPane", "{hour}:00").format(hour=index)
    if index == len(numbers.received) - 1:
        return translate("ChartsPane", "Today")
    day = date.fromordinal(numbers.first_day + index)
    return translate("ChartsPane", "{month}/{day}").format(month=day.month, day=day.day)

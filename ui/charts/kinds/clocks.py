"""The three clocks by subdistrict: median as a dot, a line to the 90th percentile, the goal dotted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QPen

from ui.charts import series
from ui.charts.kinds.frame import Source, heading, nothing, window_words
from ui.paint import Run, baseline, draw_runs, draw_runs_right, width

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from ui.theme import Theme

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Clocks:
    """`goals_s`: the profile's general limits for the three clocks."""

    places: tuple[series.PlaceClocks, ...]
    goals_s: tuple[float, float, float]
    days: int


@dataclass(frozen=True, slots=True)
class _Scale:
    """Axis of one clock: seconds per unit, the unit's word, and the axis' end in units."""

    per_unit_s: float
    unit: str
    end: float

    def x(self, plot: QRectF, seconds: float) -> float:
        return plot.left() + plot.width() * min(seconds / self.per_unit_s / self.end, 1.0)


class ClocksChart:
    """Paints Clocks; the slowest to solve stands last and is the subject."""

    def __init__(self) -> None:
        self._rows: list[tuple[str, QRectF]] = []

    def numbers(self, source: Source) -> Clocks:
        columns, general = source.columns, source.profile.limits[-1]
        places = series.place_clocks(columns.rows, columns.places.all(), source.today, source.days)
        return Clocks(places, (general.report_s, general.dispatch_s, general.resolve_s), source.days)

    def hit(self, x_px: float, y_px: float) -> str:
        return next((name for name, rect in self._rows if rect.contains(x_px, y_px)), "")

    def paint(self, p: QPainter, theme: Theme, rect: QRectF, numbers: object) -> None:
        assert isinstance(numbers, Clocks)
        self._rows = []
        title = translate("ChartsPane", "Three firsts by subdistrict, {window}")
        note = translate("ChartsPane", "dot: median, line: to the 90th percentile")
        body = heading(p, theme, rect, title.format(window=window_words(numbers.days)), note)
        if not numbers.places:
            nothing(p, theme, body, translate("ChartsPane", "Too few cases for a median yet"))
            return
        names = [Run(place.name, theme.read, theme.colours.t2, bold=True) for place in numbers.places]
        left = max(width(theme, [run]) for run in names) + theme.read
        gap = theme.read * 1.6
        wide = (body.width() - left - 2 * gap) / 3
        head, foot = theme.read * 1.7, theme.ref * 1.9
        inner = QRectF(body.left() + left, body.top() + head, wide, body.height() - head - foot)
        high = min(inner.height() / len(numbers.places), theme.read * 2.2)
        inner.setHeight(high * len(numbers.places))
        self._paint_names(p, theme, body, inner, numbers, high)
        words = (
            translate("ChartsPane", "Found to reported"),
            translate("ChartsPane", "Reported to dispatched"),
            translate("ChartsPane", "Dispatched to solved"),
        )
        for which, word in enumerate(words):
            plot = inner.translated(which * (wide + gap), 0)
            self._paint_clock(p, theme, plot, numbers, which, word)

    def _paint_names(
        self, p: QPainter, theme: Theme, body: QRectF, inner: QRectF, numbers: Clocks, high: float
    ) -> None:
        for index, place in enumerate(numbers.places):
            subject = index == len(numbers.places) - 1
            row = QRectF(body.left(), inner.top() + index * high, body.width(), high)
            self._rows.append((place.name, row))
            colour = theme.colours.t1 if subject else theme.colours.t2
            run = Run(place.name, theme.read, colour, bold=subject)
            draw_runs(p, theme, row.left(), baseline(row.top(), high, theme.read), [run])

    def _paint_clock(
        self, p: QPainter, theme: Theme, plot: QRectF, numbers: Clocks, which: int, word: str
    ) -> None:
        clocks = [place.clocks[which] for place in numbers.places]
        longest_s = max((clock.p90_s for clock in clocks if clock is not None), default=60.0)
        scale = _scale(longest_s, numbers.goals_s[which])
        head = theme.read * 1.7
        y = baseline(plot.top() - head, head, theme.read)
        draw_runs(p, theme, plot.left(), y, [Run(word, theme.read, theme.colours.t1)])
        draw_runs_right(p, theme, plot.right(), y, [Run(scale.unit, theme.ref, theme.colours.t2)])
        self._paint_axis(p, theme, plot, scale, numbers.goals_s[which])
        high = plot.height() / len(clocks)
        for index, clock in enumerate(clocks):
            if clock is not None:
                middle = plot.top() + (index + 0.5) * high
                self._paint_mark(p, theme, plot, scale, clock, (middle, index == len(clocks) - 1, which))

    def _paint_axis(self, p: QPainter, theme: Theme, plot: QRectF, scale: _Scale, goal_s: float) -> None:
        colours, y = theme.colours, round(plot.bottom()) + 0.5
        p.setPen(QPen(theme.tokens.chart_colour("axis"), 1))
        p.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
        base = baseline(plot.bottom() + theme.ref * 0.2, theme.ref * 1.6, theme.ref)
        draw_runs(p, theme, plot.left(), base, [Run("0", theme.ref, colours.t3, figures=True)])
        end = Run(f"{scale.end:g}", theme.ref, colours.t3, figures=True)
        draw_runs_right(p, theme, plot.right(), base, [end])
        goal = goal_s / scale.per_unit_s
        if goal > scale.end:
            return
        x = round(scale.x(plot, goal_s)) + 0.5
        p.setPen(QPen(theme.tokens.chart_colour("goal"), 2, Qt.PenStyle.DotLine))
        p.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()))
        words = Run(translate("ChartsPane", "goal {goal}").format(goal=f"{goal:g}"), theme.ref, colours.t2)
        start = x - width(theme, [words]) / 2
        last = plot.right() - width(theme, [end]) - width(theme, [words]) - theme.ref * 0.6
        draw_runs(p, theme, min(max(start, plot.left() + theme.ref * 1.2), last), base, [words])

    def _paint_mark(
        self,
        p: QPainter,
        theme: Theme,
        plot: QRectF,
        scale: _Scale,
        clock: series.PlaceClock,
        place: tuple[float, bool, int],
    ) -> None:
        middle, subject, which = place
        colour = theme.colours.paper if subject else theme.colours.t2
        x, end = scale.x(plot, clock.median_s), scale.x(plot, clock.p90_s)
        tick = theme.read * 0.22
        p.setPen(QPen(colour, 2.5 if subject else 1.5))
        p.drawLine(QPointF(x, middle), QPointF(end, middle))
        p.drawLine(QPointF(end, middle - tick), QPointF(end, middle + tick))
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(colour)
        radius = theme.read * (0.36 if subject else 0.3)
        p.drawEllipse(QPointF(x, middle), radius, radius)
        if subject and which == 2:
            value = Run(
                f"{clock.median_s / scale.per_unit_s:.1f}", theme.read, theme.colours.t1, figures=True
            )
            start = x - radius - theme.read * 0.4 - width(theme, [value])
            if start >= plot.left():
                draw_runs(p, theme, start, middle + theme.read * 0.36, [value])


def _scale(longest_s: float, goal_s: float) -> _Scale:
    """Minutes, hours or days, so that the longest mark has few digits; with the goal if it is near."""
    reach_s = max(longest_s, goal_s if goal_s <= longest_s * 3 else 0.0, 60.0)
    if reach_s <= 3 * 3600:
        per_unit_s, unit = 60.0, translate("ChartsPane", "min")
    elif reach_s <= 96 * 3600:
        per_unit_s, unit = 3600.0, translate("ChartsPane", "h")
    else:
        per_unit_s, unit = 86400.0, translate("ChartsPane", "d")
    return _Scale(per_unit_s, unit, series.nice_ticks(0, reach_s / per_unit_s, 4)[-1])

"""Horizontal bars: what was received by class, what is open by subdistrict. One bar is the subject."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QRectF

from ui.charts import series
from ui.charts.kinds.frame import Source, heading, nothing, window_words
from ui.clockwords import count
from ui.paint import Run, draw_runs, draw_runs_right, elide, width

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from ui.theme import Theme

translate = QCoreApplication.translate
_BAR_EM = 0.72
_ROW_EM = 1.55


@dataclass(frozen=True, slots=True)
class Bars:
    """Rows to paint. `subject`: name of the one that is spoken of."""

    bars: tuple[series.Bar, ...]
    subject: str
    days: int


class BarRows:
    """Paints rows of bars into a body and remembers where they stand."""

    def __init__(self) -> None:
        self._rows: list[tuple[str, QRectF]] = []

    def paint(self, p: QPainter, theme: Theme, body: QRectF, bars: Bars, *, late: bool = False) -> None:
        self._rows = []
        room = max(1, int(body.height() // (theme.read * _ROW_EM)))
        shown = self._most_important(bars, room)
        names = [Run(_named(bar.name), theme.read, theme.colours.t2) for bar in shown]
        left = min(max(width(theme, [run]) for run in names) + theme.read * 0.8, body.width() * 0.4)
        right = max(width(theme, self._value(theme, bar)) for bar in shown) + theme.read * 0.6
        right += theme.read * 3.2 if late and any(bar.late for bar in shown) else 0
        long = max(body.width() - left - right, 8)
        most = max(bar.value for bar in shown)
        high = min(body.height() / len(shown), theme.read * 2.1)
        for index, bar in enumerate(shown):
            row = QRectF(body.left(), body.top() + index * high, body.width(), high)
            self._rows.append((bar.name, row))
            self._paint_row(p, theme, row, bar, (left, long * bar.value / most), bar.name == bars.subject)

    @staticmethod
    def _most_important(bars: Bars, room: int) -> list[series.Bar]:
        """As many as there is room for; the subject is never left out."""
        shown = list(bars.bars[:room])
        subject = next((bar for bar in bars.bars if bar.name == bars.subject), None)
        if subject is not None and subject not in shown:
            shown[-1] = subject
        return shown

    def _value(self, theme: Theme, bar: series.Bar) -> list[Run]:
        return [Run(count(bar.value), theme.read, theme.colours.t1, figures=True)]

    def _paint_row(
        self,
        p: QPainter,
        theme: Theme,
        row: QRectF,
        bar: series.Bar,
        place: tuple[float, float],
        subject: bool,
    ) -> None:
        left, long = place
        middle = row.center().y()
        y = middle + theme.read * 0.36
        colours = theme.colours
        run = Run(_named(bar.name), theme.read, colours.t1 if subject else colours.t2)
        draw_runs(p, theme, row.left(), y, [elide(theme, run, left - theme.read * 0.4)])
        colour = colours.paper if subject else theme.tokens.chart_colour("bar")
        thick = round(theme.read * _BAR_EM)
        p.fillRect(QRectF(row.left() + left, round(middle - thick / 2), max(long, 1), thick), colour)
        end = row.right()
        if bar.late:
            late = [Run(count(bar.late), theme.read, colours.red, figures=True)]
            end = draw_runs_right(p, theme, row.right(), y, late)
            side = round(theme.read * 0.5)
            p.fillRect(QRectF(round(end - side * 1.8), round(middle - side / 2), side, side), colours.red)
            end = row.right() - theme.read * 3.2
        draw_runs_right(p, theme, end, y, self._value(theme, bar))

    def at(self, x_px: float, y_px: float) -> str:
        return next((name for name, rect in self._rows if rect.contains(x_px, y_px)), "")


class ClassesChart:
    """What was received, by big class; the one that grew most is the subject, else the largest."""

    def __init__(self) -> None:
        self._rows = BarRows()

    def numbers(self, source: Source) -> Bars:
        columns = source.columns
        bars = series.classes(columns.rows, columns.classes.all(), source.today, source.days)
        grown = series.risen(bars)
        subject = grown or (bars[0] if bars else None)
        return Bars(bars, subject.name if subject is not None else "", source.days)

    def hit(self, x_px: float, y_px: float) -> str:
        return ""

    def paint(self, p: QPainter, theme: Theme, rect: QRectF, numbers: object) -> None:
        assert isinstance(numbers, Bars)
        title = translate("ChartsPane", "Classes, {window}").format(window=window_words(numbers.days))
        body = heading(p, theme, rect, title, translate("ChartsPane", "cases"))
        if numbers.bars:
            self._rows.paint(p, theme, body, numbers)
        else:
            nothing(p, theme, body, translate("ChartsPane", "Nothing was received in this time"))


class SubdistrictsChart:
    """Open incidents by subdistrict, with those overdue; the one with most overdue is the subject."""

    def __init__(self) -> None:
        self._rows = BarRows()

    def numbers(self, source: Source) -> Bars:
        places = [place for place in source.figures.by_subdistrict if place.open]
        bars = tuple(series.Bar(place.name, place.open, 0, place.overdue) for place in places)
        subject = max(bars, key=lambda bar: (bar.late, bar.value), default=None)
        return Bars(bars, subject.name if subject is not None else "", 1)

    def hit(self, x_px: float, y_px: float) -> str:
        return self._rows.at(x_px, y_px)

    def paint(self, p: QPainter, theme: Theme, rect: QRectF, numbers: object) -> None:
        assert isinstance(numbers, Bars)
        note = translate("ChartsPane", "open, overdue")
        body = heading(p, theme, rect, translate("ChartsPane", "Open incidents by subdistrict"), note)
        if numbers.bars:
            self._rows.paint(p, theme, body, numbers, late=True)
        else:
            nothing(p, theme, body, translate("ChartsPane", "No open incidents"))


def _named(name: str) -> str:
    return name or translate("ChartsPane", "Not named")

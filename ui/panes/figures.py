"""The figures pane: a strip of numbers for the whole room, each with its word above and its unit beside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QRectF
from PySide6.QtGui import QPainter
from typing_extensions import override

from ui.charts.rolling import RollingFigures
from ui.clockwords import count
from ui.context import Pane
from ui.paint import Run, baseline, draw_runs, width

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from ui.context import PaneContext
    from wallclient.layout.kinds.figures import FiguresOptions
    from wallclient.model.instant import Instant
    from wallclient.model.table import ChangeSet
    from wallclient.rules.figures import Figures

translate = QCoreApplication.translate
_PAD_PX = 24


@dataclass(frozen=True, slots=True)
class _Figure:
    """One number as it is shown. `alarm`: red, with a square before its word."""

    word: str
    number: str
    unit: str
    alarm: bool = False


class FiguresPane(Pane):
    """Owns the count of its area's incidents; shows it at most once a second."""

    def __init__(self, context: PaneContext, options: FiguresOptions) -> None:
        super().__init__(context)
        self._options = options
        self._second = -1
        self._first = True
        self._shown: tuple[_Figure, ...] = ()
        self._stale = False
        self._rolling = self._new_rolling()
        self.until_closed(context.ports.stores.incidents.subscribe(self._on_incidents))

    def _new_rolling(self) -> RollingFigures:
        ports = self.context.ports
        return RollingFigures(ports.stores.incidents, ports.clock_profile, self._options.area)

    def _on_incidents(self, changes: ChangeSet) -> None:
        self._rolling.apply(changes)

    @override
    def set_options(self, options: FiguresOptions) -> None:
        self._options = options
        self._rolling = self._new_rolling()
        self._first = True
        self._second = -1

    @override
    def tick(self, instant: Instant) -> None:
        self._rolling.advance(instant.at)
        if self._first:
            # Half a count would be a wrong number, so the strip waits for the first whole one.
            if not self._rolling.settled:
                return
            self._first = False
            self._second = -1
        second = int(instant.unix_s)
        if second == self._second:
            return
        self._second = second
        shown, stale = self._figures(self._rolling.figures()), self._feed_is_stale()
        if (shown, stale) != (self._shown, self._stale):
            self._shown, self._stale = shown, stale
            self.update()

    def _feed_is_stale(self) -> bool:
        source = self.context.ports.stores.sources.get("events")
        return source is not None and not source.health.is_live

    @property
    def words(self) -> tuple[tuple[str, str, str], ...]:
        """Word, number and unit of each figure as painted, for tests and screen readers."""
        return tuple((figure.word, figure.number, figure.unit) for figure in self._shown)

    def _figures(self, figures: Figures) -> tuple[_Figure, ...]:
        cases = translate("FiguresPane", "cases")
        rate = figures.on_time_rate
        every = {
            "received": _Figure(
                translate("FiguresPane", "Received today"), count(figures.reported_today), cases
            ),
            "undispatched": _Figure(
                translate("FiguresPane", "To dispatch"), count(figures.undispatched), cases
            ),
            "in_progress": _Figure(
                translate("FiguresPane", "In progress"), count(figures.in_progress), cases
            ),
            "overdue": _Figure(
                translate("FiguresPane", "Overdue"), count(figures.overdue), cases, figures.overdue > 0
            ),
            "on_time": _Figure(
                translate("FiguresPane", "Solved on time"),
                "–" if rate is None else f"{rate * 100:.1f}",
                "" if rate is None else "%",
            ),
        }
        return tuple(every[name] for name in self._options.which)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        p = QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        p.fillRect(self.rect(), self.context.theme.colours.ink)
        if self._shown:
            wide = self.width() / len(self._shown)
            for index, figure in enumerate(self._shown):
                self._paint(p, figure, index, wide)
        p.end()

    def _paint(self, p: QPainter, figure: _Figure, index: int, wide: float) -> None:
        theme, colours = self.context.theme, self.context.theme.colours
        left = index * wide
        if index:
            p.fillRect(QRectF(round(left), 12, 1, self.height() - 24), colours.line1)
            left += min(_PAD_PX, wide * 0.1)
        ink = colours.red if figure.alarm else colours.t1
        if self._stale and not figure.alarm:
            ink = colours.t2
        number_px, label_px = self._sizes(wide)
        high = label_px * 1.5 + number_px * 1.25
        top = max(0.0, (self.height() - high) / 2)
        x = left
        if figure.alarm:
            side = round(label_px * 0.62)
            middle = top + label_px * 0.75
            p.fillRect(QRectF(round(x), round(middle - side / 2), side, side), colours.red)
            x += side + label_px * 0.4
        word = Run(figure.word, label_px, colours.red if figure.alarm else colours.t2)
        draw_runs(p, theme, x, baseline(top, label_px * 1.5, label_px), [word])
        runs = [Run(figure.number, number_px, ink, figures=True)]
        unit = Run(figure.unit, label_px, colours.t3, gap_px=theme.ref * 0.5)
        if figure.unit and width(theme, [*runs, unit]) <= wide - (left - index * wide) - 8:
            runs.append(unit)
        draw_runs(p, theme, left, baseline(top + label_px * 1.5, number_px * 1.25, number_px), runs)

    def _sizes(self, wide: float) -> tuple[int, int]:
        """Number and label: the great figures if all fit, else the next smaller class; never cut numbers."""
        theme = self.context.theme
        for number_px, label_px in (
            (theme.fig, theme.read),
            (theme.head, theme.ref),
            (theme.lead, theme.ref),
        ):
            longest = max(
                (
                    max(
                        width(theme, [Run(f.number, number_px, theme.colours.t1, figures=True)]),
                        width(theme, [Run(f.word, label_px, theme.colours.t1)])
                        + label_px * (1.1 if f.alarm else 0),
                    )
                    for f in self._shown
                ),
                default=0.0,
            )
            if longest <= wide - _PAD_PX - 8 and label_px * 1.5 + number_px * 1.25 <= self.height() + 8:
                return number_px, label_px
        return theme.lead, theme.ref

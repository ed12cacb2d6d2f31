"""The time, large, with the date below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QPainter
from typing_extensions import override

from ui import clockwords
from ui.context import Pane, PaneContext
from ui.paint import Run, baseline, draw_runs, elide, width

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from wallclient.layout.kinds.plain import ClockOptions
    from wallclient.model.instant import Instant


class ClockPane(Pane):
    """Owns the moment it shows; repaints when the second turns."""

    def __init__(self, context: PaneContext, options: ClockOptions) -> None:
        super().__init__(context)
        self._options = options
        self._instant: Instant | None = None

    @override
    def set_options(self, options: ClockOptions) -> None:
        self._options = options
        self.update()

    @override
    def tick(self, instant: Instant) -> None:
        before, self._instant = self._instant, instant
        if before is None or int(instant.unix_s) != int(before.unix_s):
            self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        p = QPainter(self)
        t, c = self.context.theme, self.context.theme.colours
        p.fillRect(event.rect(), c.ink)
        if self._instant is not None:
            at = self._instant.at
            time = self._fitting(clockwords.clock(at, seconds=self._options.seconds))
            h = time.size_px * 1.3
            draw_runs(p, t, 0, baseline(0, h, time.size_px), [time])
            if self._options.date and h + t.read * 1.5 <= self.height():
                date = elide(t, Run(clockwords.date(at), t.read, c.t2), self.width())
                draw_runs(p, t, 0, baseline(h, t.read * 1.5, t.read), [date])
        p.end()

    def _fitting(self, text: str) -> Run:
        """The time in the largest class of type that fits: a clock is never cut."""
        t = self.context.theme
        run = Run(text, t.fig, t.colours.t1, figures=True)
        for size_px in (t.fig, t.head, t.lead, t.read, t.ref):
            run = Run(text, size_px, t.colours.t1, figures=True)
            if width(t, [run]) <= self.width() and size_px * 1.3 <= self.height():
                break
        return run

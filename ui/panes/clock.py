"""The time, large, with the date below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QPainter
from typing_extensions import override

from ui import clockwords
from ui.context import Pane, PaneContext
from ui.paint import Run, baseline, draw_runs

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from wallclient.layout.kinds.plain import ClockOptions
    from wallclient.model.instant import Instant


class ClockPane(Pane):
    def __init__(self, context: PaneContext, options: ClockOptions) -> None:
        super().__init__(context)
        self._options = options
        self._instant: Instant | None = None

    @override
    def tick(self, instant: Instant) -> None:
        if self._instant is None or int(instant.unix_s) != int(self._instant.unix_s):
            self._instant = instant
            self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        p = QPainter(self)
        t, c = self.context.theme, self.context.theme.colours
        p.fillRect(event.rect(), c.ink)
        if self._instant is not None:
            at = self._instant.at
            h = t.fig * 1.3
            time = Run(clockwords.clock(at, seconds=self._options.seconds), t.fig, c.t1, figures=True)
            draw_runs(p, t, 0, baseline(0, h, t.fig), [time])
            if self._options.date:
                date = Run(clockwords.date(at), t.read, c.t2)
                draw_runs(p, t, 0, baseline(h, t.read * 1.6, t.read), [date])
        p.end()

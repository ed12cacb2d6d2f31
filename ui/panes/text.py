"""Words that a layout puts on a screen: a title over a group of panes, a notice, a phone number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QPainter
from typing_extensions import override

from ui.context import Pane, PaneContext
from ui.paint import Run, baseline, draw_runs, draw_runs_right, elide, hairline, width

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from wallclient.layout.kinds.plain import TextOptions, TitleOptions


class TextPane(Pane):
    """A text that stands still, line by line; what does not fit ends in …"""

    def __init__(self, context: PaneContext, options: TextOptions) -> None:
        super().__init__(context)
        self._options = options

    @override
    def set_options(self, options: TextOptions) -> None:
        self._options = options
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        p = QPainter(self)
        t, c, options = self.context.theme, self.context.theme.colours, self._options
        p.fillRect(event.rect(), c.ink)
        size: int = getattr(t, options.size)
        y = 0.0
        for line in options.text.splitlines():
            if y and y + size * 1.5 > self.height():
                break
            run = elide(t, Run(line, size, c.t1, bold=options.bold), self.width())
            spare = self.width() - width(t, [run])
            x = {"left": 0.0, "centre": spare / 2, "right": spare}[options.align]
            draw_runs(p, t, x, baseline(y, size * 1.5, size), [run])
            y += size * 1.5
        p.end()


class TitlePane(Pane):
    """A title over a group of panes, with a note at its right and one hairline below."""

    def __init__(self, context: PaneContext, options: TitleOptions) -> None:
        super().__init__(context)
        self._options = options

    @override
    def set_options(self, options: TitleOptions) -> None:
        self._options = options
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        p = QPainter(self)
        t, c = self.context.theme, self.context.theme.colours
        p.fillRect(event.rect(), c.ink)
        y = baseline(0, min(self.height() - 1, t.lead * 1.7), t.lead)
        right = float(self.width())
        note = [Run(self._options.note, t.ref, c.t2)]
        if self._options.note and width(t, note) < right / 2:
            right = draw_runs_right(p, t, right, y, note) - t.ref
        text = self._options.text or self.context.ports.title
        draw_runs(p, t, 0, y, [elide(t, Run(text, t.lead, c.t1, bold=True), right)])
        hairline(p, t, 0, self.width(), self.height() - 1)
        p.end()
